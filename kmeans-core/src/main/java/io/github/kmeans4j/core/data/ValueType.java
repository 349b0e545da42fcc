package io.github.kmeans4j.core.data;

/** How a file keeps one value. */
public enum ValueType {
  /** One byte, 0..255. */
  UNSIGNED_BYTE(1),
  /** IEEE 754 single precision. */
  FLOAT(4),
  /** IEEE 754 double precision. */
  DOUBLE(8);

  private final int bytes;

  ValueType(int bytes) {
    this.bytes = bytes;
  }

  /**
   * Returns the size of a value.
   *
   * @return bytes
   */
  public int bytes() {
    return bytes;
  }
}
