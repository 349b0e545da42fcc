package io.github.kmeans4j.bench.differential;

import java.util.SplittableRandom;

/** Styles of random rows, each awkward in its own way. */
enum Values {
  INTEGERS,
  /** Numbers of 0 to 3, so that most distances tie. */
  GRID,
  BYTES,
  /** Whole numbers of which some are −0. */
  SIGNED_ZEROS,
  GAUSSIAN,
  FLOATS,
  DUPLICATES,
  OFFSET_1E6,
  OFFSET_1E8,
  /** Seconds since 1970 beside degrees. */
  SECONDS,
  /** Columns of scales from 1e-6 to 1e6. */
  SCALES,
  /** Each value of a scale of its own, from 1e-140 to 1e140. */
  ANY_SCALE,
  HEAVY_TAILS,
  /** Clusters of a size of 1e-3 at distances of 1e6. */
  FAR_CLUSTERS,
  /** Half of the rows are middles between others, off by little or nothing. */
  MIDDLES,
  /** Fill values and markers of missing data beside real ones. */
  FILLED,
  /** About 1e-200, 1e-160 or 1e-150, where squares underflow or hardly do. */
  TINY,
  SUBNORMAL_DOUBLES,
  SUBNORMAL_FLOATS,
  HUGE,
  /** Where squared distances begin to overflow. */
  LARGEST,
  /** Nearly all are 0, the others often whole. */
  FEW_STORED;

  /** Draws n rows of d columns. */
  double[][] rows(int n, int d, SplittableRandom random) {
    double[][] rows = new double[n][d];
    int clusters = random.nextInt(1, 9);
    double[][] centers = new double[clusters][d];
    for (double[] center : centers) {
      for (int c = 0; c < d; c++) {
        center[c] = random.nextDouble(-1, 1);
      }
    }
    double spread = Math.pow(10, random.nextDouble(-3, 0.5));
    double[] scales = new double[d];
    for (int c = 0; c < d; c++) {
      scales[c] = scale(random);
    }
    boolean asFloats = random.nextInt(3) == 0;
    for (int i = 0; i < n; i++) {
      double[] center = centers[random.nextInt(clusters)];
      for (int c = 0; c < d; c++) {
        double value = center[c] + spread * random.nextGaussian();
        rows[i][c] = value(value, scales[c], i, c, random);
        if (asFloats && canBeFloats()) {
          rows[i][c] = (float) rows[i][c];
        }
      }
    }
    switch (this) {
      case DUPLICATES -> repeat(rows, 1 + random.nextInt(Math.min(n, 12)), random);
      case MIDDLES -> toMiddles(rows, random.nextBoolean() ? 0 : 1e6, random);
      case FILLED -> fill(rows, random);
      default -> {}
    }
    return rows;
  }

  /** What all columns or single ones are multiplied by. */
  private double scale(SplittableRandom random) {
    return switch (this) {
      case OFFSET_1E6, OFFSET_1E8 -> Math.pow(10, random.nextInt(-3, 3));
      case SCALES -> Math.pow(10, random.nextInt(-6, 7));
      default -> 1;
    };
  }

  /** Turns a value of about −1 to 1 into one of this style. */
  private double value(double value, double scale, int i, int c, SplittableRandom random) {
    return switch (this) {
      case INTEGERS -> Math.rint(30 * value);
      case GRID -> random.nextInt(4);
      case BYTES -> Math.max(0, Math.min(255, Math.rint(128 * value)));
      case SIGNED_ZEROS -> random.nextInt(3) * (random.nextBoolean() ? 1.0 : -1.0);
      case GAUSSIAN, DUPLICATES, SCALES, MIDDLES -> scale * value;
      case FLOATS -> (float) value;
      case OFFSET_1E6 -> 1e6 + scale * value;
      case OFFSET_1E8 -> 1e8 + scale * value;
      case SECONDS -> c % 2 == 0 ? 1.7e9 + Math.rint(1e6 * value) / 1e3 : 90 * value;
      case ANY_SCALE -> value * Math.pow(10, random.nextInt(-140, 141));
      case HEAVY_TAILS -> value / Math.pow(random.nextDouble(1e-4, 1), 3);
      case FAR_CLUSTERS -> 1e6 * (i % 3) + 1e-3 * value;
      case FILLED -> 300 + 20 * value;
      case TINY -> value * (i % 2 == 0 || c % 2 == 0 ? 1e-160 : 1e-150);
      case SUBNORMAL_DOUBLES -> value * 1e-315;
      case SUBNORMAL_FLOATS -> (float) (value * 1e-39);
      case HUGE -> value * 1e100;
      case LARGEST -> value * 4e152;
      case FEW_STORED ->
          random.nextInt(6) > 0 ? 0 : random.nextBoolean() ? random.nextInt(1, 4) : value;
    };
  }

  private boolean canBeFloats() {
    return switch (this) {
      case ANY_SCALE, TINY, SUBNORMAL_DOUBLES, HUGE, LARGEST, MIDDLES, FILLED -> false;
      default -> true;
    };
  }

  /** Makes every row one of the first few. */
  private static void repeat(double[][] rows, int distinct, SplittableRandom random) {
    for (int i = distinct; i < rows.length; i++) {
      rows[i] = rows[random.nextInt(distinct)].clone();
    }
  }

  private static void toMiddles(double[][] rows, double offset, SplittableRandom random) {
    int ends = (rows.length + 1) / 2;
    for (int i = 0; i < ends; i++) {
      for (int c = 0; c < rows[i].length; c++) {
        rows[i][c] += offset;
      }
    }
    for (int i = ends; i < rows.length; i++) {
      double[] a = rows[random.nextInt(ends)];
      double[] b = rows[random.nextInt(ends)];
      double off = random.nextInt(3) == 0 ? 0 : Math.pow(10, -random.nextInt(7, 18));
      double share = random.nextBoolean() ? 0.5 + off : 0.5 - off;
      for (int c = 0; c < rows[i].length; c++) {
        rows[i][c] = a[c] * share + b[c] * (1 - share);
      }
    }
  }

  /** Some cells, or whole rows, hold what stands for a missing value. */
  private static void fill(double[][] rows, SplittableRandom random) {
    double[] fills = {9.969e36, 1e20, -999, -9.969e36, 1e30};
    boolean whole = random.nextBoolean();
    double share = random.nextDouble(0.5);
    for (double[] row : rows) {
      boolean filled = random.nextDouble() < share;
      for (int c = 0; c < row.length; c++) {
        if (whole ? filled : random.nextDouble() < share) {
          row[c] = fills[random.nextInt(fills.length)];
        }
      }
    }
  }
}
