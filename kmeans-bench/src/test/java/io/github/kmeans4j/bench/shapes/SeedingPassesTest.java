package io.github.kmeans4j.bench.shapes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeedingPassesTest {
  @TempDir Path folder;

  @Test
  void printsALineForEachFile() throws IOException {
    Path file = folder.resolve("x.npy");
    Npy.write(file, Generators.flat(500, 3, 1), 3);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    int code =
        SeedingPasses.execute(
            out, "-k", "5", "--repeat", "1", "--threads", "1", "--rows", "400", file.toString());
    assertEquals(0, code);
    String text = bytes.toString(StandardCharsets.UTF_8);
    assertEquals(3, text.lines().count(), text);
    assertTrue(text.contains("K = 5"), text);
    String line = text.lines().skip(2).findFirst().orElseThrow();
    assertTrue(line.startsWith("x.npy") && line.contains("400 × 3"), line);
    assertEquals(2, line.chars().filter(c -> c == '×').count() - 1, line);
  }
}
