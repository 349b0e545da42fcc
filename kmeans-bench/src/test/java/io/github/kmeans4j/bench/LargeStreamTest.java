package io.github.kmeans4j.bench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.kmeans4j.bench.process.BenchLine;
import io.github.kmeans4j.core.data.FileSource;
import io.github.kmeans4j.minibatch.MiniBatchKMeans;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command measures the fit that it says, and leaves nothing behind. */
class LargeStreamTest {
  @TempDir Path folder;

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  private int execute(String... arguments) {
    String[] all = Arrays.copyOf(arguments, arguments.length + 4);
    all[all.length - 4] = "--folder";
    all[all.length - 3] = folder.toString();
    all[all.length - 2] = "--threads";
    all[all.length - 1] = "1";
    return LargeStream.execute(new PrintStream(printed, true, StandardCharsets.UTF_8), all);
  }

  private String output() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  private long files() throws IOException {
    try (Stream<Path> left = Files.list(folder)) {
      return left.count();
    }
  }

  @Test
  void anyNumberOfThreadsWritesTheSameBytes() throws IOException {
    int rows = 9001; // three chunks
    new LargeData(1).write(folder.resolve("one"), rows, 1);
    new LargeData(1).write(folder.resolve("three"), rows, 3);
    new LargeData(2).write(folder.resolve("other"), rows, 3);
    byte[] expected = Files.readAllBytes(folder.resolve("one"));
    assertEquals(rows * 784, expected.length);
    assertArrayEquals(expected, Files.readAllBytes(folder.resolve("three")));
    assertTrue(!Arrays.equals(expected, Files.readAllBytes(folder.resolve("other"))));
  }

  @Test
  void printsTheInertiaOfTheFitAndRemovesTheFile() throws IOException {
    assertEquals(0, execute("--rows", "3000", "-k", "5", "--heap", "100m", "--keep"));
    Path kept;
    try (Stream<Path> left = Files.list(folder)) {
      kept = left.findFirst().orElseThrow().resolve("images.bytes");
    }
    double inertia;
    try (FileSource source = LargeStreamFit.open(kept)) {
      assertEquals(3000, source.rows());
      inertia = new MiniBatchKMeans(5).fit(source).inertia();
    }
    assertTrue(
        output().contains(String.format(Locale.ROOT, "  inertia %.6e", inertia)), this::output);
    assertTrue(output().contains("in memory on 300 rows"), this::output);
    assertTrue(output().contains("in memory: 0.") || output().contains("in memory: 1."));
    Files.delete(kept);
    Files.delete(kept.getParent());
    assertEquals(0, execute("--rows", "2000", "-k", "3", "--scheme", "adaptive", "--sample", "0"));
    assertEquals(0, files());
  }

  private String refusal(String... arguments) {
    StringWriter told = new StringWriter();
    int code =
        BenchLine.of(new LargeStreamFit(System.out))
            .setErr(new PrintWriter(told))
            .execute(arguments);
    assertTrue(code != 0);
    return told.toString().lines().findFirst().orElse("");
  }

  @Test
  void theFitTellsInOneLineWhatIsWrongWithItsArguments() throws IOException {
    String file = folder.resolve("rows").toString();
    new LargeData(1).write(Path.of(file), 10, 1);
    assertEquals(
        "Missing required parameters: 'k', '<seed>', '<threads>', '<scheme>'", refusal(file));
    assertEquals(
        "Invalid value for positional parameter at index 1 (k): 'many' is not an int",
        refusal(file, "many", "0", "1", "default"));
    assertEquals(
        "k must be at least 1, but is 0", refusal(file, "0", "0", "1", LargeStreamFit.DEFAULT));
    assertEquals("threads must be at least 1, but is -1", refusal(file, "2", "0", "-1", "default"));
    assertEquals(
        "scheme must be among CLASSIC, ADAPTIVE, NESTED, but is other",
        refusal(file, "2", "0", "1", "other"));
    assertEquals("no such file: " + file + "2", refusal(file + "2", "2", "0", "1", "default"));
  }

  @Test
  void removesTheFileIfTheFitFails() throws IOException {
    assertTrue(execute("--rows", "10", "-k", "11") != 0);
    assertEquals(0, files());
  }
}
