package io.github.kmeans4j.mnist.idx;

/** The element types of the IDX format; values are big-endian. */
public enum IdxType {
  /** Unsigned byte, 0..255. */
  UNSIGNED_BYTE(0x08, 1),
  /** Signed byte. */
  BYTE(0x09, 1),
  /** 16-bit integer. */
  SHORT(0x0B, 2),
  /** 32-bit integer. */
  INT(0x0C, 4),
  /** 32-bit floating point. */
  FLOAT(0x0D, 4),
  /** 64-bit floating point. */
  DOUBLE(0x0E, 8);

  private final int code;
  private final int bytes;

  IdxType(int code, int bytes) {
    this.code = code;
    this.bytes = bytes;
  }

  /**
   * Returns the third byte of the magic number.
   *
   * @return the code
   */
  public int code() {
    return code;
  }

  /**
   * Returns the size of an element.
   *
   * @return bytes
   */
  public int bytes() {
    return bytes;
  }
}
