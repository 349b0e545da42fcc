package io.github.kmeans4j.bench.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.kmeans4j.internal.KernelProvider;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Commands force a kernel, or leave the choice to the library. */
class CommandsTest {
  private static List<String> command(String kernel) {
    return Commands.java("java", kernel, List.of("-Xmx1g"), CommandsTest.class);
  }

  @Test
  void aKernelIsForcedByName() {
    assertEquals("-D" + KernelProvider.PROPERTY + "=simd", command("simd").get(1));
    assertTrue(command("simd").contains("jdk.incubator.vector"));
    assertFalse(command(Commands.PORTABLE).contains("jdk.incubator.vector"));
  }

  @Test
  void theChosenOneIsNotForced() {
    List<String> command = command(Commands.CHOSEN);
    assertFalse(command.toString().contains(KernelProvider.PROPERTY));
    assertTrue(command.contains("jdk.incubator.vector"));
    assertTrue(command.contains("-Xmx1g"));
  }
}
