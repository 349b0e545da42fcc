package io.github.kmeans4j.core.internal;

/**
 * A sum kept as an unevaluated pair of doubles, about 106 bits wide (Dekker 1971, <a
 * href="https://doi.org/10.1007/BF01397083">doi:10.1007/BF01397083</a>). Not thread-safe.
 */
public final class CompensatedSum {
  private double high;
  private double low;

  /** Starts from zero. */
  public CompensatedSum() {}

  /**
   * Adds a value.
   *
   * @param value any finite value
   */
  public void add(double value) {
    double s = high + value;
    double back = s - high;
    low += (high - (s - back)) + (value - back);
    high = s;
  }

  /**
   * Adds the exact product of two values.
   *
   * @param a any finite value
   * @param b any finite value
   */
  public void addProduct(double a, double b) {
    double p = a * b;
    add(p);
    low += Math.fma(a, b, -p);
  }

  /**
   * Adds what another sum holds.
   *
   * @param other unchanged
   */
  public void add(CompensatedSum other) {
    add(other.high);
    low += other.low;
  }

  /**
   * Subtracts what another sum holds.
   *
   * @param other unchanged
   */
  public void subtract(CompensatedSum other) {
    add(-other.high);
    low -= other.low;
  }

  /**
   * Divides the sum.
   *
   * @param divisor not 0
   */
  public void divide(double divisor) {
    double quotient = high / divisor;
    low = (Math.fma(-quotient, divisor, high) + low) / divisor;
    high = quotient;
  }

  /**
   * Returns the sum.
   *
   * @return rounded to double
   */
  public double value() {
    return high + low;
  }

  /** Starts again from zero. */
  public void clear() {
    high = 0;
    low = 0;
  }
}
