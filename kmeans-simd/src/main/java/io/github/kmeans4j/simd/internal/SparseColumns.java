package io.github.kmeans4j.simd.internal;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Sparse rows × four values of each column, in a vector of four lanes. */
public final class SparseColumns {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_128;

  /** See the package {@code io.github.kmeans4j.simd}. */
  private static final Class<? extends FloatVector> VECTOR = FloatVector.zero(S).getClass();

  private static final int LANES = 4;

  private SparseColumns() {}

  /**
   * Computes sums as {@code SparseTiles} says, of values none of which is negative.
   *
   * @param values stored values
   * @param columns the column of each of them
   * @param from where each row begins
   * @param to where each row ends
   * @param count number of rows
   * @param table four values a column
   * @param sums receives four sums a row
   * @param at where the first row's begin
   */
  public static void sums(
      float[] values,
      int[] columns,
      int[] from,
      int[] to,
      int count,
      float[] table,
      float[] sums,
      int at) {
    for (int r = 0; r < count; r++) {
      FloatVector sum = FloatVector.zero(S);
      int end = to[r];
      for (int p = from[r]; p < end; p++) {
        FloatVector v = VECTOR.cast(FloatVector.broadcast(S, values[p]));
        sum = v.fma(FloatVector.fromArray(S, table, columns[p] * LANES), sum);
      }
      VECTOR.cast(sum).intoArray(sums, at + r * LANES);
    }
  }

  /**
   * Computes the same of values of any sign.
   *
   * @param values stored values
   * @param columns the column of each of them
   * @param from where each row begins
   * @param to where each row ends
   * @param count number of rows
   * @param table four values a column
   * @param sums receives four sums a row
   * @param at where the first row's begin
   */
  public static void signedSums(
      float[] values,
      int[] columns,
      int[] from,
      int[] to,
      int count,
      float[] table,
      float[] sums,
      int at) {
    for (int r = 0; r < count; r++) {
      FloatVector sum = FloatVector.zero(S);
      float signed = 0;
      int end = to[r];
      for (int p = from[r]; p < end; p++) {
        int o = columns[p] * LANES;
        FloatVector size = VECTOR.cast(FloatVector.broadcast(S, Math.abs(values[p])));
        sum = size.fma(FloatVector.fromArray(S, table, o), sum);
        signed += values[p] * table[o + 1];
      }
      VECTOR.cast(sum).intoArray(sums, at + r * LANES);
      sums[at + r * LANES + 1] = signed;
    }
  }
}
