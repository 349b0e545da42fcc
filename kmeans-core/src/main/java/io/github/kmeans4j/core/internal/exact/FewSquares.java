package io.github.kmeans4j.core.internal.exact;

import io.github.kmeans4j.core.internal.rows.RowStore;

/**
 * Squared distances of many rows of few columns to a point, with the bits of {@link
 * RowStore#squaredDistanceFast(int, double[])}. Plain loops over rows, of at most four columns
 * each. Every column has an array of its own, and all have one index: else the compiler could not
 * know that what is written is not what is read in the next step, and would make no vector code.
 */
public final class FewSquares {
  /** Columns at most. */
  public static final int COLUMNS = 16;

  private FewSquares() {}

  /**
   * Measures rows.
   *
   * @param x column × row
   * @param rows how many
   * @param p the d values of a point, at most {@link #COLUMNS}
   * @param s receives the squared distances
   * @param scratch as many
   */
  public static void measure(double[][] x, int rows, double[] p, double[] s, double[] scratch) {
    int d = p.length;
    if (d == COLUMNS) {
      set(x[0], x[8], x[1], x[9], p[0], p[8], p[1], p[9], rows, s);
      add(x[2], x[10], x[3], x[11], p[2], p[10], p[3], p[11], rows, s);
      set(x[4], x[12], x[5], x[13], p[4], p[12], p[5], p[13], rows, scratch);
      add(x[6], x[14], x[7], x[15], p[6], p[14], p[7], p[15], rows, scratch);
      add(scratch, rows, s);
      return;
    }
    set(x[0], p[0], rows, s);
    int c = d < 8 ? 1 : 8;
    for (; c + 1 < d; c += 2) {
      add(x[c], x[c + 1], p[c], p[c + 1], rows, s);
    }
    if (c < d) {
      add(x[c], p[c], rows, s);
    }
    if (d >= 8) {
      add(x[1], x[2], x[3], p[1], p[2], p[3], rows, s);
      add(x[4], x[5], x[6], x[7], p[4], p[5], p[6], p[7], rows, s);
    }
  }

  private static void set(double[] x, double p, int rows, double[] s) {
    for (int r = 0; r < rows; r++) {
      double t = x[r] - p;
      s[r] = t * t;
    }
  }

  private static void set(
      double[] x0,
      double[] x1,
      double[] x2,
      double[] x3,
      double p0,
      double p1,
      double p2,
      double p3,
      int rows,
      double[] s) {
    for (int r = 0; r < rows; r++) {
      double t0 = x0[r] - p0;
      double t1 = x1[r] - p1;
      double t2 = x2[r] - p2;
      double t3 = x3[r] - p3;
      s[r] = (t0 * t0 + t1 * t1) + (t2 * t2 + t3 * t3);
    }
  }

  private static void add(double[] x, int rows, double[] s) {
    for (int r = 0; r < rows; r++) {
      s[r] += x[r];
    }
  }

  private static void add(double[] x, double p, int rows, double[] s) {
    for (int r = 0; r < rows; r++) {
      double t = x[r] - p;
      s[r] += t * t;
    }
  }

  private static void add(double[] x0, double[] x1, double p0, double p1, int rows, double[] s) {
    for (int r = 0; r < rows; r++) {
      double t0 = x0[r] - p0;
      double t1 = x1[r] - p1;
      s[r] = (s[r] + t0 * t0) + t1 * t1;
    }
  }

  private static void add(
      double[] x1,
      double[] x2,
      double[] x3,
      double p1,
      double p2,
      double p3,
      int rows,
      double[] s) {
    for (int r = 0; r < rows; r++) {
      double t1 = x1[r] - p1;
      double t2 = x2[r] - p2;
      double t3 = x3[r] - p3;
      s[r] = (s[r] + t1 * t1) + (t2 * t2 + t3 * t3);
    }
  }

  private static void add(
      double[] x0,
      double[] x1,
      double[] x2,
      double[] x3,
      double p0,
      double p1,
      double p2,
      double p3,
      int rows,
      double[] s) {
    for (int r = 0; r < rows; r++) {
      double t0 = x0[r] - p0;
      double t1 = x1[r] - p1;
      double t2 = x2[r] - p2;
      double t3 = x3[r] - p3;
      s[r] += (t0 * t0 + t1 * t1) + (t2 * t2 + t3 * t3);
    }
  }
}
