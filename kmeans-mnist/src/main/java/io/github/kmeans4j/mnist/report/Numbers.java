package io.github.kmeans4j.mnist.report;

import java.util.Locale;

/** How numbers are written, on the console and on the page: the same everywhere. */
public final class Numbers {
  private Numbers() {}

  /**
   * Writes a count with thousands separators.
   *
   * @param count any number
   * @return for example {@code 60,000}
   */
  public static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /**
   * Writes an inertia: whole if it is large, otherwise with two decimals.
   *
   * @param inertia at least 0
   * @return for example {@code 153,017,875,138} or {@code 389.04}
   */
  public static String inertia(double inertia) {
    return String.format(Locale.ROOT, inertia < 1e5 ? "%,.2f" : "%,.0f", inertia);
  }

  /**
   * Writes a time.
   *
   * @param seconds at least 0
   * @return for example {@code 3.07 s}
   */
  public static String seconds(double seconds) {
    return String.format(Locale.ROOT, seconds < 1 ? "%.3f s" : "%.2f s", seconds);
  }

  /**
   * Writes a share.
   *
   * @param share in 0..1
   * @return for example {@code 57.71 %}
   */
  public static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * share);
  }

  /**
   * Writes a number with three decimals.
   *
   * @param value any number
   * @return for example {@code 5.657}
   */
  public static String decimal(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }
}
