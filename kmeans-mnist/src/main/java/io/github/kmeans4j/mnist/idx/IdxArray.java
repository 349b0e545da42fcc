package io.github.kmeans4j.mnist.idx;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;

/**
 * An array of the IDX format: a type, one to 255 dimensions, and the elements in row-major order.
 *
 * <p>Immutable as long as the bytes handed in and out are left alone: they are shared, since such
 * arrays are large.
 */
public final class IdxArray {
  private final IdxType type;
  private final int[] shape;
  private final byte[] data;

  /**
   * Creates an array.
   *
   * @param type element type
   * @param shape length of each dimension, each ≥ 0; copied
   * @param data the elements as big-endian bytes; shared, not copied
   * @throws IllegalArgumentException if there are no or too many dimensions, one is negative, or
   *     the number of bytes does not fit
   */
  public IdxArray(IdxType type, int[] shape, byte[] data) {
    if (shape.length < 1 || shape.length > 255) {
      throw new IllegalArgumentException(
          "shape must have 1 to 255 dimensions, but has " + shape.length);
    }
    long bytes = type.bytes();
    for (int length : shape) {
      if (length < 0) {
        throw new IllegalArgumentException(
            "shape must not be negative, but is " + Arrays.toString(shape));
      }
      // no array has that many bytes, and so the product cannot overflow
      bytes = Math.min(bytes, Integer.MAX_VALUE + 1L) * length;
    }
    if (bytes != data.length) {
      throw new IllegalArgumentException(
          "data must have "
              + (bytes > Integer.MAX_VALUE ? "more than " + Integer.MAX_VALUE : bytes)
              + " bytes for shape "
              + Arrays.toString(shape)
              + " of "
              + type
              + ", but has "
              + data.length);
    }
    this.type = type;
    this.shape = shape.clone();
    this.data = data;
  }

  /**
   * Returns the element type.
   *
   * @return the type
   */
  public IdxType type() {
    return type;
  }

  /**
   * Copies the shape.
   *
   * @return length of each dimension
   */
  public int[] shape() {
    return shape.clone();
  }

  /**
   * Returns the number of elements.
   *
   * @return the product of the lengths
   */
  public int size() {
    return data.length / type.bytes();
  }

  /**
   * Returns the elements as they are in the file.
   *
   * @return big-endian bytes; shared, not to be changed
   */
  public byte[] data() {
    return data;
  }

  /**
   * Returns one element.
   *
   * @param index position in row-major order
   * @return its value, exactly
   * @throws IndexOutOfBoundsException if there is no such element
   */
  public double get(int index) {
    int at = Objects.checkIndex(index, size()) * type.bytes();
    return switch (type) {
      case UNSIGNED_BYTE -> data[at] & 0xFF;
      case BYTE -> data[at];
      case SHORT -> ByteBuffer.wrap(data).getShort(at);
      case INT -> ByteBuffer.wrap(data).getInt(at);
      case FLOAT -> ByteBuffer.wrap(data).getFloat(at);
      case DOUBLE -> ByteBuffer.wrap(data).getDouble(at);
    };
  }

  /**
   * Compares type, shape and elements.
   *
   * @param other anything
   * @return whether it is an equal array
   */
  @Override
  public boolean equals(Object other) {
    return other instanceof IdxArray array
        && type == array.type
        && Arrays.equals(shape, array.shape)
        && Arrays.equals(data, array.data);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(shape) + Arrays.hashCode(data);
  }

  /**
   * Describes type and shape.
   *
   * @return for example {@code UNSIGNED_BYTE[60000, 28, 28]}
   */
  @Override
  public String toString() {
    return type + Arrays.toString(shape);
  }
}
