package io.github.kmeans4j.bench.shapes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.kmeans4j.bench.process.Jdks;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The command from end to end, with real processes, on few rows. */
class ShapesTest {
  @TempDir Path folder;

  private static String run(String... args) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    assertEquals(0, Shapes.execute(out, args));
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static String alone(String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(
        List.of(
            "--java",
            Jdks.own(),
            "--kernel",
            "portable",
            "--peers",
            "none",
            "--repeat",
            "1",
            "--warmup",
            "0"));
    return run(all.toArray(new String[0]));
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void everyModeRuns(Mode mode) throws IOException {
    String output =
        alone(
            "--mode",
            mode.name().toLowerCase(Locale.ROOT),
            "--case",
            "mixture64-256,blobs1-16",
            "--rows",
            "500",
            "--passes",
            "3",
            "--output",
            folder.toString());
    assertTrue(output.contains("blobs1-16: 500 × 1, K = 16, at most 3 passes"), output);
    assertEquals(2, output.lines().filter(line -> line.startsWith("kmeans4j portable")).count());
    assertTrue(Files.readString(folder.resolve("shapes.json")).contains("\"mixture64-256\""));
  }

  @Test
  void kernelsAgree() throws IOException {
    String output =
        run(
            "--java",
            Jdks.own(),
            "--peers",
            "none",
            "--repeat",
            "2",
            "--first",
            "2",
            "--warmup",
            "1",
            "--case",
            "uniform3-100",
            "--rows",
            "300",
            "--passes",
            "2");
    assertEquals(2, output.lines().filter(line -> line.startsWith("kmeans4j")).count());
    assertTrue(output.contains("command: Shapes --java"), output);
  }

  @Test
  void filesOfTheUserAreCases() throws IOException {
    Path file = folder.resolve("words.npy");
    Npy.write(file, Generators.flat(200, 5, 1), 5);
    String output = alone("--file", file.toString(), "--k", "3,7");
    assertTrue(output.contains("words-3: 200 × 5, K = 3, at most 30 passes"), output);
    assertTrue(output.contains("words-7: 200 × 5, K = 7, at most 30 passes"), output);
  }

  @Test
  void dataAreKeptWhereAsked() {
    String output =
        alone("--case", "flat50-300,patches-64", "--rows", "400", "--data", folder.toString());
    assertTrue(Files.exists(folder.resolve("flat-400x50-0-seed7001.npy")));
    assertTrue(output.contains("patches-64 is skipped: scikit-learn's photographs"), output);
  }

  @Test
  void groupsAreListedAndChosen() {
    String list = run("--list");
    assertEquals(Cases.all().size(), list.lines().count());
    assertTrue(list.contains("held-out quick blobs2-50: 1500000 × 2, K = 50"), list);
    String output = alone("--group", "small", "--quick", "--passes", "2");
    assertTrue(output.contains("small2-2: 20 × 2, K = 2"), output);
    assertTrue(!output.contains("small8-8"), output);
  }

  @ParameterizedTest
  @CsvSource({
    "--group, others",
    "--kernel, none",
    "--case, nothing",
    "--peers, nobody",
    "--repeat, 0",
    "--precision, half"
  })
  void whatThereIsNotIsRefused(String option, String value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int code = Shapes.execute(new PrintStream(bytes, true, StandardCharsets.UTF_8), option, value);
    assertEquals(2, code);
  }
}
