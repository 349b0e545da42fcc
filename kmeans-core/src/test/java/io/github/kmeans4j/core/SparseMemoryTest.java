package io.github.kmeans4j.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.kmeans4j.Clustering;
import io.github.kmeans4j.DistanceMetric;
import io.github.kmeans4j.Points;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What sparse rows take: a fit, in a JVM of its own, whose heap has room for the data, for what the
 * formula says, and for the JVM itself. The collector has no use for more than what is alive: the
 * heap is full where the formula is not kept.
 */
@Timeout(300)
class SparseMemoryTest {
  /** For classes, young objects and threads. */
  private static final long JVM = 48;

  private static final int MB = 1 << 20;

  /** Rows × columns; the last one has ten million columns, most of which occur nowhere. */
  @ParameterizedTest
  @CsvSource({
    "20000, 40000, 10, 100, euclidean",
    "60000, 3000, 30, 20, euclidean",
    "20000, 40000, 10, 100, cosine",
    "15000, 10000000, 10, 8, euclidean"
  })
  void aFitTakesWhatTheFormulaSays(int n, int d, int stored, int k, String metric)
      throws Exception {
    Data data = Data.draw(n, d, stored);
    long values = (long) n * stored;
    long beyond = 52L * k * data.occurring() + 8L * k * d + 64L * n + 4 * values;
    if (metric.equals("cosine")) {
      beyond += 8 * values + 16L * n; // directions
    }
    long heap = (8 * values + 4L * n + beyond) / MB + JVM;
    assertEquals(
        "fitted", run(heap, List.of(n, d, stored, k).toString(), metric), "of " + heap + " MB");
  }

  private static String run(long heap, String sizes, String metric)
      throws IOException, InterruptedException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx" + heap + "m",
            "-Xmn16m",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            Child.class.getName(),
            sizes,
            metric);
    Process child =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String out = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, child.waitFor(), "the child failed in " + heap + " MB");
    return out.strip();
  }

  /**
   * Rows of distinct columns, low ones more often than high ones.
   *
   * @param points the rows
   * @param occurring how many columns they have
   */
  private record Data(Points points, int occurring) {
    static Data draw(int n, int d, int stored) {
      SplittableRandom random = new SplittableRandom(1);
      int[] starts = new int[n + 1];
      int[] columns = new int[n * stored];
      float[] values = new float[n * stored];
      BitSet occurs = new BitSet(d);
      for (int i = 0; i < n; i++) {
        int at = starts[i];
        while (at < starts[i] + stored) {
          double u = random.nextDouble();
          int column = (int) (d * u * u * u);
          boolean taken = false;
          for (int p = starts[i]; p < at; p++) {
            taken |= columns[p] == column;
          }
          if (!taken) {
            occurs.set(column);
            columns[at] = column;
            values[at++] = 0.5f + (float) random.nextDouble();
          }
        }
        starts[i + 1] = at;
      }
      return new Data(Points.ofSparseRows(starts, columns, values, d), occurs.cardinality());
    }
  }

  /** The child. */
  static final class Child {
    private Child() {}

    public static void main(String[] args) {
      int[] sizes =
          Arrays.stream(args[0].replaceAll("[\\[\\] ]", "").split(","))
              .mapToInt(Integer::parseInt)
              .toArray();
      Points points = Data.draw(sizes[0], sizes[1], sizes[2]).points;
      Clustering clustering =
          new LloydKMeans(sizes[3])
              .withMetric(DistanceMetric.named(args[1]))
              .withMaxIterations(4)
              .withThreads(2)
              .fit(points);
      System.out.println(clustering.labels().length == sizes[0] ? "fitted" : clustering);
    }
  }
}
