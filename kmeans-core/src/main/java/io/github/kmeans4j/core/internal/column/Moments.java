package io.github.kmeans4j.core.internal.column;

/**
 * Weight, sum and sum of squared deviations of ascending values, taken together piece by piece.
 *
 * <pre>
 * Two pieces a and b have M = M_a + M_b + δ² W_a W_b / (W_a + W_b), δ the difference of their means (Chan,
 * Golub and LeVeque 1983, doi:10.1080/00031305.1983.10483115). No term is negative, so nothing cancels but in
 * δ. Weights W and sums S are pairs of doubles, so that a mean is off by a relative 2⁻⁹⁸ of Σ w|x| / W ≤ |p| + δ at
 * most, p the last value of a; and since a double lies between none of two neighbors, δ ≥ 2⁻⁵³|p|. Hence δ is right
 * to a relative 2⁻⁴⁴, and M too.
 * </pre>
 *
 * <p>Not thread-safe.
 */
final class Moments {
  double weight;
  double weightRest;
  double sum;
  double sumRest;
  double deviation;

  /** Takes in one value. */
  void add(double value, double w) {
    double product = w * value;
    add(w, 0, product, Math.fma(w, value, -product), 0);
  }

  /** Takes in a piece, all of whose values are larger. */
  void add(Moments piece) {
    add(piece.weight, piece.weightRest, piece.sum, piece.sumRest, piece.deviation);
  }

  /** The same of a piece by its figures. */
  void add(double w, double wRest, double s, double sRest, double m) {
    if (weight == 0) {
      weight = w;
      weightRest = wRest;
      sum = s;
      sumRest = sRest;
      deviation = m;
      return;
    }
    double a = sum / weight;
    double b = s / w;
    double delta = (b - a) + (meanRest(s, sRest, w, wRest, b) - ownRest(a)) + error(b, -a, b - a);
    double total = weight + w;
    deviation += m + delta * (weight / total) * w * delta;
    double rest = error(weight, w, total) + (weightRest + wRest);
    weight = total + rest;
    weightRest = rest - (weight - total);
    double both = sum + s;
    rest = error(sum, s, both) + (sumRest + sRest);
    sum = both + rest;
    sumRest = rest - (sum - both);
  }

  private double ownRest(double mean) {
    return meanRest(sum, sumRest, weight, weightRest, mean);
  }

  /** What the quotient of two pairs has beyond its rounded value. */
  private static double meanRest(double s, double sRest, double w, double wRest, double mean) {
    return (Math.fma(-mean, w, s) + (sRest - mean * wRest)) / w;
  }

  /** What a sum of two rounded off. */
  static double error(double a, double b, double sum) {
    double other = sum - a;
    return (a - (sum - other)) + (b - other);
  }
}
