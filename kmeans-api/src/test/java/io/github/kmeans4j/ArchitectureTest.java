package io.github.kmeans4j;

import io.github.kmeans4j.rules.ModuleRules;
import org.junit.jupiter.api.Test;

/** The packages of the module, and the order in which they stand on each other. */
class ArchitectureTest {
  private static final String ROOT = ModuleRules.ROOT;

  private static final ModuleRules RULES = new ModuleRules();

  @Test
  void dependsOnNothingButMatrices() {
    RULES.dependOnlyOn(ROOT, ROOT + ".io..", ROOT + ".internal..", "org.ejml.data..");
  }

  /** The root uses what is internal, and nothing internal knows the root. */
  @Test
  void whatIsInternalKnowsNothingOfItsUsers() {
    RULES.doNotUse(ROOT + ".io..", ROOT, ROOT + ".internal..");
    RULES.doNotUse(ROOT + ".internal..", ROOT);
    RULES.doNotUse(ROOT + ".internal", ROOT + ".io..", ROOT + ".internal.model..");
    RULES.doNotUse(
        ROOT + ".internal.kernel..",
        ROOT + ".io..",
        ROOT + ".internal",
        ROOT + ".internal.model..");
  }

  @Test
  void packagesMakeNoCircles() {
    RULES.makeNoCircles();
  }

  @Test
  void packagesStaySmall() {
    RULES.staySmall(ROOT);
  }

  @Test
  void theJvmIsLeftToItsUsers() {
    RULES.leaveTheJvmToItsUsers();
  }
}
