package io.github.kmeans4j.bench.differential;

import java.util.SplittableRandom;

/** Styles of initial centroids. */
enum Start {
  FIRST_ROWS,
  RANDOM_ROWS,
  /** Rows, and centroids so far off that their clusters are empty. */
  FAR_OFF,
  /** Few rows, several times each. */
  REPEATED,
  /** Next to rows. */
  NEARBY;

  /** Draws k initial centroids; k is at most the number of rows. */
  double[][] centroids(double[][] rows, int k, SplittableRandom random) {
    int d = rows[0].length;
    int[] order = Problems.shuffled(rows.length, random);
    int few = 1 + random.nextInt(Math.min(3, k));
    double far = Math.pow(10, random.nextInt(1, 4)) * largest(rows);
    double[][] start = new double[k][];
    for (int j = 0; j < k; j++) {
      double[] row = rows[this == FIRST_ROWS ? j : order[this == REPEATED ? j % few : j]].clone();
      boolean moved = this == FAR_OFF && random.nextInt(3) == 0;
      for (int c = 0; c < d; c++) {
        if (moved) {
          row[c] += far * random.nextDouble(-1, 1);
        } else if (this == NEARBY) {
          row[c] *= 1 + 0.01 * random.nextGaussian();
        }
      }
      start[j] = row;
    }
    return start;
  }

  private static double largest(double[][] rows) {
    double largest = 0;
    for (double[] row : rows) {
      for (double value : row) {
        largest = Math.max(largest, Math.abs(value));
      }
    }
    return largest;
  }
}
