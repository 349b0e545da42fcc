package io.github.kmeans4j.core.internal.serve;

import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.internal.exact.ScoredCentroids;
import io.github.kmeans4j.core.internal.exact.SinglePrecision;
import io.github.kmeans4j.core.internal.project.Subspace;
import io.github.kmeans4j.core.internal.rows.RowStore;
import io.github.kmeans4j.core.internal.work.Workers;
import io.github.kmeans4j.internal.kernel.Tiles;
import org.jspecify.annotations.Nullable;

/**
 * Centroids by a few coordinates, in the directions in which they differ most: rows are compared
 * with those first, and only what they leave open is scored in all columns.
 *
 * <pre>
 * Error analysis; the words of SinglePrecision hold: u, g, ẑ, ĝ, Γ. B are the m directions, with ‖BBᵀ − I‖ ≤ η,
 * w the coordinates of a centroid, any floats near Bĝ, and e = ĝ − Bᵀw what they leave out; y are the computed
 * coordinates of a row, and ẑ − Bᵀy what those leave out.
 *     ⟨ẑ, ĝ⟩ = ⟨Bẑ, w⟩ + ⟨ẑ − Bᵀy, e⟩ + ⟨y, Be⟩
 *     ‖Bẑ − y‖ ≤ δ = g‖ẑ‖√(m(1 + η))
 *     ‖ẑ − Bᵀy‖² ≤ ρ² = ‖ẑ‖² − (1 − η)‖y‖² + 2δ‖y‖
 * So the exact score of a centroid differs from ṽ = fl(n̂ − 2⟨y, w⟩) by at most 2ρr + E, with r = ‖e‖, R = max r,
 * q = max ‖Be‖ and W = max ‖w‖ over the centroids, and
 *     E = 6u(Γ² + ‖z‖Γ + ‖y‖W + ρR) + 2‖y‖q + 2(δ + g‖y‖)W + underflow,
 * of which the first bracket has also room for the roundings of a comparison. A centroid cannot be nearest if
 * ṽ − 2ρr exceeds ṽ* + 2ρr* + 2E for any other one, the starred, by (d + 4)2⁻⁵⁰(‖z‖² + Γ²): then the plain
 * definition, off by less, agrees. Γ², ‖z‖Γ and so on are themselves off by parts of 10⁻³, which 6 for 5 pays.
 * </pre>
 *
 * <p>Correctness does not depend on the directions. Immutable and thread-safe.
 */
final class CentroidPlane {
  private static final double U = 0x1p-24;

  private static final int FEWEST_COLUMNS = 128;
  private static final int FEWEST_CENTROIDS = 64;

  /** Centroids from which on more coordinates pay. */
  private static final int MANY_CENTROIDS = 160;

  /** Products of a call that repay the search for directions. */
  static final double WORTH = 2e9;

  /** Number of coordinates. */
  final int size;

  /** The directions, with norms of 0. */
  final Tiles.Packed directions;

  /** The coordinates of the centroids, with the norms of the centroids. */
  final Tiles.Packed packed;

  /** r of each centroid, rounded up. */
  final float[] rests;

  private final double skewness;
  private final double largestRest;
  private final double largestSkew;
  private final double largest;

  private CentroidPlane(
      SinglePrecision frame, ScoredCentroids centroids, Subspace subspace, Workers workers) {
    int k = centroids.exact.length;
    int d = frame.store.d;
    int m = subspace.size;
    float[] basis = subspace.basis;
    float[] coordinates = new float[k * m];
    double[] skew = new double[k];
    double[] lengths = new double[k];
    this.size = m;
    this.skewness = subspace.skewness;
    this.rests = new float[k];
    workers.run(
        k,
        (j, worker) -> {
          double[] rest = new double[d];
          for (int c = 0; c < d; c++) {
            rest[c] = centroids.single[j * d + c];
          }
          double all = Math.sqrt(product(rest, rest));
          double[] row = new double[d];
          double[] along = new double[m];
          for (int t = 0; t < m; t++) {
            widen(basis, t * d, row);
            along[t] = product(rest, row);
          }
          for (int t = 0; t < m; t++) {
            float w = (float) along[t];
            coordinates[j * m + t] = w;
            lengths[j] += (double) w * w;
            widen(basis, t * d, row);
            for (int c = 0; c < d; c++) {
              rest[c] -= w * row[c];
            }
          }
          for (int t = 0; t < m; t++) {
            widen(basis, t * d, row);
            double inside = product(rest, row);
            skew[j] += inside * inside;
          }
          double lost = (d + m) * 0x1p-50 * all; // what double arithmetic may have
          rests[j] = Math.nextUp((float) (Math.sqrt(product(rest, rest)) + lost));
          skew[j] = Math.sqrt(skew[j]) + lost * Math.sqrt(m);
        });
    double most = 0;
    double longest = 0;
    double rest = 0;
    for (int j = 0; j < k; j++) {
      most = Math.max(most, skew[j]);
      longest = Math.max(longest, lengths[j]);
      rest = Math.max(rest, rests[j]);
    }
    this.largestSkew = most;
    this.largest = Math.sqrt(longest) * (1 + 1e-9);
    this.largestRest = rest;
    this.directions = frame.kernel.pack(basis, new float[m], m, d);
    this.packed = frame.kernel.pack(coordinates, centroids.normsSq, k, m);
  }

  /** Tells whether a row has more columns, and more centroids, than a plane coordinates. */
  static boolean suits(int k, int d) {
    return d >= FEWEST_COLUMNS && k >= FEWEST_CENTROIDS;
  }

  /** Finds the plane; null if there is none. */
  static @Nullable CentroidPlane of(
      SinglePrecision frame, ScoredCentroids centroids, Workers workers) {
    double[][] exact = centroids.exact;
    int wanted = exact.length < MANY_CENTROIDS ? 32 : 64;
    int size = Math.min(wanted, Subspace.most(frame.store.d));
    if (size == 0) {
      return null;
    }
    RowStore rows = RowStore.of(Points.of(exact), frame.kernel);
    Subspace subspace = Subspace.of(frame.of(rows), size, 1, workers);
    return subspace.size == 0 || subspace.skewness > 0.1
        ? null
        : new CentroidPlane(frame, centroids, subspace, workers);
  }

  /** Twice a bound ρ of what the coordinates leave out of a row; squared norms as computed. */
  double twiceRest(SinglePrecision frame, double norm, float insideSq) {
    double least = insideSq - frame.normError(insideSq);
    double squared =
        norm * norm - (1 - skewness) * least + 2 * strayed(frame, norm) * frame.norm(insideSq);
    return 2 * Math.sqrt(Math.max(0, squared) * (1 + 1e-6) + size * 0x1p-140);
  }

  private double strayed(SinglePrecision frame, double norm) {
    return frame.productError * norm * Math.sqrt(size * (1 + skewness)) * 1.01;
  }

  /** The bound E; infinite if nothing can be said. */
  double error(SinglePrecision frame, double norm, double inside, double twiceRest, double gamma) {
    double known = frame.scoreError(norm, gamma); // infinite where floats do not reach
    if (!(known < Double.POSITIVE_INFINITY)) {
      return Double.POSITIVE_INFINITY;
    }
    return 6 * U * (gamma * gamma + norm * gamma + inside * largest + twiceRest * largestRest)
        + 2 * inside * largestSkew
        + 2 * (strayed(frame, norm) + frame.productError * inside) * largest * 1.01
        + frame.store.d * 0x1p-138 * (1 + norm + gamma);
  }

  private static void widen(float[] values, int from, double[] target) {
    for (int c = 0; c < target.length; c++) {
      target[c] = values[from + c];
    }
  }

  private static double product(double[] a, double[] b) {
    double s0 = 0, s1 = 0, s2 = 0, s3 = 0;
    int c = 0;
    for (; c + 3 < a.length; c += 4) {
      s0 += a[c] * b[c];
      s1 += a[c + 1] * b[c + 1];
      s2 += a[c + 2] * b[c + 2];
      s3 += a[c + 3] * b[c + 3];
    }
    for (; c < a.length; c++) {
      s0 += a[c] * b[c];
    }
    return (s0 + s1) + (s2 + s3);
  }
}
