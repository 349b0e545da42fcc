package io.github.kmeans4j.bench.sparse;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.kmeans4j.Points;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sets are those that are described, files keep them, and the command runs on few rows. */
class SparseRowsBenchTest {
  @TempDir Path folder;

  private static String run(String... args) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    assertEquals(0, SparseRowsBench.execute(out, args));
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void everyModeRuns() {
    String output = run("--set", "topics,clicks", "--rows", "300", "--k", "3", "--alone");
    assertTrue(output.contains("topics.npz: 300 × 50000, "), output);
    assertTrue(output.contains("clicks.npz: 300 × 262144, "), output);
    for (Mode mode : Mode.values()) {
      String line = "| " + mode.name().toLowerCase(Locale.ROOT) + " | 3 | kmeans4j | ";
      assertEquals(2, output.lines().filter(l -> l.startsWith(line)).count(), output);
    }
  }

  @Test
  void wideRowsHaveTenMillionColumns() throws IOException {
    Csr csr = Objects.requireNonNull(SparseSet.WIDE.make(folder, 50));
    assertEquals(10_000_000, csr.columns);
    assertEquals(500, csr.stored());
  }

  @Test
  void filesKeepRows() throws IOException {
    Csr csr = new Csr(9);
    csr.add(new TreeMap<>(Map.of(8, 0.5, 2, 3.0)));
    csr.add(new TreeMap<>());
    csr.add(new TreeMap<>(Map.of(0, 1.0)));
    Path file = folder.resolve("rows.npz");
    csr.write(file);
    Csr read = Csr.read(file);
    assertEquals(3, read.rows());
    assertEquals(3, read.stored());
    Points points = read.points();
    assertEquals(9, points.columns());
    assertEquals(0.5, points.get(0, 8));
    assertEquals(3, points.get(0, 2));
    assertEquals(1, points.get(2, 0));
  }

  @Test
  void textIsReadToo() throws IOException {
    Path file = Files.writeString(folder.resolve("rows.svm"), "1 1:0.5 4:2\n0 2:1\n1 4:3\n");
    String output = run("--file", file.toString(), "--mode", "passes", "--k", "2", "--alone");
    assertTrue(output.contains("rows.svm: 3 × 4, 4 values"), output);
  }

  @Test
  void definitionsAreTexts() throws IOException {
    String license = "  1 a line of the license\n";
    String seldom = "00000001 00 a 01 | of the bell\n";
    String usual = "00000002 00 a 01 | a sound\n";
    Files.writeString(folder.resolve("data.adj"), license + seldom + usual.repeat(120));
    Files.writeString(folder.resolve("data.adv"), license + seldom);
    Files.writeString(folder.resolve("data.noun"), license);
    Files.writeString(folder.resolve("data.verb"), license + usual);
    Csr csr = Objects.requireNonNull(SparseSet.GLOSSES.make(folder, 1000));
    assertEquals(123, csr.rows());
    assertEquals(2, csr.columns); // "bell" and "the": "sound" stands in most, "of" is too short
    double[] row = new double[2];
    csr.points().copyRow(121, row);
    assertArrayEquals(new double[] {Math.sqrt(0.5), Math.sqrt(0.5)}, row, 1e-6);
    assertEquals(100, Objects.requireNonNull(SparseSet.GLOSSES.make(folder, 100)).rows());
    String output = run("--set", "glosses", "--wordnet", folder.resolve("none").toString());
    assertTrue(output.contains("GLOSSES are left out"), output);
  }

  @Test
  void wordsWeighByHowSeldomTheyAre() {
    Csr csr = new Csr(3);
    csr.add(new TreeMap<>(Map.of(0, 1.0, 1, 2.0)));
    csr.add(new TreeMap<>(Map.of(1, 1.0)));
    csr.weigh();
    double seldom = 1 + Math.log(3.0 / 2);
    double length = Math.hypot(seldom, 2);
    double[] row = new double[3];
    csr.points().copyRow(0, row);
    assertArrayEquals(new double[] {seldom / length, 2 / length, 0}, row, 1e-6);
    assertEquals(1, csr.points().get(1, 1));
  }
}
