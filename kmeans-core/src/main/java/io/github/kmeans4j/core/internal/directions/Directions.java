package io.github.kmeans4j.core.internal.directions;

import io.github.kmeans4j.DistanceMetric;
import io.github.kmeans4j.core.internal.rows.RowStore;
import io.github.kmeans4j.core.internal.rows.SparseRows;
import io.github.kmeans4j.internal.Loss;

/**
 * What the fast paths need to know of the cosine distance. Rows and centroids of length 1 are ‖x −
 * c‖² = 2(1 − cos) apart, so that the Euclidean engine assigns them, with its scores and its
 * bounds; only where it is in doubt, the plain definition of the cosine distance of the row as it
 * came decides.
 */
public final class Directions {
  private Directions() {}

  /**
   * Tells whether a metric is the cosine distance of the library.
   *
   * @param metric any metric
   * @return false for those of others, whatever their names
   */
  public static boolean is(DistanceMetric metric) {
    return metric.getClass().getName().equals(Loss.COSINE);
  }

  /**
   * Tells whether a loss is that distance.
   *
   * @param loss any loss
   * @return as for its metric
   */
  public static boolean is(Loss loss) {
    return loss.owner().equals(Loss.COSINE);
  }

  /**
   * Opens the directions of rows.
   *
   * @param store rows, none of them 0
   * @param lengths of these rows
   * @return rows of length 1, but for rounding
   */
  public static RowStore of(RowStore store, Lengths lengths) {
    return store instanceof SparseRows sparse
        ? new SparseDirections(sparse, lengths)
        : new DirectionRows(store, lengths);
  }

  /**
   * Makes a vector one of length 1.
   *
   * @param x d values
   * @param target receives x / ‖x‖, each value rounded twice; left alone where x is 0
   */
  public static void normalize(double[] x, double[] target) {
    double largest = largest(x);
    if (largest > 0) {
      double norm = scaledNorm(x, largest);
      for (int c = 0; c < x.length; c++) {
        target[c] = x[c] / largest / norm;
      }
    }
  }

  /**
   * Makes vectors ones of length 1; those that have it stay what they are, to the bit, so that a
   * fit which begins at the centroids of another one begins at its end.
   *
   * @param vectors d values each; not changed
   * @return as many, the same arrays where nothing changes
   */
  public static double[][] units(double[][] vectors) {
    double[][] units = vectors.clone();
    for (int j = 0; j < units.length; j++) {
      if (!hasLength1(vectors[j])) {
        units[j] = new double[vectors[j].length];
        normalize(vectors[j], units[j]);
      }
    }
    return units;
  }

  /**
   * Tells whether vectors are such as {@link #normalize} makes.
   *
   * @param vectors d values each
   * @return whether every squared norm is 1 but for rounding
   */
  public static boolean haveLength1(double[][] vectors) {
    for (double[] x : vectors) {
      if (!hasLength1(x)) {
        return false;
      }
    }
    return true;
  }

  private static boolean hasLength1(double[] x) {
    double sum = 0;
    int terms = 0; // the same whether columns of zeros are left out or not
    for (double v : x) {
      sum += v * v;
      terms += v == 0 ? 0 : 1;
    }
    return Math.abs(sum - 1) <= rounding(terms);
  }

  private static double rounding(int terms) {
    return (terms + 12) * 0x1p-52;
  }

  /**
   * Turns a center to the direction of a sum. Where it has that direction but for rounding it stays
   * as it is: rows that are multiples of each other would else move it by last bits for ever.
   *
   * @param center of length 1; changed. A direction of several roundings is off from the true one
   *     by less than a relative (m/2 + 8)2⁻⁵³ in each of m values, and so from another one by less
   *     than (m + 12)2⁻⁵² in all
   * @param sum d values; where all are 0 the center stays
   */
  public static void turn(double[] center, double[] sum) {
    double[] unit = center.clone();
    normalize(sum, unit);
    double off = 0;
    int terms = 0;
    for (int c = 0; c < unit.length; c++) {
      double t = unit[c] - center[c];
      off += t * t;
      terms += unit[c] == 0 ? 0 : 1;
    }
    if (!(Math.sqrt(off) <= rounding(terms))) {
      System.arraycopy(unit, 0, center, 0, unit.length);
    }
  }

  /**
   * Tells how large twice the cosine distance of two points of the same direction can be, since
   * what it is computed from is rounded: 2(2d + 14)2⁻⁵³.
   *
   * @param d number of columns
   * @return a little more than that
   */
  public static double lossOfNone(int d) {
    return (d + 16) * 0x1p-51;
  }

  /**
   * Bounds by how much twice the cosine distance by its plain definition and the squared distance
   * of the directions, both in double, may differ, for both of two centroids together.
   *
   * <pre>
   * u = 2⁻⁵³. The scaled norm is off by a relative (d + 4)u / 2 + u, a direction's value by two roundings
   * more, so ‖x̂‖² is off from 1 by (d + 12)2u at most, and ‖ĉ‖², of a centroid that was found to have length
   * 1, by (d + 12)3u; ⟨x̂,ĉ⟩ is off from the cosine by (d + 12)3u; the plain cosine by (2d + 14)u. Together
   * twice the loss is off by less than (d + 12)15u, and for two centroids by (d + 12)2⁻⁴⁸.
   * </pre>
   */
  static double definitionError(int d) {
    return (d + 16) * 0x1p-47;
  }

  static double largest(double[] x) {
    double largest = 0;
    for (double v : x) {
      largest = Math.max(largest, Math.abs(v));
    }
    return largest;
  }

  /** ‖x / largest‖, whose squares neither overflow nor vanish, in the order of the columns. */
  static double scaledNorm(double[] x, double largest) {
    double sum = 0;
    for (double v : x) {
      double scaled = v / largest;
      sum += scaled * scaled;
    }
    return Math.sqrt(sum);
  }

  /** The cosine distance, by its plain definition, from what its loop comes to. */
  static double distance(double dot, double norm, double otherNorm) {
    return Math.min(2, Math.max(0, 1 - dot / (norm * otherNorm)));
  }

  /** Twice that. */
  static double twice(double dot, double norm, double otherNorm) {
    return 2 * distance(dot, norm, otherNorm);
  }
}
