package io.github.kmeans4j.bench.headtohead;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command from end to end, with real processes, on few rows. */
class HeadToHeadTest {
  @TempDir Path folder;

  private List<String[]> run(String... args) throws IOException {
    assertEquals(0, HeadToHead.execute(args));
    assertTrue(Files.readString(folder.resolve("head-to-head.json")).contains("\"machine\""));
    List<String> lines = Files.readAllLines(folder.resolve("head-to-head.csv"));
    // no description but the fourth field holds commas, and that one is quoted
    return lines.stream()
        .skip(1)
        .map(line -> line.replaceAll("\"[^\"]*\"", "name").split(","))
        .toList();
  }

  @Test
  void peersAndOursRunInOneCommand() throws IOException {
    List<String[]> lines =
        run(
            "--rows",
            "300",
            "-k",
            "5",
            "--storage",
            "byte,double",
            "--kernel",
            "portable",
            "--peers",
            "commons-math,tribuo",
            "--repeat",
            "1",
            "--output",
            folder.toString());
    assertEquals(4, lines.size());
    String[] first = lines.get(0);
    assertEquals("FIT", first[0]);
    assertEquals("300", first[1]);
    assertEquals("5", first[2]);
    assertTrue(Double.parseDouble(first[5]) > 0);
  }

  @Test
  void coldAndGrowthNeedNoPeers() throws IOException {
    List<String[]> lines =
        run(
            "--mode",
            "cold,growth",
            "--rows",
            "150,300",
            "-k",
            "4",
            "--storage",
            "byte",
            "--kernel",
            "portable",
            "--peers",
            "none",
            "--repeat",
            "1",
            "--output",
            folder.toString());
    assertEquals(3, lines.size());
    String[] cold = lines.get(0);
    String[] grown = lines.get(2);
    assertEquals("COLD", cold[0]);
    assertEquals("300", cold[1]);
    assertEquals("GROWTH", grown[0]);
    assertEquals("300", grown[1]);
    assertEquals(cold[10], grown[10], "labels of the same fit");
  }
}
