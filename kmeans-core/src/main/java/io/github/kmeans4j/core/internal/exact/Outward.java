package io.github.kmeans4j.core.internal.exact;

/**
 * Bounds in single precision that hold whatever their rounding did: an upper bound is rounded up, a
 * lower one down, by a step more than the rounding can have taken.
 */
public final class Outward {
  /**
   * A factor that rounds a float up that is at least 0: a float operation errs by 2⁻²⁴, and this
   * pays for two of them. What may be smaller than the normal floats needs {@link Float#MIN_NORMAL}
   * on top.
   */
  public static final float UP = 1 + 0x1p-22f;

  /** The same downward. */
  public static final float DOWN = 1 - 0x1p-22f;

  private Outward() {}

  /**
   * Rounds up.
   *
   * @param value any
   * @return a float that is certainly no less
   */
  public static float above(double value) {
    return Math.nextUp((float) value);
  }

  /**
   * Rounds down.
   *
   * @param value any
   * @return a float that is certainly no more
   */
  public static float below(double value) {
    return Math.nextDown((float) value);
  }
}
