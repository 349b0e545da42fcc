package io.github.kmeans4j.simd;

import io.github.kmeans4j.internal.kernel.Pairs;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Squared distances of {@link Pairs}, and what they lower, with the operations of the plain loops
 * in each lane.
 */
final class PairSquares {
  /** Constant for the compiler, which is what makes vectors registers. */
  private static final VectorSpecies<Double> S =
      SimdKernel.WIDTH == 128
          ? DoubleVector.SPECIES_128
          : SimdKernel.WIDTH == 256 ? DoubleVector.SPECIES_256 : DoubleVector.SPECIES_512;

  private static final int WIDTH = S.length();
  private static final int LANES = Pairs.LANES;

  private PairSquares() {}

  /** Measures the rows of a panel from two points, which share what is read of the rows. */
  static void two(
      double[] panels,
      int panel,
      int d,
      double[] a,
      double[] b,
      double[] squaresA,
      double[] squaresB,
      int at) {
    int whole = d / 8 * 8;
    for (int l = 0; l < LANES; l += WIDTH) {
      int y = panel + l;
      int c = 0;
      DoubleVector x;
      DoubleVector t;
      DoubleVector a0 = DoubleVector.zero(S);
      DoubleVector a1 = a0;
      DoubleVector a2 = a0;
      DoubleVector a3 = a0;
      DoubleVector a4 = a0;
      DoubleVector a5 = a0;
      DoubleVector a6 = a0;
      DoubleVector a7 = a0;
      DoubleVector b0 = DoubleVector.zero(S);
      DoubleVector b1 = b0;
      DoubleVector b2 = b0;
      DoubleVector b3 = b0;
      DoubleVector b4 = b0;
      DoubleVector b5 = b0;
      DoubleVector b6 = b0;
      DoubleVector b7 = b0;
      for (; c < whole; c += 8) {
        x = DoubleVector.fromArray(S, panels, y);
        t = x.sub(a[c]);
        a0 = a0.add(t.mul(t));
        t = x.sub(b[c]);
        b0 = b0.add(t.mul(t));
        x = DoubleVector.fromArray(S, panels, y + LANES);
        t = x.sub(a[c + 1]);
        a1 = a1.add(t.mul(t));
        t = x.sub(b[c + 1]);
        b1 = b1.add(t.mul(t));
        x = DoubleVector.fromArray(S, panels, y + 2 * LANES);
        t = x.sub(a[c + 2]);
        a2 = a2.add(t.mul(t));
        t = x.sub(b[c + 2]);
        b2 = b2.add(t.mul(t));
        x = DoubleVector.fromArray(S, panels, y + 3 * LANES);
        t = x.sub(a[c + 3]);
        a3 = a3.add(t.mul(t));
        t = x.sub(b[c + 3]);
        b3 = b3.add(t.mul(t));
        x = DoubleVector.fromArray(S, panels, y + 4 * LANES);
        t = x.sub(a[c + 4]);
        a4 = a4.add(t.mul(t));
        t = x.sub(b[c + 4]);
        b4 = b4.add(t.mul(t));
        x = DoubleVector.fromArray(S, panels, y + 5 * LANES);
        t = x.sub(a[c + 5]);
        a5 = a5.add(t.mul(t));
        t = x.sub(b[c + 5]);
        b5 = b5.add(t.mul(t));
        x = DoubleVector.fromArray(S, panels, y + 6 * LANES);
        t = x.sub(a[c + 6]);
        a6 = a6.add(t.mul(t));
        t = x.sub(b[c + 6]);
        b6 = b6.add(t.mul(t));
        x = DoubleVector.fromArray(S, panels, y + 7 * LANES);
        t = x.sub(a[c + 7]);
        a7 = a7.add(t.mul(t));
        t = x.sub(b[c + 7]);
        b7 = b7.add(t.mul(t));
        y += 8 * LANES;
      }
      for (; c < d; c++) {
        x = DoubleVector.fromArray(S, panels, y);
        t = x.sub(a[c]);
        a0 = a0.add(t.mul(t));
        t = x.sub(b[c]);
        b0 = b0.add(t.mul(t));
        y += LANES;
      }
      a0.add(a1).add(a2.add(a3)).add(a4.add(a5).add(a6.add(a7))).intoArray(squaresA, at + l);
      b0.add(b1).add(b2.add(b3)).add(b4.add(b5).add(b6.add(b7))).intoArray(squaresB, at + l);
    }
  }

  /** Measures the rows of a panel from a point. */
  static void one(double[] panels, int panel, int d, double[] a, double[] squares, int at) {
    int whole = d / 8 * 8;
    for (int l = 0; l < LANES; l += WIDTH) {
      int y = panel + l;
      int c = 0;
      DoubleVector x;
      DoubleVector t;
      DoubleVector a0 = DoubleVector.zero(S);
      DoubleVector a1 = a0;
      DoubleVector a2 = a0;
      DoubleVector a3 = a0;
      DoubleVector a4 = a0;
      DoubleVector a5 = a0;
      DoubleVector a6 = a0;
      DoubleVector a7 = a0;
      for (; c < whole; c += 8) {
        x = DoubleVector.fromArray(S, panels, y);
        t = x.sub(a[c]);
        a0 = a0.add(t.mul(t));
        x = DoubleVector.fromArray(S, panels, y + LANES);
        t = x.sub(a[c + 1]);
        a1 = a1.add(t.mul(t));
        x = DoubleVector.fromArray(S, panels, y + 2 * LANES);
        t = x.sub(a[c + 2]);
        a2 = a2.add(t.mul(t));
        x = DoubleVector.fromArray(S, panels, y + 3 * LANES);
        t = x.sub(a[c + 3]);
        a3 = a3.add(t.mul(t));
        x = DoubleVector.fromArray(S, panels, y + 4 * LANES);
        t = x.sub(a[c + 4]);
        a4 = a4.add(t.mul(t));
        x = DoubleVector.fromArray(S, panels, y + 5 * LANES);
        t = x.sub(a[c + 5]);
        a5 = a5.add(t.mul(t));
        x = DoubleVector.fromArray(S, panels, y + 6 * LANES);
        t = x.sub(a[c + 6]);
        a6 = a6.add(t.mul(t));
        x = DoubleVector.fromArray(S, panels, y + 7 * LANES);
        t = x.sub(a[c + 7]);
        a7 = a7.add(t.mul(t));
        y += 8 * LANES;
      }
      for (; c < d; c++) {
        t = DoubleVector.fromArray(S, panels, y).sub(a[c]);
        a0 = a0.add(t.mul(t));
        y += LANES;
      }
      a0.add(a1).add(a2.add(a3)).add(a4.add(a5).add(a6.add(a7))).intoArray(squares, at + l);
    }
  }

  /** Tells by how much values would lower limits; for vectors of eight lanes. */
  static double drop(double[] limits, int from, double[] values, int count) {
    DoubleVector sum = DoubleVector.zero(S);
    int i = 0;
    for (; i + WIDTH <= count; i += WIDTH) {
      DoubleVector difference =
          DoubleVector.fromArray(S, limits, from + i).sub(DoubleVector.fromArray(S, values, i));
      VectorMask<Double> less = difference.compare(VectorOperators.GT, 0);
      sum = sum.blend(sum.add(difference), less);
    }
    double[] sums = new double[8];
    sum.intoArray(sums, 0);
    for (int l = 0; i < count; i++, l++) {
      double difference = limits[from + i] - values[i];
      sums[l] += difference > 0 ? difference : 0;
    }
    return Pairs.sumOfEight(sums);
  }

  /** Lowers limits and adds them up; for vectors of eight lanes. */
  static double lower(double[] limits, int from, double[] values, int count) {
    DoubleVector sum = DoubleVector.zero(S);
    int i = 0;
    for (; i + WIDTH <= count; i += WIDTH) {
      DoubleVector limit = DoubleVector.fromArray(S, limits, from + i);
      DoubleVector value = DoubleVector.fromArray(S, values, i);
      limit = limit.blend(value, limit.compare(VectorOperators.GT, value));
      limit.intoArray(limits, from + i);
      sum = sum.add(limit);
    }
    double[] sums = new double[8];
    sum.intoArray(sums, 0);
    for (int l = 0; i < count; i++, l++) {
      double limit = limits[from + i] > values[i] ? values[i] : limits[from + i];
      limits[from + i] = limit;
      sums[l] += limit;
    }
    return Pairs.sumOfEight(sums);
  }
}
