package io.github.kmeans4j.core.internal.exact;

/**
 * Floats as whole numbers in the same order, which are compared without branches and fit into the
 * upper half of a long. A zero is above its negative; a NaN is beyond an infinity, on the side of
 * its sign.
 */
public final class FloatOrder {
  /** What +∞ becomes. */
  public static final int INFINITY = 0x7F80_0000;

  private FloatOrder() {}

  /**
   * Returns the number of a float.
   *
   * @param value any
   * @return less than that of every greater float
   */
  public static int of(float value) {
    return turned(Float.floatToRawIntBits(value));
  }

  /**
   * Returns the float of a number.
   *
   * @param number as {@link #of} gives it
   * @return the float it was made of
   */
  public static float value(int number) {
    return Float.intBitsToFloat(turned(number));
  }

  /** Turns the order of those below zero, which is its own inverse. */
  private static int turned(int bits) {
    return bits ^ bits >> 31 & Integer.MAX_VALUE;
  }
}
