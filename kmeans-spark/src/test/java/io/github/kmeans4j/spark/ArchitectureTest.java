package io.github.kmeans4j.spark;

import io.github.kmeans4j.rules.ModuleRules;
import org.junit.jupiter.api.Test;

/** The rooms of the module, and the order in which they stand on each other. */
class ArchitectureTest {
  private static final String ROOT = ModuleRules.ROOT;
  private static final String MODULE = ROOT + ".spark";
  private static final String INTERNAL = MODULE + ".internal";

  /** From the top floor to the ground: a room uses the ones after it only. */
  private static final String[] ROOMS = {"course", "seed", "pass", "rows"};

  private static final ModuleRules RULES = new ModuleRules();

  @Test
  void dependsOnNothingButTheCoreTheApiAndSpark() {
    RULES.dependOnlyOn(
        MODULE + "..",
        ROOT + ".core..",
        ROOT,
        ROOT + ".internal..",
        "org.ejml.data..",
        "org.apache.spark..",
        "com.esotericsoftware.kryo..", // comes with Spark
        "scala..");
  }

  @Test
  void roomsUseOnlyThoseBelow() {
    RULES.useOnlyRoomsBelow(INTERNAL, ROOMS);
  }

  @Test
  void roomsKnowNothingOfWhatIsBuiltOnThem() {
    RULES.doNotUse(INTERNAL + "..", MODULE);
  }

  @Test
  void packagesMakeNoCircles() {
    RULES.makeNoCircles();
  }

  @Test
  void packagesStaySmall() {
    RULES.staySmall();
  }

  @Test
  void theJvmIsLeftToItsUsers() {
    RULES.leaveTheJvmToItsUsers();
  }
}
