package io.github.kmeans4j.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The headline of the README names the figures of its table, and the table agrees with itself. */
class ReadmeFiguresTest {
  private static final Pattern RATIO =
      Pattern.compile("\\*{0,2}([0-9.]+)\\*{0,2} \\(([0-9.]+)×\\)");
  private static final Pattern SECONDS = Pattern.compile("\\| ([0-9.]+)(?= \\|)");

  private static String readme() throws IOException {
    return Files.readString(Path.of("..", "README.md"));
  }

  /** The lines of the table that begin with a word. */
  private static List<String> lines(String begin) throws IOException {
    return readme().lines().filter(line -> line.startsWith("| " + begin)).toList();
  }

  private static List<Double> numbers(Pattern pattern, int group, String line) {
    List<Double> numbers = new ArrayList<>();
    for (Matcher m = pattern.matcher(line); m.find(); ) {
      numbers.add(Double.valueOf(m.group(group)));
    }
    return numbers;
  }

  private static String range(List<String> lines) {
    List<Double> all =
        lines.stream().flatMap(line -> numbers(RATIO, 2, line).stream()).sorted().toList();
    assertEquals(4 * lines.size(), all.size());
    return all.get(0) + " to " + all.get(all.size() - 1) + " times";
  }

  @Test
  void theHeadlineIsTheRangeOfTheTable() throws IOException {
    List<String> simd = lines("`kmeans-simd`, JDK");
    List<String> portable = lines("no flag, JDK");
    assertEquals(2, simd.size());
    assertEquals(2, portable.size());
    String headline = readme().replaceAll("\\s+", " ");
    assertTrue(headline.contains("in one run, " + range(simd) + " the speed"), range(simd));
    assertTrue(
        headline.contains(range(portable) + " without a JVM flag"), () -> "the other figure");
  }

  @Test
  void theRatiosAreThoseOfTheSeconds() throws IOException {
    List<List<Double>> peers =
        lines("scikit-learn ").stream().map(line -> numbers(SECONDS, 1, line)).toList();
    assertEquals(2, peers.size());
    List<String> ours = new ArrayList<>(lines("`kmeans-simd`, JDK"));
    ours.addAll(lines("no flag, JDK"));
    for (String line : ours) {
      List<Double> seconds = numbers(RATIO, 1, line);
      List<Double> ratios = numbers(RATIO, 2, line);
      for (int c = 0; c < 4; c++) {
        double best = Math.min(peers.get(0).get(c), peers.get(1).get(c));
        double ratio = best / seconds.get(c);
        // Seconds are rounded to 0.01, ratios to 0.1.
        assertEquals(ratio, ratios.get(c), 0.05 + ratio * 0.006 / seconds.get(c), line);
      }
    }
  }
}
