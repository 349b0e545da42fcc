package io.github.kmeans4j.mnist.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

class MnistGuardTest {
  @Test
  void withoutMnistATestIsAbortedUnlessMnistIsRequired() {
    assertThrows(TestAbortedException.class, () -> MnistGuard.folder(Map.of()));
    assertThrows(
        TestAbortedException.class,
        () -> MnistGuard.folder(Map.of(Mnist.VARIABLE, " ", MnistGuard.REQUIRE, "false")));
    AssertionFailedError e =
        assertThrows(
            AssertionFailedError.class,
            () -> MnistGuard.folder(Map.of(MnistGuard.REQUIRE, "true")));
    assertEquals(
        "this test needs MNIST: the variable KMEANS4J_MNIST_DIR names no folder, although"
            + " KMEANS4J_REQUIRE_MNIST=true",
        e.getMessage());
  }

  @Test
  void theVariableNamesTheFolder() {
    assertEquals(Path.of("here"), MnistGuard.folder(Map.of(Mnist.VARIABLE, "here")));
  }
}
