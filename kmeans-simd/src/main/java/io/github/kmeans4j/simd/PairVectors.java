package io.github.kmeans4j.simd;

import io.github.kmeans4j.internal.kernel.Pairs;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Roots and sums of {@link Pairs}, with the operations of the plain loops in each lane. */
final class PairVectors {
  /** Constant for the compiler, which is what makes vectors registers. */
  private static final VectorSpecies<Double> S =
      SimdKernel.WIDTH == 128
          ? DoubleVector.SPECIES_128
          : SimdKernel.WIDTH == 256 ? DoubleVector.SPECIES_256 : DoubleVector.SPECIES_512;

  /** See the package. */
  private static final Class<? extends DoubleVector> VECTOR = DoubleVector.zero(S).getClass();

  private static final int WIDTH = S.length();

  /** Bits of all lanes of a mask. */
  private static final long LANES_SET = (1L << WIDTH) - 1;

  private PairVectors() {}

  /** Turns products into distances, and tells which pairs are near. */
  static long distances(
      double[] products,
      int at,
      double[] normsSq,
      int norms,
      double normSq,
      double near,
      double unit) {
    if (products.length == 0) {
      return 0;
    }
    long lanes = 0;
    for (int l = 0; l < Pairs.LANES; l += WIDTH) {
      DoubleVector both = VECTOR.cast(DoubleVector.fromArray(S, normsSq, norms + l)).add(normSq);
      DoubleVector product = VECTOR.cast(DoubleVector.fromArray(S, products, at + l));
      DoubleVector square = both.sub(product.add(product));
      square.sqrt().mul(unit).intoArray(products, at + l);
      VectorMask<Double> far = square.sub(both.mul(near)).compare(VectorOperators.GE, Pairs.LEAST);
      if (!far.allTrue()) {
        lanes |= (~far.toLong() & LANES_SET) << l;
      }
    }
    return lanes;
  }

  /** Takes roots, and tells which squares are out of the range. */
  static long roots(double[] squares, int at) {
    if (squares.length == 0) {
      return 0;
    }
    long lanes = 0;
    for (int l = 0; l < Pairs.LANES; l += WIDTH) {
      DoubleVector square = VECTOR.cast(DoubleVector.fromArray(S, squares, at + l));
      square.sqrt().intoArray(squares, at + l);
      VectorMask<Double> in =
          square
              .compare(VectorOperators.GE, Pairs.LEAST)
              .and(square.compare(VectorOperators.LE, Pairs.MOST));
      if (!in.allTrue()) {
        lanes |= (~in.toLong() & LANES_SET) << l;
      }
    }
    return lanes;
  }

  /** Adds rows of values to sums in two parts, and tells which lanes it has left. */
  static long addRows(
      double[] values,
      int from,
      int stride,
      int rows,
      double[] high,
      double[] low,
      int at,
      int lanes) {
    if (rows == 0) {
      return 0;
    }
    long left = 0;
    int l = 0;
    for (; l + WIDTH <= lanes; l += WIDTH) {
      DoubleVector h = DoubleVector.fromArray(S, high, at + l);
      DoubleVector w = DoubleVector.fromArray(S, low, at + l);
      DoubleVector lost = DoubleVector.zero(S);
      for (int r = 0; r < rows; r++) {
        h = VECTOR.cast(h);
        w = VECTOR.cast(w);
        DoubleVector value = VECTOR.cast(DoubleVector.fromArray(S, values, from + r * stride + l));
        DoubleVector sum = h.add(value);
        DoubleVector other = sum.sub(h);
        DoubleVector off = h.sub(sum.sub(other)).add(value.sub(other));
        DoubleVector second = w.add(off);
        DoubleVector another = second.sub(w);
        lost = w.sub(second.sub(another)).add(off.sub(another)).abs().add(lost);
        h = sum;
        w = second;
      }
      VectorMask<Double> exact = VECTOR.cast(lost).compare(VectorOperators.EQ, 0);
      if (exact.allTrue()) {
        VECTOR.cast(h).intoArray(high, at + l);
        VECTOR.cast(w).intoArray(low, at + l);
      } else {
        left |= Pairs.addLanes(values, from, stride, rows, high, low, at, l, l + WIDTH);
      }
    }
    return left | Pairs.addLanes(values, from, stride, rows, high, low, at, l, lanes);
  }
}
