package io.github.kmeans4j.bench.soak;

import io.github.kmeans4j.Points;
import java.util.SplittableRandom;

/** Clusters of random rows in any precision. */
final class RandomRows {
  private static final int MOST_COLUMNS = 150;

  private final SplittableRandom random;
  private final int most;

  /**
   * Prepares.
   *
   * @param random draws everything
   * @param most rows at most, at least 1
   */
  RandomRows(SplittableRandom random, int most) {
    this.random = random;
    this.most = most;
  }

  /** A number from 1 to the limit, small ones as often as large ones. */
  int upTo(int limit) {
    return (int) Math.min(limit, Math.exp(random.nextDouble(Math.log(limit + 1.0))));
  }

  /** Any number of rows and columns. */
  Points any() {
    return of(upTo(most), upTo(MOST_COLUMNS));
  }

  /** At most so many rows, for what takes the time of their square. */
  Points few(int rows) {
    return of(upTo(Math.min(rows, most)), upTo(20));
  }

  /** Rows of a given shape. */
  Points of(int n, int d) {
    return switch (random.nextInt(3)) {
      case 0 -> Points.of(values(n, d), n, d);
      case 1 -> Points.of(floats(n, d), n, d);
      default -> Points.ofUnsignedBytes(bytes(n, d), n, d);
    };
  }

  double[] values(int n, int d) {
    int clusters = random.nextInt(1, 20);
    double[] centers = random.doubles((long) clusters * d, 20, 230).toArray();
    double spread = Math.pow(10, random.nextDouble(-3, 1.3));
    double[] values = new double[n * d];
    for (int i = 0; i < n; i++) {
      int from = random.nextInt(clusters) * d;
      for (int c = 0; c < d; c++) {
        values[i * d + c] = centers[from + c] + spread * (random.nextDouble() - 0.5);
      }
    }
    return values;
  }

  float[] floats(int n, int d) {
    double[] values = values(n, d);
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  byte[] bytes(int n, int d) {
    double[] values = values(n, d);
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (int) values[i];
    }
    return bytes;
  }

  /** Weights, of which some are 0. */
  double[] weights(int n) {
    double[] weights = new double[n];
    for (int i = 0; i < n; i++) {
      weights[i] = random.nextInt(5) == 0 ? 0 : Math.pow(10, random.nextDouble(-3, 3));
    }
    weights[random.nextInt(n)] = 1;
    return weights;
  }
}
