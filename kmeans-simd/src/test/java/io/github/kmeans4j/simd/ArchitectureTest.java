package io.github.kmeans4j.simd;

import io.github.kmeans4j.rules.ModuleRules;
import org.junit.jupiter.api.Test;

/** The module is a kernel and nothing else. */
class ArchitectureTest {
  private static final String ROOT = ModuleRules.ROOT;

  private static final ModuleRules RULES = new ModuleRules();

  @Test
  void dependsOnNothingButTheKernelAndTheVectorApi() {
    RULES.dependOnlyOn(ROOT + ".simd..", ROOT + ".internal..", "jdk.incubator.vector..");
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
