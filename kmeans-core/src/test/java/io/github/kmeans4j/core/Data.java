package io.github.kmeans4j.core;

import java.util.SplittableRandom;
import org.ejml.data.DMatrixRMaj;

/** Small random data of every awkward kind. */
final class Data {
  /** Kinds of values. */
  enum Kind {
    BYTES,
    INTEGERS_FAR_OFF,
    HALVES,
    FLOATS,
    DOUBLES,
    TINY,
    HUGE,
    FEW_VALUES,
    CONSTANT_COLUMNS,
    CLUSTERS_FAR_OFF,
    ONE_OUTLIER
  }

  private Data() {}

  static double[][] of(Kind kind, int n, int d, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] rows = new double[n][d];
    for (int i = 0; i < n; i++) {
      for (int c = 0; c < d; c++) {
        rows[i][c] =
            switch (kind) {
              case BYTES -> random.nextInt(256);
              case INTEGERS_FAR_OFF -> 100_000_000 + random.nextInt(50);
              case HALVES -> random.nextInt(-20, 20) / 2.0;
              case FLOATS -> (float) random.nextDouble(-1, 1);
              case DOUBLES -> random.nextDouble(-1, 1);
              case TINY -> random.nextDouble(-1, 1) * 1e-200;
              case HUGE -> random.nextDouble(-1, 1) * 1e100;
              case FEW_VALUES -> random.nextInt(2);
              case CONSTANT_COLUMNS -> c % 2 == 0 ? 7 : random.nextInt(10);
              case CLUSTERS_FAR_OFF -> 1e6 * (i % 3) + 1e-3 * random.nextDouble();
              case ONE_OUTLIER -> i == 0 ? 1e12 : random.nextDouble();
            };
      }
    }
    return rows;
  }

  /** The first k rows. */
  static double[][] first(double[][] rows, int k) {
    double[][] first = new double[k][];
    for (int j = 0; j < k; j++) {
      first[j] = rows[j].clone();
    }
    return first;
  }

  static DMatrixRMaj matrix(double[][] rows) {
    return new DMatrixRMaj(rows);
  }

  static float[][] floats(double[][] rows) {
    float[][] floats = new float[rows.length][rows[0].length];
    for (int i = 0; i < rows.length; i++) {
      for (int c = 0; c < rows[i].length; c++) {
        floats[i][c] = (float) rows[i][c];
      }
    }
    return floats;
  }
}
