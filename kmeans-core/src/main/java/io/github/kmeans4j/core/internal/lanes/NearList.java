package io.github.kmeans4j.core.internal.lanes;

/**
 * The centroids that can be nearest to a row of a box.
 *
 * <pre>
 * After the filtering of Kanungo et al. 2002 (doi:10.1109/TPAMI.2002.1017616) and Pelleg and Moore 1999
 * (doi:10.1145/312129.312248). With β the centroid nearest to the middle of the box and γ another one,
 *     Δ(z) = ‖z − γ‖² − ‖z − β‖² = Σ_c (β_c − γ_c)(2z_c − β_c − γ_c)
 * is linear in z, so its least value Δ over the box lies at a corner, which is found column by column. Let
 * M be the longest distance of β to the box. From ‖z − γ‖ = √(‖z − β‖² + Δ(z)), which exceeds ‖z − β‖ the
 * less the longer that is,
 *     ‖z − γ‖ − ‖z − β‖ ≥ √(M² + Δ) − M   for every z of the box.
 * γ is left out if that is at least a margin m > 0. Differs from the papers: they test for m = 0 and begin
 * anew in each pass; here the list stays good while the moves of the centroids together stay below m, as
 * the lists of neighbors of Verlet 1967 (doi:10.1103/PhysRev.159.98) do.
 *
 * Error analysis. Boxes hold the floats ẑ of rows, and the centroids are floats too; Δ and M are computed
 * in double from these. By the analysis of SinglePrecision.gapError the true gap is at least
 *     m'(1 − 2⁻²²) − 2⁻²² · 2M − a   where the one between floats is m',
 * and the sum of Δ is off by less than 2⁻⁴⁶ (D_γ + D_β)², which is 2⁻⁴⁶ Δ (D_γ + D_β) / (D_γ − D_β), and so
 * less than 2⁻²⁵ Δ where the gap D_γ − D_β is at least m' ≥ 2⁻¹⁸ M. So m' = m(1 + 2⁻²⁰) + 2⁻¹⁸ M + 2a, and
 * Δ ≥ m'(2M + m')(1 + 2⁻²⁰), leave a true gap of m at least.
 * </pre>
 */
final class NearList {
  private final MovingCentroids centroids;
  private final int d;
  private final int[] found;

  /** How many centroids were looked at. */
  long looks;

  NearList(MovingCentroids centroids) {
    this.centroids = centroids;
    this.d = centroids.d;
    this.found = new int[centroids.k];
  }

  /**
   * Lists centroids.
   *
   * @param low the least value of each column, from {@code at}
   * @param high the largest
   * @param from the centroids to choose from, ascending
   * @param margin m, 0 or more
   * @param error a of the box's rows
   * @return those that cannot be left out, ascending, at least one
   */
  int[] of(float[] low, float[] high, int at, int[] from, double margin, double error) {
    float[] values = centroids.values;
    looks += 2L * from.length;
    int nearest = from[0];
    double least = Double.POSITIVE_INFINITY;
    for (int j : from) {
      double square = toMiddle(low, high, at, values, j * d);
      if (square < least) {
        least = square;
        nearest = j;
      }
    }
    double farthest = Math.sqrt(farthest(low, high, at, values, nearest * d)) * (1 + 0x1p-40);
    double wanted = margin * (1 + 0x1p-20) + farthest * 0x1p-18 + 2 * error;
    double limit = wanted * (2 * farthest + wanted) * (1 + 0x1p-20);
    int size = 0;
    for (int j : from) {
      double difference = difference(low, high, at, values, nearest * d, j * d);
      if (!(difference >= limit) || j == nearest) {
        found[size++] = j;
      }
    }
    return java.util.Arrays.copyOf(found, size);
  }

  // Methods of their own, which are compiled sooner than the loops of a long one.

  /** The squared distance of a centroid to the middle of the box. */
  private double toMiddle(float[] low, float[] high, int at, float[] values, int from) {
    double square = 0;
    for (int c = 0; c < d; c++) {
      double t = ((double) low[at + c] + high[at + c]) * 0.5 - values[from + c];
      square += t * t;
    }
    return square;
  }

  /** M², the longest squared distance of a centroid to the box. */
  private double farthest(float[] low, float[] high, int at, float[] values, int from) {
    double square = 0;
    for (int c = 0; c < d; c++) {
      double b = values[from + c];
      double t = Math.max(b - low[at + c], high[at + c] - b);
      square += t * t;
    }
    return square;
  }

  /** Δ, the least of the difference over the box. */
  private double difference(
      float[] low, float[] high, int at, float[] values, int near, int other) {
    double difference = 0;
    for (int c = 0; c < d; c++) {
      double b = values[near + c];
      double g = values[other + c];
      double z = b > g ? low[at + c] : high[at + c];
      difference += (b - g) * (2 * z - b - g);
    }
    return difference;
  }
}
