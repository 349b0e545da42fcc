package io.github.kmeans4j.core.internal.kernel;

import io.github.kmeans4j.core.internal.kernel.Stage.Method;
import io.github.kmeans4j.internal.Kernel;
import io.github.kmeans4j.internal.kernel.LanesResult;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * A kernel of vectors that begins with plain loops. Each of its methods is the portable kernel's
 * until the other kernel's is compiled, see {@link Rehearsal}: no answer depends on which of them
 * runs, so the change may come between any two calls. The score of the same row and centroid may
 * differ between two calls then: error bounds hold for each of them by itself, and nothing may rely
 * on two of them being the same bits.
 *
 * <p>Errors are bounded by the larger bound of the two; panels are as wide as those of the vectors.
 * It is long since every method of a kernel stands here. Thread-safe.
 */
public final class WarmingKernel implements Kernel {
  /** Units of work, see {@link Rehearsal}, that make tiles and lanes worth one. */
  private static final int TILES = 1 << 18;

  /**
   * The same for all else, of which the compiler makes vectors in plain loops too, if less well.
   */
  private static final int OTHERS = 1 << 19;

  /**
   * For how long all else waits, in nanoseconds: in the first second of a JVM that clusters, the
   * compiler is what everything waits for, and shall not get more to do.
   */
  private static final long DELAY = 500_000_000;

  /** Centroids packed for both; the plain ones are left out when they are no longer needed. */
  private record Both(@Nullable Packed plain, Packed fast, int perPanel) implements Packed {}

  private final Kernel plain;
  private final Kernel fast;

  /** For each method whether the fast kernel shall run it. */
  private final IntPredicate[] ready = new IntPredicate[Method.values().length];

  /**
   * Begins with plain loops.
   *
   * @param fast a kernel of vectors, with panels of at most 16
   */
  public WarmingKernel(Kernel fast) {
    this(fast, TILES, OTHERS, DELAY);
  }

  private WarmingKernel(Kernel fast, int tiles, int others, long delay) {
    this.fast = fast;
    this.plain = new PortableKernel(fast.panelWidth(1));
    Stage stage = new Stage(fast);
    for (Method method : Method.values()) {
      ready[method.ordinal()] =
          switch (method) {
            case ONE_PANEL,
                TWO_PANELS,
                MANY_PANELS,
                PRODUCTS,
                SQUARES,
                SPARSE_SCORES,
                SPARSE_SUMS,
                TWO_COLUMNS,
                THREE_COLUMNS,
                MANY_COLUMNS ->
                new Rehearsal(stage, method, tiles, 0);
            default -> new Rehearsal(stage, method, others, delay);
          };
    }
  }

  /**
   * Makes one that rehearses each method from its first call on.
   *
   * @param fast a kernel of vectors, with panels of at most 16
   * @return the kernel
   */
  public static WarmingKernel rehearsing(Kernel fast) {
    return new WarmingKernel(fast, 0, 0, 0);
  }

  /**
   * Changes between the kernels whenever a test says so.
   *
   * @param fast a kernel of vectors, with panels of at most 16
   * @param isReady asked at every call, by any thread, whether the fast one shall run
   */
  public WarmingKernel(Kernel fast, BooleanSupplier isReady) {
    this.fast = fast;
    this.plain = new PortableKernel(fast.panelWidth(1));
    Arrays.fill(ready, (IntPredicate) units -> isReady.getAsBoolean());
  }

  private boolean isReady(Method method, long operations) {
    return ready[method.ordinal()].test((int) (operations >> 6));
  }

  private Kernel choose(Method method, long operations) {
    return isReady(method, operations) ? fast : plain;
  }

  @Override
  public String description() {
    return fast.description();
  }

  @Override
  public int panelWidth(int k) {
    return fast.panelWidth(k);
  }

  @Override
  public Packed pack(float[] centroids, float[] normsSq, int k, int d) {
    int panels = (k - 1) / fast.panelWidth(k) + 1;
    boolean done =
        isReady(Method.ONE_PANEL, 0)
            && (panels < 2 || isReady(Method.TWO_PANELS, 0))
            && (panels < 3 || isReady(Method.MANY_PANELS, 0));
    Packed packed = done ? null : plain.pack(centroids, normsSq, k, d);
    return new Both(packed, fast.pack(centroids, normsSq, k, d), d * fast.panelWidth(k));
  }

  @Override
  public void scores(
      float[] rows,
      int[] offsets,
      int count,
      Packed packed,
      int fromPanel,
      int toPanel,
      float[] scores,
      int stride) {
    Both both = (Both) packed;
    Packed slow = slow(both, count, toPanel - fromPanel);
    if (slow == null) {
      fast.scores(rows, offsets, count, both.fast, fromPanel, toPanel, scores, stride);
    } else {
      plain.scores(rows, offsets, count, slow, fromPanel, toPanel, scores, stride);
    }
  }

  @Override
  public void scoresAndLeastTwo(
      float[] rows,
      int[] offsets,
      int count,
      Packed packed,
      int panels,
      float[] scores,
      int stride,
      int width,
      float[] least,
      float[] second,
      int[] at) {
    Both both = (Both) packed;
    Packed slow = slow(both, count, panels);
    if (slow == null) {
      fast.scores(rows, offsets, count, both.fast, 0, panels, scores, stride);
      leastTwo(scores, count, stride, width, least, second, at);
    } else {
      plain.scoresAndLeastTwo(
          rows, offsets, count, slow, panels, scores, stride, width, least, second, at);
    }
  }

  /** The plain centroids if plain loops shall score so many rows and panels, else null. */
  private @Nullable Packed slow(Both both, int rows, int panels) {
    Packed plain = both.plain;
    boolean isReady = plain == null || isReady(tile(panels), (long) rows * panels * both.perPanel);
    return isReady ? null : plain;
  }

  /** Which tiles of vectors score so many panels: pairs for up to four of them. */
  private static Method tile(int panels) {
    return switch (panels) {
      case 1 -> Method.ONE_PANEL;
      case 2, 4 -> Method.TWO_PANELS;
      default -> Method.MANY_PANELS;
    };
  }

  @Override
  public int rowsAtOnce() {
    return fast.rowsAtOnce();
  }

  @Override
  public int panelsAtOnce() {
    return fast.panelsAtOnce();
  }

  @Override
  public int chain(int d) {
    return Math.max(plain.chain(d), fast.chain(d));
  }

  @Override
  public int dotChain(int d) {
    return Math.max(plain.dotChain(d), fast.dotChain(d));
  }

  @Override
  public int mostColumns() {
    return fast.mostColumns();
  }

  @Override
  public float nearest(
      float[] columns,
      int from,
      int stride,
      int count,
      int d,
      float[] centroids,
      int[] list,
      int size,
      float relative,
      float absolute,
      LanesResult result) {
    Method method =
        d == 2 ? Method.TWO_COLUMNS : d == 3 ? Method.THREE_COLUMNS : Method.MANY_COLUMNS;
    Kernel kernel = choose(method, (long) count * size * d);
    return kernel.nearest(
        columns, from, stride, count, d, centroids, list, size, relative, absolute, result);
  }

  @Override
  public void leastTwo(
      float[] scores, int rows, int columns, int width, float[] least, float[] second, int[] at) {
    Kernel kernel = choose(Method.LEAST_TWO, (long) rows * columns);
    kernel.leastTwo(scores, rows, columns, width, least, second, at);
  }

  @Override
  public void sparseScores(
      float[] values,
      int[] columns,
      int[] from,
      int[] to,
      int count,
      float[] table,
      int stride,
      float[] norms,
      int first,
      int width,
      float[] scores) {
    long products = (long) (to[count - 1] - from[count - 1] + 1) * count * width;
    choose(Method.SPARSE_SCORES, products)
        .sparseScores(values, columns, from, to, count, table, stride, norms, first, width, scores);
  }

  @Override
  public void sparseSums(
      float[] values,
      int[] columns,
      int[] from,
      int[] to,
      int count,
      boolean signed,
      float[] table,
      float[] sums,
      int at) {
    long products = (long) (to[count - 1] - from[count - 1] + 1) * count * SUMMED;
    choose(Method.SPARSE_SUMS, products)
        .sparseSums(values, columns, from, to, count, signed, table, sums, at);
  }

  @Override
  public float dotProduct(float[] a, int aFrom, float[] b, int bFrom, int d) {
    return choose(Method.DOT_PRODUCT, d).dotProduct(a, aFrom, b, bFrom, d);
  }

  @Override
  public void widen(byte[] source, int from, float[] shift, float[] target, int at, int d) {
    choose(Method.WIDEN_BYTES, d).widen(source, from, shift, target, at, d);
  }

  @Override
  public void widen(short[] source, int from, float[] target, int at, int count) {
    choose(Method.WIDEN_SHORTS, count).widen(source, from, target, at, count);
  }

  @Override
  public void center(
      float[] source, int from, float[] shift, float scale, float[] target, int at, int d) {
    choose(Method.CENTER, d).center(source, from, shift, scale, target, at, d);
  }

  @Override
  public float leastLowered(
      float[] scores, int from, float[] slack, int slackFrom, float factor, int count) {
    return choose(Method.LEAST_LOWERED, count)
        .leastLowered(scores, from, slack, slackFrom, factor, count);
  }

  @Override
  public int listLowered(
      float[] scores,
      int from,
      float[] slack,
      int slackFrom,
      float factor,
      int count,
      float limit,
      int[] found) {
    return choose(Method.LIST_LOWERED, count)
        .listLowered(scores, from, slack, slackFrom, factor, count, limit, found);
  }

  @Override
  public long lowerBounds(
      float[] bounds, int at, float[] drifts, int from, float common, int count, float limit) {
    return choose(Method.LOWER_BOUNDS, count)
        .lowerBounds(bounds, at, drifts, from, common, count, limit);
  }

  @Override
  public void rootsBelow(float base, float[] values, int from, float[] bounds, int at, int count) {
    choose(Method.ROOTS_BELOW, count).rootsBelow(base, values, from, bounds, at, count);
  }

  @Override
  public void addTo(double[] x, int from, double weight, double[] sum, int at, int count) {
    choose(Method.ADD_DOUBLES, count).addTo(x, from, weight, sum, at, count);
  }

  @Override
  public void addTo(float[] x, int from, double weight, double[] sum, int at, int count) {
    choose(Method.ADD_FLOATS, count).addTo(x, from, weight, sum, at, count);
  }

  @Override
  public void addTo(byte[] x, int from, double weight, double[] sum, int at, int count) {
    choose(Method.ADD_BYTES, count).addTo(x, from, weight, sum, at, count);
  }

  @Override
  public void addParts(
      double[] x,
      int from,
      double weight,
      double[] scale,
      double radix,
      long[] high,
      long[] low,
      int at,
      int count) {
    choose(Method.ADD_PARTS, count).addParts(x, from, weight, scale, radix, high, low, at, count);
  }

  @Override
  public double squaredDistance(double[] x, int from, double[] c) {
    return choose(Method.MEASURE_DOUBLES, c.length).squaredDistance(x, from, c);
  }

  @Override
  public double squaredDistance(float[] x, int from, double[] c) {
    return choose(Method.MEASURE_FLOATS, c.length).squaredDistance(x, from, c);
  }

  @Override
  public double squaredDistance(byte[] x, int from, double[] c) {
    return choose(Method.MEASURE_BYTES, c.length).squaredDistance(x, from, c);
  }

  @Override
  public int squaredDistance(byte[] x, int from, int to, int d) {
    return choose(Method.MEASURE_TWO_BYTES, d).squaredDistance(x, from, to, d);
  }

  @Override
  public void magnitudes(float[] x, int from, int count, int[] found) {
    choose(Method.FLOAT_MAGNITUDES, count).magnitudes(x, from, count, found);
  }

  @Override
  public void magnitudes(double[] x, int from, int count, long[] found) {
    choose(Method.DOUBLE_MAGNITUDES, count).magnitudes(x, from, count, found);
  }

  @Override
  public boolean areIntegers(float[] x, int from, int count) {
    return choose(Method.ARE_INTEGERS, count).areIntegers(x, from, count);
  }

  @Override
  public void products(double[] rows, int count, double[] panels, int panel, int d, double[] sums) {
    choose(Method.PRODUCTS, (long) count * d * LANES).products(rows, count, panels, panel, d, sums);
  }

  @Override
  public void squares(
      double[] panels, int panel, int d, double[][] points, double[][] squares, int at) {
    choose(Method.SQUARES, (long) points.length * d * LANES)
        .squares(panels, panel, d, points, squares, at);
  }

  @Override
  public double drop(double[] limits, int from, double[] values, int count) {
    return choose(Method.DROP, count).drop(limits, from, values, count);
  }

  @Override
  public double lower(double[] limits, int from, double[] values, int count) {
    return choose(Method.LOWER, count).lower(limits, from, values, count);
  }

  @Override
  public long distances(
      double[] products,
      int at,
      double[] normsSq,
      int norms,
      double normSq,
      double near,
      double unit) {
    return choose(Method.DISTANCES, LANES)
        .distances(products, at, normsSq, norms, normSq, near, unit);
  }

  @Override
  public long roots(double[] squares, int at) {
    return choose(Method.ROOTS, LANES).roots(squares, at);
  }

  @Override
  public long addRows(
      double[] values,
      int from,
      int stride,
      int rows,
      double[] high,
      double[] low,
      int at,
      int lanes) {
    return choose(Method.ADD_ROWS, (long) rows * lanes)
        .addRows(values, from, stride, rows, high, low, at, lanes);
  }
}
