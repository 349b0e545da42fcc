package io.github.kmeans4j.minibatch;

import io.github.kmeans4j.core.LloydKMeans;
import io.github.kmeans4j.rules.ModuleRules;
import org.junit.jupiter.api.Test;

/** The rooms of the module, and the order in which they stand on each other. */
class ArchitectureTest {
  private static final String ROOT = ModuleRules.ROOT;
  private static final String MODULE = ROOT + ".minibatch";
  private static final String INTERNAL = MODULE + ".internal";

  /** From the top floor to the ground: a room uses the ones after it only. */
  private static final String[] ROOMS = {"source", "stream", "batch"};

  private static final ModuleRules RULES = new ModuleRules();

  @Test
  void dependsOnNothingButTheCoreTheApiAndMatrices() {
    RULES.dependOnlyOn(
        MODULE + "..",
        ROOT + ".core..",
        ROOT,
        ROOT + ".io..",
        ROOT + ".internal..",
        "org.ejml.data..");
  }

  @Test
  void composesAndNeverExtendsLloyd() {
    RULES.doNotUse(LloydKMeans.class);
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
