package io.github.kmeans4j.core.internal.kernel;

import io.github.kmeans4j.internal.Kernel;
import io.github.kmeans4j.internal.kernel.Pairs;
import java.util.Arrays;

/** The part of a {@link Stage} for what measures pairs of rows. Belongs to it. */
final class PairStage {
  private static final int LANES = Pairs.LANES;
  private static final int MOST_COLUMNS = 16;

  private final double[] x = new double[MOST_COLUMNS * LANES];
  private final double[] y = new double[MOST_COLUMNS * LANES];
  private final double[] z = new double[MOST_COLUMNS * LANES];
  private final double[] low = new double[LANES];
  private final double[] nothing = new double[0];

  /** What is measured from three points goes two at once and one by itself. */
  private final double[][] points = {y, y, y};

  private final double[][] squares = new double[3][LANES];

  PairStage() {
    for (int i = 0; i < x.length; i++) {
      x[i] = i * 37 % 101;
      y[i] = i * 41 % 101;
    }
  }

  /**
   * Calls a method.
   *
   * @param kernel whose
   * @param method which
   * @param values as {@link Stage#play}
   */
  void play(Kernel kernel, Stage.Method method, int values) {
    boolean isIdle = values == 0;
    boolean isOdd = values % 2 != 0;
    switch (method) {
      case PRODUCTS -> kernel.products(x, isOdd ? 3 : 10, y, 0, isIdle ? 0 : isOdd ? 2 : 4, z);
      case SQUARES ->
          kernel.squares(x, 0, isIdle ? 0 : isOdd ? 11 : MOST_COLUMNS, points, squares, 0);
      case DROP -> kernel.drop(x, 0, y, values);
      case LOWER -> lower(kernel, values);
      case DISTANCES -> distances(kernel, isIdle);
      case ROOTS -> roots(kernel, isIdle);
      case ADD_ROWS -> addRows(kernel, isIdle ? 0 : 2, isOdd);
      default -> throw new IllegalArgumentException(method.name());
    }
  }

  private void lower(Kernel kernel, int values) {
    System.arraycopy(x, 0, z, 0, values);
    kernel.lower(z, 0, y, values);
  }

  /** Rows that are far from each other, and rows some of which are near. */
  private void distances(Kernel kernel, boolean isIdle) {
    if (isIdle) {
      kernel.distances(nothing, 0, y, 0, 0, 0, 1);
      return;
    }
    for (int normSq = 1; normSq < 1000; normSq += 500) {
      System.arraycopy(x, 0, z, 0, LANES);
      kernel.distances(z, 0, y, 0, normSq, 0x1p-20, 1);
    }
  }

  /** Squares that are all in the range, and squares of which some are not. */
  private void roots(Kernel kernel, boolean isIdle) {
    if (isIdle) {
      kernel.roots(nothing, 0);
      return;
    }
    for (int first = 0; first < 2; first++) {
      System.arraycopy(x, 1, z, 0, LANES);
      z[0] = first;
      kernel.roots(z, 0);
    }
  }

  /** Whole numbers, of which nothing is lost, and at times one that cannot be added up. */
  private void addRows(Kernel kernel, int rows, boolean isOdd) {
    Arrays.fill(z, 0, LANES, 0);
    Arrays.fill(low, 0);
    double former = x[1];
    x[1] = isOdd ? Double.NaN : former;
    kernel.addRows(x, 0, LANES, rows, z, low, 0, isOdd ? LANES - 1 : LANES);
    x[1] = former;
  }
}
