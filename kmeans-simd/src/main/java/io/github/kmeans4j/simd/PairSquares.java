package io.github.kmeans4j.simd;

import io.github.kmeans4j.internal.kernel.Pairs;
import jdk.incubator.vector.DoubleVector;
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

  /** See the package. */
  private static final Class<? extends DoubleVector> VECTOR = DoubleVector.zero(S).getClass();

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
    if (d == 0) {
      return;
    }
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
        x = VECTOR.cast(DoubleVector.fromArray(S, panels, y));
        t = x.sub(a[c]);
        a0 = t.mul(t).add(a0);
        t = x.sub(b[c]);
        b0 = t.mul(t).add(b0);
        x = VECTOR.cast(DoubleVector.fromArray(S, panels, y + LANES));
        t = x.sub(a[c + 1]);
        a1 = t.mul(t).add(a1);
        t = x.sub(b[c + 1]);
        b1 = t.mul(t).add(b1);
        x = VECTOR.cast(DoubleVector.fromArray(S, panels, y + 2 * LANES));
        t = x.sub(a[c + 2]);
        a2 = t.mul(t).add(a2);
        t = x.sub(b[c + 2]);
        b2 = t.mul(t).add(b2);
        x = VECTOR.cast(DoubleVector.fromArray(S, panels, y + 3 * LANES));
        t = x.sub(a[c + 3]);
        a3 = t.mul(t).add(a3);
        t = x.sub(b[c + 3]);
        b3 = t.mul(t).add(b3);
        x = VECTOR.cast(DoubleVector.fromArray(S, panels, y + 4 * LANES));
        t = x.sub(a[c + 4]);
        a4 = t.mul(t).add(a4);
        t = x.sub(b[c + 4]);
        b4 = t.mul(t).add(b4);
        x = VECTOR.cast(DoubleVector.fromArray(S, panels, y + 5 * LANES));
        t = x.sub(a[c + 5]);
        a5 = t.mul(t).add(a5);
        t = x.sub(b[c + 5]);
        b5 = t.mul(t).add(b5);
        x = VECTOR.cast(DoubleVector.fromArray(S, panels, y + 6 * LANES));
        t = x.sub(a[c + 6]);
        a6 = t.mul(t).add(a6);
        t = x.sub(b[c + 6]);
        b6 = t.mul(t).add(b6);
        x = VECTOR.cast(DoubleVector.fromArray(S, panels, y + 7 * LANES));
        t = x.sub(a[c + 7]);
        a7 = t.mul(t).add(a7);
        t = x.sub(b[c + 7]);
        b7 = t.mul(t).add(b7);
        y += 8 * LANES;
      }
      for (; c < d; c++) {
        x = VECTOR.cast(DoubleVector.fromArray(S, panels, y));
        t = x.sub(a[c]);
        a0 = t.mul(t).add(a0);
        t = x.sub(b[c]);
        b0 = t.mul(t).add(b0);
        y += LANES;
      }
      VECTOR
          .cast(
              VECTOR
                  .cast(a0)
                  .add(a1)
                  .add(VECTOR.cast(a2).add(a3))
                  .add(VECTOR.cast(a4).add(a5).add(VECTOR.cast(a6).add(a7))))
          .intoArray(squaresA, at + l);
      VECTOR
          .cast(
              VECTOR
                  .cast(b0)
                  .add(b1)
                  .add(VECTOR.cast(b2).add(b3))
                  .add(VECTOR.cast(b4).add(b5).add(VECTOR.cast(b6).add(b7))))
          .intoArray(squaresB, at + l);
    }
  }

  /** Measures the rows of a panel from a point. */
  static void one(double[] panels, int panel, int d, double[] a, double[] squares, int at) {
    if (d == 0) {
      return;
    }
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
        x = VECTOR.cast(DoubleVector.fromArray(S, panels, y));
        t = x.sub(a[c]);
        a0 = t.mul(t).add(a0);
        x = VECTOR.cast(DoubleVector.fromArray(S, panels, y + LANES));
        t = x.sub(a[c + 1]);
        a1 = t.mul(t).add(a1);
        x = VECTOR.cast(DoubleVector.fromArray(S, panels, y + 2 * LANES));
        t = x.sub(a[c + 2]);
        a2 = t.mul(t).add(a2);
        x = VECTOR.cast(DoubleVector.fromArray(S, panels, y + 3 * LANES));
        t = x.sub(a[c + 3]);
        a3 = t.mul(t).add(a3);
        x = VECTOR.cast(DoubleVector.fromArray(S, panels, y + 4 * LANES));
        t = x.sub(a[c + 4]);
        a4 = t.mul(t).add(a4);
        x = VECTOR.cast(DoubleVector.fromArray(S, panels, y + 5 * LANES));
        t = x.sub(a[c + 5]);
        a5 = t.mul(t).add(a5);
        x = VECTOR.cast(DoubleVector.fromArray(S, panels, y + 6 * LANES));
        t = x.sub(a[c + 6]);
        a6 = t.mul(t).add(a6);
        x = VECTOR.cast(DoubleVector.fromArray(S, panels, y + 7 * LANES));
        t = x.sub(a[c + 7]);
        a7 = t.mul(t).add(a7);
        y += 8 * LANES;
      }
      for (; c < d; c++) {
        t = VECTOR.cast(DoubleVector.fromArray(S, panels, y)).sub(a[c]);
        a0 = t.mul(t).add(a0);
        y += LANES;
      }
      VECTOR
          .cast(
              VECTOR
                  .cast(a0)
                  .add(a1)
                  .add(VECTOR.cast(a2).add(a3))
                  .add(VECTOR.cast(a4).add(a5).add(VECTOR.cast(a6).add(a7))))
          .intoArray(squares, at + l);
    }
  }

  /** Tells by how much values would lower limits; for vectors of four or eight lanes. */
  static double drop(double[] limits, int from, double[] values, int count) {
    if (count == 0) {
      return 0;
    }
    DoubleVector a = DoubleVector.zero(S);
    DoubleVector b = a;
    int i = 0;
    for (; i + 8 <= count; i += 8) {
      DoubleVector difference =
          VECTOR
              .cast(DoubleVector.fromArray(S, limits, from + i))
              .sub(DoubleVector.fromArray(S, values, i));
      a = VECTOR.cast(a).blend(difference.add(a), difference.compare(VectorOperators.GT, 0));
      if (WIDTH < 8) {
        difference =
            VECTOR
                .cast(DoubleVector.fromArray(S, limits, from + i + WIDTH))
                .sub(DoubleVector.fromArray(S, values, i + WIDTH));
        b = VECTOR.cast(b).blend(difference.add(b), difference.compare(VectorOperators.GT, 0));
      }
    }
    double[] sums = new double[16];
    VECTOR.cast(a).intoArray(sums, 0);
    VECTOR.cast(b).intoArray(sums, WIDTH);
    for (int l = 0; i < count; i++, l++) {
      double difference = limits[from + i] - values[i];
      sums[l] += difference > 0 ? difference : 0;
    }
    return Pairs.sumOfEight(sums);
  }

  /** Lowers limits and adds them up; for vectors of four or eight lanes. */
  static double lower(double[] limits, int from, double[] values, int count) {
    if (count == 0) {
      return 0;
    }
    DoubleVector a = DoubleVector.zero(S);
    DoubleVector b = a;
    int i = 0;
    for (; i + 8 <= count; i += 8) {
      DoubleVector limit = VECTOR.cast(DoubleVector.fromArray(S, limits, from + i));
      DoubleVector value = DoubleVector.fromArray(S, values, i);
      limit = limit.blend(value, limit.compare(VectorOperators.GT, value));
      limit.intoArray(limits, from + i);
      a = limit.add(a);
      if (WIDTH < 8) {
        limit = VECTOR.cast(DoubleVector.fromArray(S, limits, from + i + WIDTH));
        value = DoubleVector.fromArray(S, values, i + WIDTH);
        limit = limit.blend(value, limit.compare(VectorOperators.GT, value));
        limit.intoArray(limits, from + i + WIDTH);
        b = limit.add(b);
      }
    }
    double[] sums = new double[16];
    VECTOR.cast(a).intoArray(sums, 0);
    VECTOR.cast(b).intoArray(sums, WIDTH);
    for (int l = 0; i < count; i++, l++) {
      double limit = limits[from + i] > values[i] ? values[i] : limits[from + i];
      limits[from + i] = limit;
      sums[l] += limit;
    }
    return Pairs.sumOfEight(sums);
  }
}
