package io.github.kmeans4j.core.internal.kernel;

import io.github.kmeans4j.internal.Kernel;
import io.github.kmeans4j.internal.kernel.Lanes;
import io.github.kmeans4j.internal.kernel.LanesResult;
import io.github.kmeans4j.internal.kernel.SparseTiles;
import io.github.kmeans4j.internal.kernel.Tiles;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What the {@linkplain Rehearsal rehearsals} of a kernel's methods need: data, and a call of each.
 * What comes out is of no use. One thread at a time may {@linkplain #enter enter} and play.
 */
final class Stage {
  /** The methods that are rehearsed. */
  enum Method {
    ONE_PANEL,
    TWO_PANELS,
    MANY_PANELS,
    SPARSE_SCORES,
    SPARSE_SUMS,
    TWO_COLUMNS,
    THREE_COLUMNS,
    MANY_COLUMNS,
    LEAST_TWO,
    DOT_PRODUCT,
    WIDEN_BYTES,
    WIDEN_SHORTS,
    CENTER,
    LEAST_LOWERED,
    LIST_LOWERED,
    LOWER_BOUNDS,
    ROOTS_BELOW,
    ADD_DOUBLES,
    ADD_FLOATS,
    ADD_BYTES,
    ADD_PARTS,
    MEASURE_DOUBLES,
    MEASURE_FLOATS,
    MEASURE_BYTES,
    MEASURE_TWO_BYTES,
    FLOAT_MAGNITUDES,
    DOUBLE_MAGNITUDES,
    ARE_INTEGERS,
    PRODUCTS,
    SQUARES,
    DROP,
    LOWER,
    DISTANCES,
    ROOTS,
    ADD_ROWS
  }

  private static final int MOST = 2 * Rehearsal.TRIAL;

  /** Columns of tiles: none, few with and without one left over, and those of the trial. */
  private static final int[] COLUMNS = {0, 5, 4, 12};

  /** One idle call in so many is not the kernel's. */
  private static final int EXTRAS = 4;

  /** Where slacks begin that are not the scores again. */
  private static final int SHIFT = 7;

  /** A limit that all values exceed. */
  private static final float FAR_BELOW = -1000;

  /** A class of its own, and nothing else. */
  private static final class Extra extends PortableKernel {
    private Extra(int width) {
      super(width);
    }
  }

  private final Kernel kernel;
  private final Kernel[] extras;
  private final int width;
  private final float[] a = values();
  private final float[] b = values();
  private final float[] c = new float[4 * MOST];
  private final double[] x = new double[MOST];
  private final double[] y = new double[MOST];
  private final long[] high = new long[MOST];
  private final long[] low = new long[MOST];
  private final byte[] bytes = new byte[2 * MOST];
  private final short[] shorts = new short[MOST];
  private final int[] places = new int[4 * MOST];
  private final int[] offsets = new int[32];
  private final int[] list = {0, 1, 2, 3};
  private final int[] ends = new int[4];
  private final LanesResult found = new LanesResult(Lanes.UNIT);
  private final double[][] points = {
    new double[0],
    new double[Rehearsal.ODD],
    new double[Rehearsal.EVEN],
    new double[Rehearsal.TRIAL]
  };

  private final Tiles.Packed[] packed = new Tiles.Packed[COLUMNS.length];
  private final PairStage pairs = new PairStage();
  private final AtomicBoolean entered = new AtomicBoolean();

  /** Nobody enters before. */
  private volatile long rest = System.nanoTime();

  Stage(Kernel kernel) {
    this.kernel = kernel;
    this.width = kernel.panelWidth(1);
    this.extras = new Kernel[] {new PortableKernel(width), new Extra(width)};
    for (int i = 0; i < COLUMNS.length; i++) {
      packed[i] = kernel.pack(a, b, 3 * width, COLUMNS[i]);
    }
  }

  /** Different ones, so that no comparison always ends the same way. */
  private static float[] values() {
    float[] values = new float[4 * MOST];
    for (int i = 0; i < values.length; i++) {
      values[i] = i * 37 % 101;
    }
    return values;
  }

  /**
   * Tells whether the caller may play, until it leaves.
   *
   * @param now the time
   */
  boolean enter(long now) {
    return now - rest >= 0 && entered.compareAndSet(false, true);
  }

  /**
   * Leaves it.
   *
   * @param until nobody enters before this time, so that whoever waits for what the caller has to
   *     do does not wait for one rehearsal after the other
   */
  void leave(long until) {
    rest = until;
    entered.set(false);
  }

  /**
   * Calls a method.
   *
   * @param values with about so many values; 0 for one that does next to nothing, {@link
   *     Rehearsal#TRIAL} for the trial
   */
  void play(Method method, int values) {
    play(kernel, method, values);
  }

  /**
   * Calls a method with next to nothing to do. Some turns are others' than the kernel's: where
   * three classes are called, the compiler puts no code of theirs into the caller. If it did, only
   * the caller would be compiled and pass the trial.
   */
  void idle(Method method, int turn) {
    boolean isTile = method.compareTo(Method.MANY_PANELS) <= 0; // too long to be put into callers
    boolean isOther = turn % EXTRAS == 0 && !isTile;
    play(isOther ? extras[turn / EXTRAS % extras.length] : kernel, method, 0);
  }

  private void play(Kernel kernel, Method method, int values) {
    int index = values == 0 ? 0 : values == Rehearsal.TRIAL ? 3 : values % 2 == 0 ? 2 : 1;
    switch (method) {
      case ONE_PANEL -> onePanel(packed[index]);
      case TWO_PANELS -> twoPanels(packed[index]);
      case MANY_PANELS -> manyPanels(packed[index]);
      case SPARSE_SCORES -> sparseScores(kernel, values);
      case SPARSE_SUMS -> sparseSums(kernel, values);
      case TWO_COLUMNS -> nearest(kernel, 2, values);
      case THREE_COLUMNS -> nearest(kernel, 3, values);
      case MANY_COLUMNS -> nearest(kernel, 4, values);
      case LEAST_TWO -> leastTwo(kernel, values);
      case DOT_PRODUCT -> kernel.dotProduct(a, 0, b, 0, values);
      case WIDEN_BYTES -> kernel.widen(bytes, 0, a, c, 0, values);
      case WIDEN_SHORTS -> kernel.widen(shorts, 0, c, 0, values);
      case CENTER -> kernel.center(a, 0, b, 1, c, 0, values);
      case LEAST_LOWERED -> kernel.leastLowered(a, 0, b, SHIFT, 1, values);
      case LIST_LOWERED -> listLowered(kernel, values);
      case LOWER_BOUNDS -> lowerBounds(kernel, values);
      case ROOTS_BELOW -> kernel.rootsBelow(1, a, 0, c, 0, values);
      case ADD_DOUBLES -> kernel.addTo(x, 0, 1, y, 0, values);
      case ADD_FLOATS -> kernel.addTo(a, 0, 1, y, 0, values);
      case ADD_BYTES -> kernel.addTo(bytes, 0, 1, y, 0, values);
      case ADD_PARTS -> kernel.addParts(x, 0, 1, y, 1, high, low, 0, values);
      case MEASURE_DOUBLES -> kernel.squaredDistance(x, 0, points[index]);
      case MEASURE_FLOATS -> kernel.squaredDistance(a, 0, points[index]);
      case MEASURE_BYTES -> kernel.squaredDistance(bytes, 0, points[index]);
      case MEASURE_TWO_BYTES -> kernel.squaredDistance(bytes, 0, MOST, values);
      case FLOAT_MAGNITUDES -> kernel.magnitudes(a, 0, values, places);
      case DOUBLE_MAGNITUDES -> kernel.magnitudes(x, 0, values, high);
      case ARE_INTEGERS -> areIntegers(kernel, values);
      default -> pairs.play(kernel, method, values);
    }
  }

  // One panel, two or three, by many rows and by few: kernels have a tile of its own for each.

  private void onePanel(Tiles.Packed centroids) {
    kernel.scores(a, offsets, 8, centroids, 2, 3, c, width);
    kernel.scores(a, offsets, 11, centroids, 2, 3, c, width);
  }

  private void twoPanels(Tiles.Packed centroids) {
    kernel.scores(a, offsets, 8, centroids, 0, 2, c, 2 * width);
    kernel.scores(a, offsets, 4, centroids, 0, 2, c, 2 * width);
  }

  private void manyPanels(Tiles.Packed centroids) {
    kernel.scores(a, offsets, 10, centroids, 0, 3, c, 3 * width);
    twoPanels(centroids);
    kernel.scores(a, offsets, 4, centroids, 2, 3, c, width);
  }

  /** As many panels at once as leave something to do for a tile of each width. */
  private void sparseScores(Kernel kernel, int values) {
    int rows = values == 0 ? 0 : values == Rehearsal.TRIAL ? 4 : 1;
    int width = 15 * SparseTiles.SPARSE_PANEL;
    Arrays.fill(ends, values % 2 == 0 ? 4 : 3);
    kernel.sparseScores(a, list, offsets, ends, rows, b, width, b, 0, width, c);
  }

  private void sparseSums(Kernel kernel, int values) {
    int rows = values == 0 ? 0 : values == Rehearsal.TRIAL ? 4 : 1;
    Arrays.fill(ends, values % 2 == 0 ? 4 : 3);
    kernel.sparseSums(a, list, offsets, ends, rows, false, b, c, 0);
    kernel.sparseSums(a, list, offsets, ends, rows, true, b, c, 0);
  }

  private void nearest(Kernel kernel, int d, int values) {
    int rows = values == 0 ? 0 : Lanes.UNIT;
    int size = values % 2 == 0 ? list.length : list.length - 1;
    kernel.nearest(a, 0, Lanes.UNIT, rows, d, b, list, size, 0, 0, found);
  }

  private void leastTwo(Kernel kernel, int values) {
    int rows = values == Rehearsal.TRIAL ? 8 : values == 0 ? 1 : 2;
    int columns = values == 0 ? 0 : 4 * width;
    int group = values % 2 == 0 ? 4 * width : width;
    kernel.leastTwo(a, rows, columns, group, b, c, places);
  }

  // Twice, so that some vectors are passed over and some are not: a way that was never taken is not
  // compiled, and whoever takes it first goes on with objects for a tenth of a second and more.

  private void areIntegers(Kernel kernel, int values) {
    kernel.areIntegers(a, 0, values);
    a[values] += 0.5f;
    kernel.areIntegers(a, 0, values + 1);
    a[values] -= 0.5f;
  }

  private void listLowered(Kernel kernel, int values) {
    kernel.listLowered(a, 0, b, SHIFT, 1, values, 0, places);
    kernel.listLowered(a, 0, b, SHIFT, 1, values, FAR_BELOW, places);
  }

  private void lowerBounds(Kernel kernel, int values) {
    int groups = Math.min(values, Long.SIZE - 1);
    Arrays.fill(c, 0, groups, 1);
    kernel.lowerBounds(c, 0, a, 0, 0, groups, -50);
    kernel.lowerBounds(c, 0, a, 0, 0, groups, FAR_BELOW);
  }
}
