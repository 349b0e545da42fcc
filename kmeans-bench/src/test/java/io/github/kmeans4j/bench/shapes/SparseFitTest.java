package io.github.kmeans4j.bench.shapes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The command from end to end, on few rows. */
class SparseFitTest {
  @Test
  void everyKHasALine() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    assertEquals(
        0,
        SparseFit.execute(
            out,
            "--rows",
            "300",
            "-k",
            "3,5",
            "--passes",
            "4",
            "--repeat",
            "1",
            "--warmup",
            "0",
            "--python",
            "none"));
    String output = bytes.toString(StandardCharsets.UTF_8);
    assertEquals(4, output.lines().count(), output);
    assertTrue(output.contains("300 × 30000, "), output);
  }
}
