package io.github.kmeans4j.simd;

import io.github.kmeans4j.spi.Kernel;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The kernel on the Vector API.
 *
 * <p>Lanes are centroids: centroids are packed transposed, one vector of neighbouring centroids a
 * dimension, and a value of a row is broadcast and multiplied into the sums of all of them. So
 * there are no horizontal sums, and the sums of a tile of rows × vectors stay in registers while
 * the dimensions pass by: 4 rows × 4 vectors where there are that many centroids, which makes 16
 * independent chains of multiply-adds and two multiply-adds for each load, else 8 rows × 1 vector.
 *
 * <p>Tails of rows repeat the last row, whose scores are then written twice; tails of centroids are
 * zero vectors with an infinite norm. So no loop needs a mask.
 *
 * <p>Works at 128, 256 and 512 bits; the system property {@value #BITS} overrides the width that
 * the JVM prefers. Stateless and thread-safe.
 */
final class SimdKernel implements Kernel {
  /** Name of the system property that sets the width. */
  static final String BITS = "kmeans4j.simd.bits";

  /** Constant for the compiler, which is what makes vectors registers. */
  private static final VectorSpecies<Float> S = species(System.getProperty(BITS));

  private static final int LANES = S.length();

  /** Centroids a panel, at every width. */
  private static final int PANEL = 16;

  /** Vectors of {@link #LANES} centroids; vector v of dimension c begins at (v · d + c) · LANES. */
  private record PackedVectors(float[] values, float[] squaredNorms, int d) implements Packed {}

  private static VectorSpecies<Float> species(String bits) {
    if (bits == null) {
      return FloatVector.SPECIES_PREFERRED.length() > PANEL
          ? FloatVector.SPECIES_512
          : FloatVector.SPECIES_PREFERRED;
    }
    return switch (bits) {
      case "128" -> FloatVector.SPECIES_128;
      case "256" -> FloatVector.SPECIES_256;
      case "512" -> FloatVector.SPECIES_512;
      default ->
          throw new IllegalArgumentException(
              BITS + " must be 128, 256 or 512, but is \"" + bits + "\"");
    };
  }

  @Override
  public String description() {
    return "simd (" + S.vectorBitSize() + " bits)";
  }

  @Override
  public int panelWidth(int k) {
    return PANEL;
  }

  @Override
  public Packed pack(float[] centroids, float[] squaredNorms, int k, int d) {
    int padded = (k + PANEL - 1) / PANEL * PANEL;
    float[] values = new float[padded * d];
    float[] norms = Arrays.copyOf(squaredNorms, padded);
    Arrays.fill(norms, k, padded, Float.POSITIVE_INFINITY);
    for (int j = 0; j < k; j++) {
      int at = j / LANES * d * LANES + j % LANES;
      for (int c = 0; c < d; c++) {
        values[at + c * LANES] = centroids[j * d + c];
      }
    }
    return new PackedVectors(values, norms, d);
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
    PackedVectors p = (PackedVectors) packed;
    int from = fromPanel * (PANEL / LANES);
    int to = toPanel * (PANEL / LANES);
    int v = from;
    for (; v + 3 < to; v += 4) {
      for (int r = 0; r < count; r += 4) {
        fourByFour(rows, offsets, r, count - 1, p, v, scores, stride, (v - from) * LANES);
      }
    }
    for (; v < to; v++) {
      for (int r = 0; r < count; r += 8) {
        eightByOne(rows, offsets, r, count - 1, p, v, scores, stride, (v - from) * LANES);
      }
    }
  }

  private static void fourByFour(
      float[] rows,
      int[] offsets,
      int first,
      int last,
      PackedVectors p,
      int vector,
      float[] scores,
      int stride,
      int column) {
    int r1 = Math.min(first + 1, last);
    int r2 = Math.min(first + 2, last);
    int r3 = Math.min(first + 3, last);
    int o0 = offsets[first];
    int o1 = offsets[r1];
    int o2 = offsets[r2];
    int o3 = offsets[r3];
    float[] values = p.values;
    int d = p.d;
    int next = d * LANES;
    FloatVector s00 = FloatVector.zero(S);
    FloatVector s01 = s00;
    FloatVector s02 = s00;
    FloatVector s03 = s00;
    FloatVector s10 = s00;
    FloatVector s11 = s00;
    FloatVector s12 = s00;
    FloatVector s13 = s00;
    FloatVector s20 = s00;
    FloatVector s21 = s00;
    FloatVector s22 = s00;
    FloatVector s23 = s00;
    FloatVector s30 = s00;
    FloatVector s31 = s00;
    FloatVector s32 = s00;
    FloatVector s33 = s00;
    int at = vector * next;
    for (int c = 0; c < d; c++, at += LANES) {
      FloatVector c0 = FloatVector.fromArray(S, values, at);
      FloatVector c1 = FloatVector.fromArray(S, values, at + next);
      FloatVector c2 = FloatVector.fromArray(S, values, at + 2 * next);
      FloatVector c3 = FloatVector.fromArray(S, values, at + 3 * next);
      FloatVector x = FloatVector.broadcast(S, rows[o0 + c]);
      s00 = x.fma(c0, s00);
      s01 = x.fma(c1, s01);
      s02 = x.fma(c2, s02);
      s03 = x.fma(c3, s03);
      x = FloatVector.broadcast(S, rows[o1 + c]);
      s10 = x.fma(c0, s10);
      s11 = x.fma(c1, s11);
      s12 = x.fma(c2, s12);
      s13 = x.fma(c3, s13);
      x = FloatVector.broadcast(S, rows[o2 + c]);
      s20 = x.fma(c0, s20);
      s21 = x.fma(c1, s21);
      s22 = x.fma(c2, s22);
      s23 = x.fma(c3, s23);
      x = FloatVector.broadcast(S, rows[o3 + c]);
      s30 = x.fma(c0, s30);
      s31 = x.fma(c1, s31);
      s32 = x.fma(c2, s32);
      s33 = x.fma(c3, s33);
    }
    float[] norms = p.squaredNorms;
    int n = vector * LANES;
    store(s00, norms, n, scores, first * stride + column);
    store(s01, norms, n + LANES, scores, first * stride + column + LANES);
    store(s02, norms, n + 2 * LANES, scores, first * stride + column + 2 * LANES);
    store(s03, norms, n + 3 * LANES, scores, first * stride + column + 3 * LANES);
    store(s10, norms, n, scores, r1 * stride + column);
    store(s11, norms, n + LANES, scores, r1 * stride + column + LANES);
    store(s12, norms, n + 2 * LANES, scores, r1 * stride + column + 2 * LANES);
    store(s13, norms, n + 3 * LANES, scores, r1 * stride + column + 3 * LANES);
    store(s20, norms, n, scores, r2 * stride + column);
    store(s21, norms, n + LANES, scores, r2 * stride + column + LANES);
    store(s22, norms, n + 2 * LANES, scores, r2 * stride + column + 2 * LANES);
    store(s23, norms, n + 3 * LANES, scores, r2 * stride + column + 3 * LANES);
    store(s30, norms, n, scores, r3 * stride + column);
    store(s31, norms, n + LANES, scores, r3 * stride + column + LANES);
    store(s32, norms, n + 2 * LANES, scores, r3 * stride + column + 2 * LANES);
    store(s33, norms, n + 3 * LANES, scores, r3 * stride + column + 3 * LANES);
  }

  private static void eightByOne(
      float[] rows,
      int[] offsets,
      int first,
      int last,
      PackedVectors p,
      int vector,
      float[] scores,
      int stride,
      int column) {
    int r1 = Math.min(first + 1, last);
    int r2 = Math.min(first + 2, last);
    int r3 = Math.min(first + 3, last);
    int r4 = Math.min(first + 4, last);
    int r5 = Math.min(first + 5, last);
    int r6 = Math.min(first + 6, last);
    int r7 = Math.min(first + 7, last);
    int o0 = offsets[first];
    int o1 = offsets[r1];
    int o2 = offsets[r2];
    int o3 = offsets[r3];
    int o4 = offsets[r4];
    int o5 = offsets[r5];
    int o6 = offsets[r6];
    int o7 = offsets[r7];
    float[] values = p.values;
    int d = p.d;
    FloatVector s0 = FloatVector.zero(S);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    FloatVector s4 = s0;
    FloatVector s5 = s0;
    FloatVector s6 = s0;
    FloatVector s7 = s0;
    int at = vector * d * LANES;
    for (int c = 0; c < d; c++, at += LANES) {
      FloatVector y = FloatVector.fromArray(S, values, at);
      s0 = FloatVector.broadcast(S, rows[o0 + c]).fma(y, s0);
      s1 = FloatVector.broadcast(S, rows[o1 + c]).fma(y, s1);
      s2 = FloatVector.broadcast(S, rows[o2 + c]).fma(y, s2);
      s3 = FloatVector.broadcast(S, rows[o3 + c]).fma(y, s3);
      s4 = FloatVector.broadcast(S, rows[o4 + c]).fma(y, s4);
      s5 = FloatVector.broadcast(S, rows[o5 + c]).fma(y, s5);
      s6 = FloatVector.broadcast(S, rows[o6 + c]).fma(y, s6);
      s7 = FloatVector.broadcast(S, rows[o7 + c]).fma(y, s7);
    }
    float[] norms = p.squaredNorms;
    int n = vector * LANES;
    store(s0, norms, n, scores, first * stride + column);
    store(s1, norms, n, scores, r1 * stride + column);
    store(s2, norms, n, scores, r2 * stride + column);
    store(s3, norms, n, scores, r3 * stride + column);
    store(s4, norms, n, scores, r4 * stride + column);
    store(s5, norms, n, scores, r5 * stride + column);
    store(s6, norms, n, scores, r6 * stride + column);
    store(s7, norms, n, scores, r7 * stride + column);
  }

  /** Writes ‖c‖² − 2⟨x, c⟩. */
  private static void store(FloatVector dot, float[] norms, int norm, float[] scores, int at) {
    FloatVector.fromArray(S, norms, norm).sub(dot.add(dot)).intoArray(scores, at);
  }

  @Override
  public float dotProduct(float[] a, int aFrom, float[] b, int bFrom, int d) {
    FloatVector s0 = FloatVector.zero(S);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    int step = 4 * LANES;
    int j = 0;
    for (; j + step <= d; j += step) {
      s0 = product(a, aFrom + j, b, bFrom + j, s0);
      s1 = product(a, aFrom + j + LANES, b, bFrom + j + LANES, s1);
      s2 = product(a, aFrom + j + 2 * LANES, b, bFrom + j + 2 * LANES, s2);
      s3 = product(a, aFrom + j + 3 * LANES, b, bFrom + j + 3 * LANES, s3);
    }
    for (; j + LANES <= d; j += LANES) {
      s0 = product(a, aFrom + j, b, bFrom + j, s0);
    }
    // The order of this sum is unspecified, which only matters for bits that the error bound
    // covers.
    float sum = s0.add(s1).add(s2.add(s3)).reduceLanes(jdk.incubator.vector.VectorOperators.ADD);
    for (; j < d; j++) {
      sum = Math.fma(a[aFrom + j], b[bFrom + j], sum);
    }
    return sum;
  }

  private static FloatVector product(float[] a, int i, float[] b, int j, FloatVector sum) {
    return FloatVector.fromArray(S, a, i).fma(FloatVector.fromArray(S, b, j), sum);
  }

  @Override
  public void widen(byte[] source, int from, float[] shift, float[] target, int at, int d) {
    int done = Widening.widen(source, from, shift, target, at, d);
    for (int j = done; j < d; j++) {
      target[at + j] = (source[from + j] & 0xFF) - shift[j];
    }
  }

  @Override
  public void center(
      float[] source, int from, float[] shift, float scale, float[] target, int at, int d) {
    int j = 0;
    for (; j + LANES <= d; j += LANES) {
      FloatVector.fromArray(S, source, from + j)
          .sub(FloatVector.fromArray(S, shift, j))
          .mul(scale)
          .intoArray(target, at + j);
    }
    for (; j < d; j++) {
      target[at + j] = (source[from + j] - shift[j]) * scale;
    }
  }

  @Override
  public int chain(int d) {
    return d + 8; // the sums of a dot product over lanes and tails come on top
  }
}
