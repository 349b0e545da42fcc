package io.github.kmeans4j.internal;

/**
 * Receives the array of a {@link Storage}, for code that must read rows at memory speed.
 *
 * <p>The arrays are the caller's own: an implementation must never write to them and must not keep
 * them beyond the work at hand.
 *
 * @param <R> what the visit returns
 */
public interface StorageVisitor<R> {

  /**
   * Receives row-major doubles.
   *
   * @param data values, row {@code i} at {@code i * columns}; may be longer than rows × columns
   * @return the result of the visit
   */
  R doubles(double[] data);

  /**
   * Receives row-major floats.
   *
   * @param data values, row {@code i} at {@code i * columns}; may be longer than rows × columns
   * @return the result of the visit
   */
  R floats(float[] data);

  /**
   * Receives row-major unsigned bytes.
   *
   * @param data values 0..255 as bytes, row {@code i} at {@code i * columns}
   * @return the result of the visit
   */
  R unsignedBytes(byte[] data);

  /**
   * Receives one array of doubles a row.
   *
   * @param rows the rows, all of the same length
   * @return the result of the visit
   */
  R doubleRows(double[][] rows);

  /**
   * Receives one array of floats a row.
   *
   * @param rows the rows, all of the same length
   * @return the result of the visit
   */
  R floatRows(float[][] rows);

  /**
   * Receives sparse rows.
   *
   * @param rows the rows, of floats or of doubles
   * @return the result of the visit
   */
  R sparse(Storage.Sparse rows);
}
