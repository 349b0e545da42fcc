package io.github.kmeans4j.core;

import io.github.kmeans4j.rules.ModuleRules;
import org.junit.jupiter.api.Test;

/** The rooms of the core, and the order in which they stand on each other. */
class ArchitectureTest {
  private static final String ROOT = ModuleRules.ROOT;
  private static final String CORE = ROOT + ".core";
  private static final String INTERNAL = CORE + ".internal";

  /** From the top floor to the ground: a room uses the ones after it only. */
  private static final String[] ROOMS = {
    "agreement",
    "measure",
    "column",
    "serve",
    "lloyd",
    "seed",
    "project",
    "blocks",
    "lanes",
    "choice",
    "sparse",
    "assign",
    "update",
    "exact",
    "directions",
    "points",
    "rows",
    "sums",
    "files",
    "work",
    "kernel"
  };

  private static final ModuleRules RULES = new ModuleRules();

  @Test
  void dependsOnNothingButTheApiAndMatrices() {
    RULES.dependOnlyOn(CORE + "..", ROOT, ROOT + ".io..", ROOT + ".internal..", "org.ejml.data..");
  }

  @Test
  void roomsUseOnlyThoseBelow() {
    RULES.useOnlyRoomsBelow(INTERNAL, ROOMS);
  }

  @Test
  void roomsKnowNothingOfWhatIsBuiltOnThem() {
    RULES.doNotUse(
        INTERNAL + "..", CORE, CORE + ".data..", CORE + ".evaluation..", CORE + ".prepare..");
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
