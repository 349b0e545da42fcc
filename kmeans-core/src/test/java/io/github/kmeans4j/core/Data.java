package io.github.kmeans4j.core;

import java.util.SplittableRandom;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;

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
    ONE_OUTLIER,
    /** Whole numbers of which some are −0. */
    NEGATIVE_ZEROS,
    /** Floats below the normal range. */
    SUBNORMAL_FLOATS,
    /** Columns from 1e-150 to 1e150. */
    MIXED_SCALES,
    /**
     * The later half are middles between rows of the former, off by 1e-7 to 1e-17 or not at all.
     */
    MIDDLES,
    /** The same about 1e6. */
    MIDDLES_FAR_OFF
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
              case NEGATIVE_ZEROS -> random.nextInt(3) * (random.nextBoolean() ? 1.0 : -1.0);
              case SUBNORMAL_FLOATS -> (float) (random.nextDouble(-1, 1) * 1e-39);
              case MIXED_SCALES -> random.nextDouble(-1, 1) * Math.pow(10, c * 37 % 301 - 150);
              case MIDDLES -> random.nextDouble(-1, 1);
              case MIDDLES_FAR_OFF -> 1e6 + random.nextDouble(-1, 1);
            };
      }
    }
    if (kind == Kind.MIDDLES || kind == Kind.MIDDLES_FAR_OFF) {
      toMiddles(rows, random);
    }
    return rows;
  }

  private static void toMiddles(double[][] rows, SplittableRandom random) {
    int ends = (rows.length + 1) / 2;
    for (int i = ends; i < rows.length; i++) {
      double[] a = rows[random.nextInt(ends)];
      double[] b = rows[random.nextInt(ends)];
      // Shares of one half but for the last digits, so that both ends are nearly as far.
      double off = random.nextInt(3) == 0 ? 0 : Math.pow(10, -random.nextInt(7, 18));
      double share = random.nextBoolean() ? 0.5 + off : 0.5 - off;
      for (int c = 0; c < rows[i].length; c++) {
        rows[i][c] = a[c] * share + b[c] * (1 - share);
      }
    }
  }

  /** Whether every value is a float. */
  static boolean areFloats(double[][] rows) {
    for (double[] row : rows) {
      for (double value : row) {
        if ((float) value != value) {
          return false;
        }
      }
    }
    return true;
  }

  /** A matrix whose array is longer than its shape, as a reshape leaves it. */
  static FMatrixRMaj roomyFloats(double[][] rows) {
    FMatrixRMaj matrix = new FMatrixRMaj(rows.length + 2, rows[0].length + 1);
    matrix.reshape(rows.length, rows[0].length);
    for (int i = 0; i < rows.length; i++) {
      for (int c = 0; c < rows[i].length; c++) {
        matrix.unsafe_set(i, c, (float) rows[i][c]);
      }
    }
    return matrix;
  }

  /** The same in doubles. */
  static DMatrixRMaj roomyDoubles(double[][] rows) {
    DMatrixRMaj matrix = new DMatrixRMaj(rows.length + 2, rows[0].length + 1);
    matrix.reshape(rows.length, rows[0].length);
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, matrix.data, i * rows[i].length, rows[i].length);
    }
    return matrix;
  }

  /** Whether every value is a whole number from 0 to 255. */
  static boolean areBytes(double[][] rows) {
    for (double[] row : rows) {
      for (double value : row) {
        // Bytes know no −0.
        if (!Double.valueOf((int) value & 0xFF).equals(value)) {
          return false;
        }
      }
    }
    return true;
  }

  /** Bytes, if the rows are whole numbers from 0 to 255. */
  static byte[] bytes(double[][] rows) {
    byte[] bytes = new byte[rows.length * rows[0].length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) rows[i / rows[0].length][i % rows[0].length];
    }
    return bytes;
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
