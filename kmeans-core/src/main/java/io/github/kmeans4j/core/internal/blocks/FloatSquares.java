package io.github.kmeans4j.core.internal.blocks;

/**
 * Squared distances of a block of rows to a point in single precision, off by a relative (d +
 * 3)2⁻²⁴, and by less than 2⁻¹⁴⁰ where squares underflow. Plain loops, of which the compiler makes
 * vector code on every JDK: every column has an array of its own, all have one index, and squares
 * are added up one after the other.
 */
final class FloatSquares {
  /** Columns that are added up in one loop. */
  private static final int STEP = 3;

  private FloatSquares() {}

  /**
   * Measures rows.
   *
   * @param x column × row
   * @param p a point
   * @param s receives the squared distances
   */
  static void measure(float[][] x, float[] p, float[] s) {
    int c = p.length % STEP;
    if (c == 0) {
      c = STEP;
      set(x[0], x[1], x[2], p[0], p[1], p[2], s);
    } else if (c == 1) {
      set(x[0], p[0], s);
    } else {
      set(x[0], x[1], p[0], p[1], s);
    }
    for (; c < p.length; c += STEP) {
      add(x[c], x[c + 1], x[c + 2], p[c], p[c + 1], p[c + 2], s);
    }
  }

  private static void set(float[] x, float p, float[] s) {
    for (int r = 0; r < s.length; r++) {
      float t = x[r] - p;
      s[r] = t * t;
    }
  }

  private static void set(float[] x0, float[] x1, float p0, float p1, float[] s) {
    for (int r = 0; r < s.length; r++) {
      float t0 = x0[r] - p0;
      float t1 = x1[r] - p1;
      s[r] = t0 * t0 + t1 * t1;
    }
  }

  private static void set(
      float[] x0, float[] x1, float[] x2, float p0, float p1, float p2, float[] s) {
    for (int r = 0; r < s.length; r++) {
      float t0 = x0[r] - p0;
      float t1 = x1[r] - p1;
      float t2 = x2[r] - p2;
      s[r] = t0 * t0 + t1 * t1 + t2 * t2;
    }
  }

  private static void add(
      float[] x0, float[] x1, float[] x2, float p0, float p1, float p2, float[] s) {
    for (int r = 0; r < s.length; r++) {
      float t0 = x0[r] - p0;
      float t1 = x1[r] - p1;
      float t2 = x2[r] - p2;
      s[r] = s[r] + t0 * t0 + t1 * t1 + t2 * t2;
    }
  }

  /**
   * Adds twice what the squared distances are below losses, if they are.
   *
   * @param s squared distances
   * @param losses of the same rows
   * @param sums one a row
   */
  static void addDrops(float[] s, float[] losses, float[] sums) {
    for (int r = 0; r < sums.length; r++) {
      float less = losses[r] - s[r];
      sums[r] += less + Math.abs(less);
    }
  }

  /** The same times weights. */
  static void addDrops(float[] s, float[] losses, float[] weights, float[] sums) {
    for (int r = 0; r < sums.length; r++) {
      float less = losses[r] - s[r];
      sums[r] += weights[r] * (less + Math.abs(less));
    }
  }

  /** Tells whether a squared distance may be below the loss, as neither was before rounding. */
  static boolean mayLower(float[] s, float[] losses) {
    for (int r = 0; r < s.length; r++) {
      if (s[r] < limit(losses[r])) {
        return true;
      }
    }
    return false;
  }

  /** Lists the rows of which that may be, or of which they may be equal; returns how many. */
  static int listLower(float[] s, float[] losses, int count, int[] found) {
    int size = 0;
    for (int r = 0; r < count; r++) {
      found[size] = r;
      size += s[r] < limit(losses[r]) ? 1 : 0;
    }
    return size;
  }

  private static float limit(float loss) {
    return loss * (1 + 0x1p-17f) + 0x1p-120f;
  }
}
