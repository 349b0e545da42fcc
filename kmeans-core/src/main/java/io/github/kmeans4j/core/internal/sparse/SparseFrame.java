package io.github.kmeans4j.core.internal.sparse;

import io.github.kmeans4j.core.internal.exact.Outward;
import io.github.kmeans4j.core.internal.exact.SinglePrecision;
import io.github.kmeans4j.core.internal.rows.DataProfile;
import io.github.kmeans4j.core.internal.rows.SparseRows;

/**
 * Sparse rows as a kernel sees them: scaled by a power of two, rounded to single precision, not
 * shifted, since that would make them dense. Bounds the errors that this causes in scores.
 *
 * <pre>
 * The analysis is that of SinglePrecision with a shift of 0. u = 2⁻²⁴, z = xs, γ = cs, Γ ≥ ‖γ‖ for all
 * centroids. A row of m stored values has a product of m terms, off by g‖ẑ‖‖ĝ‖, g = mu' / (1 − mu') with
 * m + 1 in place of m; what it does not store adds nothing. Rounding z and γ adds 2.1u‖z‖‖γ‖, the norm of
 * the centroid 1.01u‖γ‖², the last operation 1.01u(‖γ‖² + 2‖z‖‖γ‖). So a score is off by
 *     E = 1.01[3uΓ² + 2(g + 5u)‖z‖Γ] + underflow.
 * The plain definition sums up d squares in the order of the columns, those of zeros included; it is off by
 * a relative (d + 2)2⁻⁵³, and agrees with scores that differ by more than
 *     2E + (d + 4)2⁻⁵⁰(‖z‖² + Γ²).
 * ‖z‖ is kept as a float, rounded up.
 * </pre>
 *
 * <p>Immutable and thread-safe.
 */
public final class SparseFrame {
  private static final double U = 0x1p-24;

  /** Of longer chains of sums nothing is said. */
  private static final double LONGEST_CHAIN = 0.4;

  final SparseRows rows;
  final double scale;

  /** Whether the kernel can read the caller's values. */
  final boolean plain;

  /** Rows of a smaller ‖z‖² have finite values, and squared distances that do not overflow. */
  final float safeNormSq;

  private final boolean underflows;

  /** As in {@code SinglePrecision}. */
  final double definitionError;

  /**
   * Chooses the scale.
   *
   * @param rows the rows
   * @param largest the largest magnitude of their values, or of what they are compared with; no
   *     answer depends on it
   */
  public SparseFrame(SparseRows rows, double largest) {
    this.rows = rows;
    this.scale = SinglePrecision.usualScale(rows, largest);
    this.plain = scale == 1 && rows.floats != null;
    double safe = DataProfile.largestValue(1, rows.dataColumns()) * scale * 0.99;
    this.safeNormSq = (float) Math.min(0x1p100, safe * safe);
    this.underflows = scale > 0x1p450;
    this.definitionError = rows.definitionError() * scale * scale;
  }

  /** ‖z‖², rounded to float; infinite or NaN only if the row is too large, or not finite. */
  float normSq(int row) {
    double sum = 0;
    int to = rows.to(row);
    for (int p = rows.from(row); p < to; p++) {
      double z = rows.value(p) * scale;
      sum += z * z;
    }
    return (float) sum;
  }

  /** An upper bound of ‖z‖. */
  float norm(float normSq) {
    return Outward.above(Math.sqrt(normSq * (1 + 2 * U)) * (1 + 1e-12)) + Float.MIN_NORMAL;
  }

  /** Bounds the error E of the scores of a row of so many stored values. */
  double scoreError(int stored, double rowNorm, double largestNorm) {
    if (!(rowNorm * rowNorm < SinglePrecision.LARGEST_NORM_SQ)) {
      return Double.POSITIVE_INFINITY;
    }
    return baseError(stored, largestNorm) + rowNorm * errorSlope(stored, largestNorm);
  }

  /** The part of {@link #scoreError} that a row of zeros has. */
  double baseError(int stored, double largestNorm) {
    if (!(largestNorm * largestNorm < SinglePrecision.LARGEST_NORM_SQ)
        || underflows
        || chain(stored) > LONGEST_CHAIN) {
      return Double.POSITIVE_INFINITY;
    }
    return 1.01 * 3 * U * largestNorm * largestNorm + underflow(stored, 0, largestNorm);
  }

  /** What ‖z‖ adds to it, times ‖z‖. */
  double errorSlope(int stored, double largestNorm) {
    double g = chain(stored) / (1 - chain(stored));
    return 1.01 * 2 * (g + 5 * U) * largestNorm + (stored + 1) * 0x1p-140;
  }

  private static double chain(int stored) {
    return (stored + 1) * U;
  }

  /**
   * What a sum in float of so many products, none of them negative, is multiplied by to be no less
   * than the sum of the products of what was rounded, but for {@link #underflow}.
   */
  double sumAbove(int stored) {
    return chain(stored) > LONGEST_CHAIN ? Double.POSITIVE_INFINITY : 1 + (stored + 4) * 0x1p-23;
  }

  /** Bounds what can be lost of such a sum, and of twice its size, where values underflow. */
  double underflow(int stored, double rowNorm, double largestNorm) {
    return underflowSlope(stored) * (1 + rowNorm + largestNorm);
  }

  /** What ‖z‖ adds to it, times ‖z‖. */
  double underflowSlope(int stored) {
    return (stored + 1) * 0x1p-140;
  }

  /** The difference of two scores of a row beyond which the plain definition need not be asked. */
  double window(double scoreError, double rowNorm, double largestNorm) {
    return 2 * scoreError + margin(rowNorm, largestNorm);
  }

  /** The same of two scores that are exact. */
  double margin(double rowNorm, double largestNorm) {
    return definitionError + marginSlope() * (rowNorm * rowNorm + largestNorm * largestNorm);
  }

  /** What ‖z‖² adds to it, times ‖z‖². */
  double marginSlope() {
    return (rows.d + 4) * 0x1p-50;
  }
}
