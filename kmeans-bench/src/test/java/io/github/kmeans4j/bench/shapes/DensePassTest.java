package io.github.kmeans4j.bench.shapes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The command from end to end, on few rows. */
class DensePassTest {
  @Test
  void everyShapeHasALine() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    assertEquals(
        0,
        DensePass.execute(
            out, "--rows", "300", "--repeat", "1", "--warmup", "0", "--python", "none"));
    String output = bytes.toString(StandardCharsets.UTF_8);
    assertEquals(7, output.lines().count());
    assertTrue(output.contains("300 × 784, 256"), output);
  }
}
