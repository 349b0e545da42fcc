package io.github.kmeans4j.bench.differential;

import io.github.kmeans4j.EmptyClusterPolicy;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Draws problems; each follows from its seed alone. */
final class Problems {
  private Problems() {}

  /** The problem of a seed. */
  static Problem of(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int shape = random.nextInt(2000);
    int n;
    int d;
    int k;
    int maxIterations = random.nextInt(8) == 0 ? random.nextInt(1, 6) : 60;
    if (shape < 2) { // where rows are projected on a few coordinates
      n = random.nextInt(2048, 2500);
      d = random.nextInt(128, 145);
      k = random.nextInt(2, 41);
      maxIterations = Math.min(maxIterations, 12);
    } else if (shape < 20) { // where centroids are grouped
      n = random.nextInt(100, 500);
      d = random.nextInt(1, 65);
      k = random.nextInt(33, 100);
      maxIterations = Math.min(maxIterations, 20);
    } else if (shape < 60) { // where rows are several chunks of work
      n = random.nextInt(500, 2500);
      d = random.nextInt(1, 7);
      k = random.nextInt(1, 41);
      maxIterations = Math.min(maxIterations, 30);
    } else {
      n = random.nextInt(1, 91);
      d = random.nextInt(4) == 0 ? random.nextInt(1, 4) : random.nextInt(1, 41);
      k = random.nextInt(1, Math.min(60, n) + 1);
    }
    Values values = any(Values.values(), random);
    Weighting weighting = random.nextBoolean() ? Weighting.NONE : any(Weighting.values(), random);
    Start starting = any(Start.values(), random);
    double[][] rows = values.rows(n, d, random);
    double @Nullable [] weights = weighting.weights(n, random);
    double[][] start = starting.centroids(rows, k, random);
    Setup setup =
        new Setup(
            layout(rows, random),
            metric(random),
            random.nextInt(3) == 0 ? EmptyClusterPolicy.KEEP : EmptyClusterPolicy.RELOCATE,
            maxIterations,
            random.nextInt(1, 5));
    return new Problem(
        seed, values + "/" + weighting + "/" + starting, setup, rows, weights, start);
  }

  /** Bytes and floats are rarer to be had, so that they come first where they can be. */
  private static Layout layout(double[][] rows, SplittableRandom random) {
    List<Layout> layouts = Layout.holding(rows);
    Layout last = layouts.get(layouts.size() - 1);
    return random.nextInt(4) == 0 ? last : layouts.get(random.nextInt(layouts.size()));
  }

  private static Metric metric(SplittableRandom random) {
    Metric[] metrics = Metric.values();
    int drawn = random.nextInt(8 * metrics.length);
    return drawn < metrics.length ? metrics[drawn] : Metric.EUCLIDEAN;
  }

  private static <T> T any(T[] among, SplittableRandom random) {
    return among[random.nextInt(among.length)];
  }

  /** The numbers below n in random order. */
  static int[] shuffled(int n, SplittableRandom random) {
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }
}
