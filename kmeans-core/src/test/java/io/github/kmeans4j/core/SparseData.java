package io.github.kmeans4j.core;

import io.github.kmeans4j.Points;
import java.util.SplittableRandom;

/**
 * The same rows in two forms.
 *
 * @param sparse with columns in any order and some stored zeros
 * @param dense as one array
 * @param rows the values
 */
record SparseData(Points sparse, Points dense, double[][] rows) {

  /** Stores rows with about a tenth of their zeros, the columns of each row shuffled. */
  static SparseData of(double[][] rows, boolean floats, SplittableRandom random) {
    int n = rows.length;
    int d = rows[0].length;
    int[] starts = new int[n + 1];
    int[] columns = new int[n * d];
    double[] values = new double[n * d];
    float[] singles = new float[n * d];
    float[] dense = new float[n * d];
    double[] denseDoubles = new double[n * d];
    int at = 0;
    for (int i = 0; i < n; i++) {
      for (int c = 0; c < d; c++) {
        dense[i * d + c] = (float) rows[i][c];
        denseDoubles[i * d + c] = rows[i][c];
        if (rows[i][c] != 0 || random.nextInt(10) == 0) {
          int place = starts[i] + random.nextInt(at - starts[i] + 1);
          columns[at] = columns[place];
          values[at] = values[place];
          columns[place] = c;
          values[place] = rows[i][c];
          at++;
        }
      }
      starts[i + 1] = at;
    }
    for (int p = 0; p < at; p++) {
      singles[p] = (float) values[p];
    }
    return floats
        ? new SparseData(
            Points.ofSparseRows(starts, columns, singles, d), Points.of(dense, n, d), rows)
        : new SparseData(
            Points.ofSparseRows(starts, columns, values, d), Points.of(denseDoubles, n, d), rows);
  }

  /**
   * Draws rows that share few columns: empty ones, equal ones, ones at equal distances from many
   * centroids; whole numbers, or floats or doubles of any bits.
   */
  static SparseData draw(SplittableRandom random, int n, int d, boolean floats) {
    boolean whole = random.nextBoolean();
    double density = random.nextInt(3) == 0 ? 0.5 : 0.08;
    int occurring = random.nextBoolean() ? d : 1 + random.nextInt(d);
    double[][] rows = new double[n][d];
    for (int i = 0; i < n; i++) {
      if (i > 0 && random.nextInt(5) == 0) {
        rows[i] = rows[random.nextInt(i)].clone();
        continue;
      }
      for (int c = 0; c < occurring; c++) {
        if (random.nextDouble() < density) {
          double value = whole ? random.nextInt(5) - 1 : random.nextDouble() - 0.2;
          rows[i][c] = floats ? (float) value : value;
        }
      }
    }
    return of(rows, floats, random);
  }

  /** Weights, or null. */
  static double[] weights(SplittableRandom random, int n) {
    double[] weights = random.doubles(n, 0, 3).toArray();
    weights[random.nextInt(n)] = 0;
    weights[random.nextInt(n)] = 1;
    return weights;
  }
}
