package io.github.kmeans4j.simd;

import io.github.kmeans4j.internal.Kernel;
import io.github.kmeans4j.internal.kernel.LanesResult;
import io.github.kmeans4j.simd.internal.DotProduct;
import io.github.kmeans4j.simd.internal.DoublePairs;
import io.github.kmeans4j.simd.internal.RowLanes;
import io.github.kmeans4j.simd.internal.ScoreTiles;
import io.github.kmeans4j.simd.internal.SparseColumns;
import io.github.kmeans4j.simd.internal.SparseTile;
import io.github.kmeans4j.simd.internal.VectorWidth;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The kernel on the Vector API.
 *
 * <p>The system property {@value #BITS} overrides the width that the JVM prefers. Stateless and
 * thread-safe. It is long since every method of a kernel stands here, most of them to call the
 * class that has its loops.
 */
final class SimdKernel implements Kernel {
  /** Name of the system property that sets the width. */
  static final String BITS = VectorWidth.PROPERTY;

  /** Bits a vector: 128, 256 or 512. */
  static final int WIDTH = VectorWidth.BITS;

  /** Constant for the compiler, which is what makes vectors registers. */
  private static final VectorSpecies<Float> S =
      WIDTH == 128
          ? FloatVector.SPECIES_128
          : WIDTH == 256 ? FloatVector.SPECIES_256 : FloatVector.SPECIES_512;

  /** See the package. */
  private static final Class<? extends FloatVector> VECTOR = FloatVector.zero(S).getClass();

  private static final int LANES = S.length();

  /** Up to so many columns rows in lanes are faster than rows in tiles. */
  private static final int MOST_COLUMNS = 32;

  @Override
  public String description() {
    return "simd (" + WIDTH + " bits)";
  }

  @Override
  public int panelWidth(int k) {
    return ScoreTiles.PANEL;
  }

  @Override
  public int panelsAtOnce() {
    return ScoreTiles.MOST_PANELS;
  }

  @Override
  public Packed pack(float[] centroids, float[] normsSq, int k, int d) {
    return ScoreTiles.pack(centroids, normsSq, k, d);
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
    ScoreTiles.scores(rows, offsets, count, packed, fromPanel, toPanel, scores, stride);
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
    SparseTile.scores(values, columns, from, to, count, table, stride, norms, first, width, scores);
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
    if (signed) {
      SparseColumns.signedSums(values, columns, from, to, count, table, sums, at);
    } else {
      SparseColumns.sums(values, columns, from, to, count, table, sums, at);
    }
  }

  @Override
  public void products(double[] rows, int count, double[] panels, int panel, int d, double[] sums) {
    ProductTiles.products(rows, count, panels, panel, d, sums);
  }

  @Override
  public void squares(
      double[] panels, int panel, int d, double[][] points, double[][] squares, int at) {
    int t = 0;
    for (; t + 2 <= points.length; t += 2) {
      PairSquares.two(panels, panel, d, points[t], points[t + 1], squares[t], squares[t + 1], at);
    }
    if (t < points.length) {
      PairSquares.one(panels, panel, d, points[t], squares[t], at);
    }
  }

  @Override
  public double drop(double[] limits, int from, double[] values, int count) {
    return WIDTH > 128
        ? PairSquares.drop(limits, from, values, count)
        : Kernel.super.drop(limits, from, values, count);
  }

  @Override
  public double lower(double[] limits, int from, double[] values, int count) {
    return WIDTH > 128
        ? PairSquares.lower(limits, from, values, count)
        : Kernel.super.lower(limits, from, values, count);
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
    return PairVectors.distances(products, at, normsSq, norms, normSq, near, unit);
  }

  @Override
  public long roots(double[] squares, int at) {
    return PairVectors.roots(squares, at);
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
    return PairVectors.addRows(values, from, stride, rows, high, low, at, lanes);
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
    int[] nearest = result.nearest;
    float[] gaps = result.gaps;
    if (d == 2) {
      RowLanes.two(columns, from, stride, count, centroids, list, size, nearest, gaps);
    } else if (d == 3) {
      RowLanes.three(columns, from, stride, count, centroids, list, size, nearest, gaps);
    } else {
      RowLanes.many(columns, from, stride, count, d, centroids, list, size, nearest, gaps);
    }
    return RowLanes.gaps(gaps, count, relative, absolute);
  }

  @Override
  public int mostColumns() {
    return MOST_COLUMNS;
  }

  @Override
  public float dotProduct(float[] a, int aFrom, float[] b, int bFrom, int d) {
    return DotProduct.of(a, aFrom, b, bFrom, d);
  }

  @Override
  public void widen(byte[] source, int from, float[] shift, float[] target, int at, int d) {
    int done = Widening.widen(source, from, shift, target, at, d);
    for (int j = done; j < d; j++) {
      target[at + j] = (source[from + j] & 0xFF) - shift[j];
    }
  }

  @Override
  public void widen(short[] source, int from, float[] target, int at, int count) {
    int done = Widening.widen(source, from, target, at, count);
    for (int j = done; j < count; j++) {
      target[at + j] = source[from + j];
    }
  }

  @Override
  public void center(
      float[] source, int from, float[] shift, float scale, float[] target, int at, int d) {
    if (d < LANES) {
      for (int j = 0; j < d; j++) {
        target[at + j] = (source[from + j] - shift[j]) * scale;
      }
      return;
    }
    // The last vector ends with the row, and may do again what the one before it did.
    int last = d - LANES;
    for (int j = 0; j < last; j += LANES) {
      VECTOR
          .cast(FloatVector.fromArray(S, source, from + j))
          .sub(FloatVector.fromArray(S, shift, j))
          .mul(scale)
          .intoArray(target, at + j);
    }
    VECTOR
        .cast(FloatVector.fromArray(S, source, from + last))
        .sub(FloatVector.fromArray(S, shift, last))
        .mul(scale)
        .intoArray(target, at + last);
  }

  @Override
  public int chain(int d) {
    return d + 8; // the sums of a dot product over lanes and tails come on top
  }

  @Override
  public int dotChain(int d) {
    return DotProduct.chain(d);
  }

  @Override
  public float leastLowered(
      float[] scores, int from, float[] slack, int slackFrom, float factor, int count) {
    return Slacks.least(scores, from, slack, slackFrom, factor, count);
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
    return Slacks.list(scores, from, slack, slackFrom, factor, count, limit, found);
  }

  @Override
  public long lowerBounds(
      float[] bounds, int at, float[] drifts, int from, float common, int count, float limit) {
    return Slacks.lower(bounds, at, drifts, from, common, count, limit);
  }

  @Override
  public void addTo(double[] x, int from, double weight, double[] sum, int at, int count) {
    if (Doubles.COMPILED) {
      Doubles.addTo(x, from, weight, sum, at, count);
    } else {
      Kernel.super.addTo(x, from, weight, sum, at, count);
    }
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
    if (Doubles.COMPILED && radix > 0) {
      Doubles.addParts(x, from, weight, scale, radix, high, low, at, count);
    } else {
      Kernel.super.addParts(x, from, weight, scale, radix, high, low, at, count);
    }
  }

  @Override
  public double squaredDistance(double[] x, int from, double[] c) {
    if (Doubles.suits(c.length)) {
      return Doubles.squaredDistance(x, from, c);
    }
    return DoublePairs.suits(c.length)
        ? DoublePairs.squaredDistance(x, from, c)
        : Kernel.super.squaredDistance(x, from, c);
  }

  @Override
  public void addTo(float[] x, int from, double weight, double[] sum, int at, int count) {
    if (Doubles.COMPILED) {
      Doubles.addTo(x, from, weight, sum, at, count);
    } else {
      Kernel.super.addTo(x, from, weight, sum, at, count);
    }
  }

  @Override
  public double squaredDistance(float[] x, int from, double[] c) {
    if (Doubles.suits(c.length)) {
      return Doubles.squaredDistance(x, from, c);
    }
    return DoublePairs.suits(c.length)
        ? DoublePairs.squaredDistance(x, from, c)
        : Kernel.super.squaredDistance(x, from, c);
  }

  @Override
  public void addTo(byte[] x, int from, double weight, double[] sum, int at, int count) {
    if (Doubles.COMPILED) {
      Doubles.addTo(x, from, weight, sum, at, count);
    } else {
      Kernel.super.addTo(x, from, weight, sum, at, count);
    }
  }

  @Override
  public void leastTwo(
      float[] scores, int rows, int columns, int width, float[] least, float[] second, int[] at) {
    LeastTwo.find(scores, rows, columns, width, least, second, at);
  }

  @Override
  public void rootsBelow(float base, float[] values, int from, float[] bounds, int at, int count) {
    Slacks.roots(base, values, from, bounds, at, count);
  }

  @Override
  public double squaredDistance(byte[] x, int from, double[] c) {
    if (Doubles.suits(c.length)) {
      return Doubles.squaredDistance(x, from, c);
    }
    return DoublePairs.suits(x, from, c.length)
        ? DoublePairs.squaredDistance(x, from, c)
        : Kernel.super.squaredDistance(x, from, c);
  }

  @Override
  public int squaredDistance(byte[] x, int from, int to, int d) {
    return Bytes.squaredDistance(x, from, to, d);
  }

  @Override
  public void magnitudes(float[] x, int from, int count, int[] found) {
    Magnitudes.find(x, from, count, found);
  }

  @Override
  public void magnitudes(double[] x, int from, int count, long[] found) {
    if (Doubles.COMPILED) {
      Magnitudes.find(x, from, count, found);
    } else {
      Kernel.super.magnitudes(x, from, count, found);
    }
  }

  @Override
  public boolean areIntegers(float[] x, int from, int count) {
    return Magnitudes.areIntegers(x, from, count);
  }
}
