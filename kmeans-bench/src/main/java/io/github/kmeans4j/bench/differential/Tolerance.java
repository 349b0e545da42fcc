package io.github.kmeans4j.bench.differential;

/** When two sums of losses count as equal. */
final class Tolerance {
  private static final double RELATIVE = 1e-12;

  private Tolerance() {}

  /**
   * Whether two inertias agree to a part of 10⁻¹², or, where squares underflow, to what a sum of
   * squares loses in each column of each row. NaN agrees with nothing.
   */
  static boolean agree(double a, double b, Problem problem) {
    double weight = 0;
    for (int i = 0; i < problem.n(); i++) {
      weight += problem.weight(i);
    }
    double lost = (weight + problem.n()) * problem.d() * Double.MIN_VALUE;
    return a == b || Math.abs(a - b) <= RELATIVE * Math.min(Math.abs(a), Math.abs(b)) + lost;
  }

  /** Whether two moves of a centroid agree in the same sense. */
  static boolean agreeAsShifts(double a, double b, Problem problem) {
    double lost = Math.sqrt(problem.d() * Double.MIN_VALUE);
    return a == b || a > 0 && b > 0 && Math.abs(a - b) <= RELATIVE * Math.min(a, b) + lost;
  }
}
