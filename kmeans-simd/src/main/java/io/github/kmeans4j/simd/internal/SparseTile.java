package io.github.kmeans4j.simd.internal;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sparse rows × some vectors of centroids: each stored value is spread over a vector and multiplied
 * by a column of so many centroids. As many vectors as columns are long keep the units that
 * multiply busy, so there are loops for eight, four, three, two vectors and one.
 */
public final class SparseTile {
  /** Constant for the compiler, which is what makes vectors registers. */
  private static final VectorSpecies<Float> S =
      VectorWidth.BITS == 128
          ? FloatVector.SPECIES_128
          : VectorWidth.BITS == 256 ? FloatVector.SPECIES_256 : FloatVector.SPECIES_512;

  /** See the package {@code io.github.kmeans4j.simd}. */
  private static final Class<? extends FloatVector> VECTOR = FloatVector.zero(S).getClass();

  private static final int LANES = S.length();

  private SparseTile() {}

  /**
   * Computes scores as {@code SparseTiles} says.
   *
   * @param values stored values
   * @param columns the column of each of them
   * @param from where each row begins
   * @param to where each row ends
   * @param count number of rows
   * @param table the centroids, column by column
   * @param stride distance of two columns in the table
   * @param norms ‖c‖² of each centroid
   * @param first the first centroid
   * @param width how many, a multiple of 16
   * @param scores receives count · width scores
   */
  public static void scores(
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
    int j = 0;
    for (; j + 8 * LANES <= width; j += 8 * LANES) {
      eight(values, columns, from, to, count, table, stride, norms, first + j, scores, j, width);
    }
    for (; j + 4 * LANES <= width; j += 4 * LANES) {
      four(values, columns, from, to, count, table, stride, norms, first + j, scores, j, width);
    }
    for (; j + 3 * LANES <= width; j += 3 * LANES) {
      three(values, columns, from, to, count, table, stride, norms, first + j, scores, j, width);
    }
    for (; j + 2 * LANES <= width; j += 2 * LANES) {
      two(values, columns, from, to, count, table, stride, norms, first + j, scores, j, width);
    }
    for (; j < width; j += LANES) {
      one(values, columns, from, to, count, table, stride, norms, first + j, scores, j, width);
    }
  }

  private static void eight(
      float[] values,
      int[] columns,
      int[] from,
      int[] to,
      int count,
      float[] table,
      int stride,
      float[] norms,
      int norm,
      float[] scores,
      int at,
      int width) {
    FloatVector twice = VECTOR.cast(FloatVector.broadcast(S, -2));
    for (int r = 0; r < count; r++) {
      FloatVector a0 = FloatVector.zero(S);
      FloatVector a1 = a0;
      FloatVector a2 = a0;
      FloatVector a3 = a0;
      FloatVector a4 = a0;
      FloatVector a5 = a0;
      FloatVector a6 = a0;
      FloatVector a7 = a0;
      int end = to[r];
      for (int p = from[r]; p < end; p++) {
        FloatVector v = VECTOR.cast(FloatVector.broadcast(S, values[p]));
        int o = columns[p] * stride + norm;
        a0 = v.fma(FloatVector.fromArray(S, table, o), a0);
        a1 = v.fma(FloatVector.fromArray(S, table, o + LANES), a1);
        a2 = v.fma(FloatVector.fromArray(S, table, o + 2 * LANES), a2);
        a3 = v.fma(FloatVector.fromArray(S, table, o + 3 * LANES), a3);
        a4 = v.fma(FloatVector.fromArray(S, table, o + 4 * LANES), a4);
        a5 = v.fma(FloatVector.fromArray(S, table, o + 5 * LANES), a5);
        a6 = v.fma(FloatVector.fromArray(S, table, o + 6 * LANES), a6);
        a7 = v.fma(FloatVector.fromArray(S, table, o + 7 * LANES), a7);
      }
      int s = r * width + at;
      VECTOR.cast(twice.fma(a0, FloatVector.fromArray(S, norms, norm))).intoArray(scores, s);
      VECTOR
          .cast(twice.fma(a1, FloatVector.fromArray(S, norms, norm + LANES)))
          .intoArray(scores, s + LANES);
      VECTOR
          .cast(twice.fma(a2, FloatVector.fromArray(S, norms, norm + 2 * LANES)))
          .intoArray(scores, s + 2 * LANES);
      VECTOR
          .cast(twice.fma(a3, FloatVector.fromArray(S, norms, norm + 3 * LANES)))
          .intoArray(scores, s + 3 * LANES);
      VECTOR
          .cast(twice.fma(a4, FloatVector.fromArray(S, norms, norm + 4 * LANES)))
          .intoArray(scores, s + 4 * LANES);
      VECTOR
          .cast(twice.fma(a5, FloatVector.fromArray(S, norms, norm + 5 * LANES)))
          .intoArray(scores, s + 5 * LANES);
      VECTOR
          .cast(twice.fma(a6, FloatVector.fromArray(S, norms, norm + 6 * LANES)))
          .intoArray(scores, s + 6 * LANES);
      VECTOR
          .cast(twice.fma(a7, FloatVector.fromArray(S, norms, norm + 7 * LANES)))
          .intoArray(scores, s + 7 * LANES);
    }
  }

  private static void four(
      float[] values,
      int[] columns,
      int[] from,
      int[] to,
      int count,
      float[] table,
      int stride,
      float[] norms,
      int norm,
      float[] scores,
      int at,
      int width) {
    FloatVector twice = VECTOR.cast(FloatVector.broadcast(S, -2));
    for (int r = 0; r < count; r++) {
      FloatVector a0 = FloatVector.zero(S);
      FloatVector a1 = a0;
      FloatVector a2 = a0;
      FloatVector a3 = a0;
      int end = to[r];
      for (int p = from[r]; p < end; p++) {
        FloatVector v = VECTOR.cast(FloatVector.broadcast(S, values[p]));
        int o = columns[p] * stride + norm;
        a0 = v.fma(FloatVector.fromArray(S, table, o), a0);
        a1 = v.fma(FloatVector.fromArray(S, table, o + LANES), a1);
        a2 = v.fma(FloatVector.fromArray(S, table, o + 2 * LANES), a2);
        a3 = v.fma(FloatVector.fromArray(S, table, o + 3 * LANES), a3);
      }
      int s = r * width + at;
      VECTOR.cast(twice.fma(a0, FloatVector.fromArray(S, norms, norm))).intoArray(scores, s);
      VECTOR
          .cast(twice.fma(a1, FloatVector.fromArray(S, norms, norm + LANES)))
          .intoArray(scores, s + LANES);
      VECTOR
          .cast(twice.fma(a2, FloatVector.fromArray(S, norms, norm + 2 * LANES)))
          .intoArray(scores, s + 2 * LANES);
      VECTOR
          .cast(twice.fma(a3, FloatVector.fromArray(S, norms, norm + 3 * LANES)))
          .intoArray(scores, s + 3 * LANES);
    }
  }

  private static void three(
      float[] values,
      int[] columns,
      int[] from,
      int[] to,
      int count,
      float[] table,
      int stride,
      float[] norms,
      int norm,
      float[] scores,
      int at,
      int width) {
    FloatVector twice = VECTOR.cast(FloatVector.broadcast(S, -2));
    for (int r = 0; r < count; r++) {
      FloatVector a0 = FloatVector.zero(S);
      FloatVector a1 = a0;
      FloatVector a2 = a0;
      int end = to[r];
      for (int p = from[r]; p < end; p++) {
        FloatVector v = VECTOR.cast(FloatVector.broadcast(S, values[p]));
        int o = columns[p] * stride + norm;
        a0 = v.fma(FloatVector.fromArray(S, table, o), a0);
        a1 = v.fma(FloatVector.fromArray(S, table, o + LANES), a1);
        a2 = v.fma(FloatVector.fromArray(S, table, o + 2 * LANES), a2);
      }
      int s = r * width + at;
      VECTOR.cast(twice.fma(a0, FloatVector.fromArray(S, norms, norm))).intoArray(scores, s);
      VECTOR
          .cast(twice.fma(a1, FloatVector.fromArray(S, norms, norm + LANES)))
          .intoArray(scores, s + LANES);
      VECTOR
          .cast(twice.fma(a2, FloatVector.fromArray(S, norms, norm + 2 * LANES)))
          .intoArray(scores, s + 2 * LANES);
    }
  }

  private static void two(
      float[] values,
      int[] columns,
      int[] from,
      int[] to,
      int count,
      float[] table,
      int stride,
      float[] norms,
      int norm,
      float[] scores,
      int at,
      int width) {
    FloatVector twice = VECTOR.cast(FloatVector.broadcast(S, -2));
    for (int r = 0; r < count; r++) {
      FloatVector a0 = FloatVector.zero(S);
      FloatVector a1 = a0;
      int end = to[r];
      for (int p = from[r]; p < end; p++) {
        FloatVector v = VECTOR.cast(FloatVector.broadcast(S, values[p]));
        int o = columns[p] * stride + norm;
        a0 = v.fma(FloatVector.fromArray(S, table, o), a0);
        a1 = v.fma(FloatVector.fromArray(S, table, o + LANES), a1);
      }
      int s = r * width + at;
      VECTOR.cast(twice.fma(a0, FloatVector.fromArray(S, norms, norm))).intoArray(scores, s);
      VECTOR
          .cast(twice.fma(a1, FloatVector.fromArray(S, norms, norm + LANES)))
          .intoArray(scores, s + LANES);
    }
  }

  private static void one(
      float[] values,
      int[] columns,
      int[] from,
      int[] to,
      int count,
      float[] table,
      int stride,
      float[] norms,
      int norm,
      float[] scores,
      int at,
      int width) {
    FloatVector twice = VECTOR.cast(FloatVector.broadcast(S, -2));
    for (int r = 0; r < count; r++) {
      FloatVector a0 = FloatVector.zero(S);
      int end = to[r];
      for (int p = from[r]; p < end; p++) {
        FloatVector v = VECTOR.cast(FloatVector.broadcast(S, values[p]));
        int o = columns[p] * stride + norm;
        a0 = v.fma(FloatVector.fromArray(S, table, o), a0);
      }
      int s = r * width + at;
      VECTOR.cast(twice.fma(a0, FloatVector.fromArray(S, norms, norm))).intoArray(scores, s);
    }
  }
}
