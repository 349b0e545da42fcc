package io.github.kmeans4j.core.evaluation;

import java.util.Objects;
import java.util.OptionalInt;

/**
 * The inertia over the number of clusters, and its elbow. Inertia alone always favors the largest
 * k; the elbow is the k after which more clusters gain little.
 *
 * <pre>{@code
 * InertiaCurve curve = new InertiaCurve(new int[] {1, 2, 3, 4, 5}, new double[] {90, 40, 9, 8, 7});
 * OptionalInt elbow = curve.elbow();  // 3
 * }</pre>
 *
 * <p>Instances are immutable and thread-safe; arrays handed out are copies.
 */
public final class InertiaCurve {
  private final int[] ks;
  private final double[] inertias;

  /**
   * Creates a curve.
   *
   * @param ks numbers of clusters, at least 1, strictly ascending; copied
   * @param inertias the inertia of each, a sum of squared distances, finite and at least 0; copied
   * @throws IllegalArgumentException if the arrays are empty or differ in length, or a value is not
   *     as said; the message names it
   */
  public InertiaCurve(int[] ks, double[] inertias) {
    Objects.requireNonNull(ks, "ks");
    Objects.requireNonNull(inertias, "inertias");
    if (ks.length != inertias.length) {
      throw new IllegalArgumentException(
          "ks and inertias must have equal lengths, but there are "
              + ks.length
              + " ks and "
              + inertias.length
              + " inertias");
    }
    checkAscending(ks);
    for (int i = 0; i < inertias.length; i++) {
      if (!(inertias[i] >= 0 && inertias[i] < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "inertias must be finite and at least 0, but that of k = "
                + ks[i]
                + " is "
                + inertias[i]);
      }
    }
    this.ks = ks.clone();
    this.inertias = inertias.clone();
  }

  static void checkAscending(int[] ks) {
    if (ks.length == 0) {
      throw new IllegalArgumentException("ks must not be empty");
    }
    for (int i = 0; i < ks.length; i++) {
      if (ks[i] < 1) {
        throw new IllegalArgumentException(
            "ks must be at least 1, but entry " + i + " is " + ks[i]);
      }
      if (i > 0 && ks[i] <= ks[i - 1]) {
        throw new IllegalArgumentException(
            "ks must be strictly ascending, but " + ks[i] + " follows " + ks[i - 1]);
      }
    }
  }

  /**
   * Copies the numbers of clusters.
   *
   * @return strictly ascending, at least one
   */
  public int[] ks() {
    return ks.clone();
  }

  /**
   * Copies the inertias.
   *
   * @return one for each of {@link #ks()}
   */
  public double[] inertias() {
    return inertias.clone();
  }

  /**
   * Returns the k with the smallest inertia, the smallest k on ties: nearly always the largest k.
   *
   * @return one of {@link #ks()}
   */
  public int lowest() {
    int best = 0;
    for (int i = 1; i < ks.length; i++) {
      if (inertias[i] < inertias[best]) {
        best = i;
      }
    }
    return ks[best];
  }

  /**
   * Returns the elbow: the k whose point lies farthest below the straight line from the first to
   * the last point, both axes scaled to 0..1; the smallest k on ties.
   *
   * <p>This is the maximum of the difference curve of Satopaa, Albrecht, Irwin and Raghavan (2011),
   * "Finding a 'kneedle' in a haystack: detecting knee points in system behavior", DOI
   * 10.1109/ICDCSW.2011.20, without smoothing and threshold: a handful of exact points needs
   * neither. The answer depends on which k are offered.
   *
   * @return one of {@link #ks()} but the first and the last; empty if there are fewer than 3
   *     points, the inertia does not fall from the first to the last, or no point lies below the
   *     line
   */
  public OptionalInt elbow() {
    int last = ks.length - 1;
    double fall = inertias[0] - inertias[last];
    if (last < 2 || fall <= 0) {
      return OptionalInt.empty();
    }
    // rounding alone must not make an elbow of a straight line
    double deepest = 1e-12;
    int elbow = -1;
    for (int i = 1; i < last; i++) {
      double along = ((double) ks[i] - ks[0]) / ((double) ks[last] - ks[0]);
      double left = (inertias[i] - inertias[last]) / fall;
      double below = 1 - along - left;
      if (below > deepest) {
        deepest = below;
        elbow = i;
      }
    }
    return elbow < 0 ? OptionalInt.empty() : OptionalInt.of(ks[elbow]);
  }
}
