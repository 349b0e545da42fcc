package io.github.kmeans4j.core.internal.exact;

import io.github.kmeans4j.core.internal.rows.DataProfile;
import io.github.kmeans4j.core.internal.rows.FloatRows;
import io.github.kmeans4j.core.internal.rows.RowStore;
import io.github.kmeans4j.internal.Kernel;

/**
 * The rows of a fit as a {@link Kernel} sees them: shifted by about their mean, scaled by a power
 * of two, rounded to single precision. Bounds the errors that this causes in scores.
 *
 * <pre>
 * Error analysis. u = 2⁻²⁴ is the unit roundoff of float, μ the shift, s the scale (exact).
 * z = (x − μ)s and γ = (c − μ)s are real vectors, ẑ and ĝ their floats:
 *     |ẑ − z| ≤ 1.01u|z| and |ĝ − γ| ≤ 1.01u|γ| component-wise, plus 2⁻¹⁴⁹ where a value underflows.
 * The exact squared distance, times s², is ‖z‖² + ‖γ‖² − 2⟨z,γ⟩; the exact score leaves out ‖z‖².
 * A kernel returns v̂ = fl(n̂ − 2p̂), n̂ = fl(‖γ‖²), p̂ ≈ ⟨ẑ,ĝ⟩ with a chain of m roundings:
 *     |p̂ − ⟨ẑ,ĝ⟩|   ≤ g‖ẑ‖‖ĝ‖             with g = mu / (1 − mu)
 *     |⟨ẑ,ĝ⟩ − ⟨z,γ⟩| ≤ 2.1u‖z‖‖γ‖
 *     |n̂ − ‖γ‖²|     ≤ 1.01u‖γ‖²
 *     last operation: ≤ 1.01u(‖γ‖² + 2‖z‖‖γ‖)
 * Together, with Γ = max ‖γ‖ over the centroids:
 *     |v̂ − v| ≤ E = 1.01[3uΓ² + 2(g + 5u)‖z‖Γ] + underflow.
 * The plain definition in double, whose label must be found, is itself off by a relative
 * (d + 2)2⁻⁵³ in each distance. So if every other score exceeds the least one by more than
 *     2E + (d + 4)2⁻⁵⁰(‖z‖² + Γ²)
 * then the plain definition chooses the same centroid; else it must be asked.
 * Directions (rows over their lengths) are loaded with one rounding more, |ẑ − z| ≤ 2.02u|z|, which 5u
 * in place of 4.1u covers, and are not shifted. Their plain definition is twice the cosine distance, which
 * differs from the squared distance by what RowStore.definitionError says, for two centroids together;
 * scores, and squares of bounds, that differ by more than that besides tell what it will say.
 * Where s is so large that squares of the original values come near to the end of double's range, the
 * plain definition is off by more, and is asked always.
 * ‖z‖² itself comes from a kernel's dotProduct: off by at most (h + 4u)‖z‖², h being its own bound.
 * </pre>
 *
 * <p>Nothing depends on how good the shift is, only how often the plain definition must be asked.
 * Immutable and thread-safe.
 */
public final class SinglePrecision {
  /** Unit roundoff of float. */
  private static final double U = 0x1p-24;

  /** Rows looked at to choose the shift. */
  private static final int SAMPLE = 1024;

  /** The same to tell whether the shift is worth copies of the rows. */
  private static final int FEW = 64;

  /** Squared norms beyond this come too near to the end of float's range. */
  public static final double LARGEST_NORM_SQ = 1e30;

  public final RowStore store;
  public final Kernel kernel;
  final float[] shift;
  public final double scale;

  /** Whether squared differences that matter may underflow in the plain definition. */
  private final boolean underflows;

  private final double largest;

  /** What the plain definition may be off besides, in scaled units, and the root of that. */
  private final double definitionError;

  /** So much farther must a bound be, besides its relative part; 0 where rows are no directions. */
  public final float slack;

  /** Bound g of the relative error of a kernel's product; infinite if there is none. */
  public final double productError;

  /** The same for its {@code dotProduct} alone. */
  public final double dotError;

  /** Whether rows need not be shifted nor scaled. */
  public final boolean plain;

  /**
   * A row whose squared norm, as {@link #squaredNorm} gives it, is less than this has finite values
   * whose squared distances do not overflow.
   */
  public final float safeNormSq;

  public SinglePrecision(RowStore store, DataProfile profile) {
    this(
        store,
        profile.max() < 0x1p100 && store.definitionError() == 0
            ? sampleMean(store, profile.max())
            : new float[store.d],
        store.scaleFor(profile.max()),
        profile.max());
  }

  private SinglePrecision(RowStore store, float[] shift, double scale, double largest) {
    this.store = store;
    this.kernel = store.kernel;
    this.shift = shift;
    this.scale = scale;
    this.largest = largest;
    this.underflows = scale > 0x1p450;
    this.definitionError = store.definitionError() * scale * scale;
    this.slack = definitionError == 0 ? 0 : Outward.above(Math.sqrt(definitionError));
    this.productError = relativeError(store.kernel.chain(store.d));
    this.dotError = relativeError(store.kernel.dotChain(store.d));
    double most = 0;
    for (float s : shift) {
      most = Math.max(most, Math.abs(s));
    }
    this.plain = scale == 1 && most == 0;
    double safe = Math.max(0, DataProfile.largestValue(1, store.d) - most) * scale * 0.99;
    this.safeNormSq = (float) (safe * safe);
  }

  /**
   * Makes a frame for rows that nobody has looked at: the one that suits the centroids they are
   * compared with.
   *
   * @param store rows
   * @param centroids k × d
   * @return a frame whose {@link #largestValue()} means nothing
   */
  public static SinglePrecision around(RowStore store, double[][] centroids) {
    double largest = 0;
    for (double[] centroid : centroids) {
      for (double value : centroid) {
        largest = Math.max(largest, Math.abs(value));
      }
    }
    float[] shift = new float[store.d];
    if (largest < 0x1p100) {
      float[] mean = mean(centroids, largest);
      // Scores err in proportion to the norms: up to the double is no reason to shift every row.
      if (largestNormSq(centroids, shift) > 4 * largestNormSq(centroids, mean)) {
        shift = mean;
      }
    }
    return new SinglePrecision(store, shift, usualScale(store, largest), largest);
  }

  private static float[] mean(double[][] centroids, double largest) {
    float[] mean = new float[centroids[0].length];
    for (int c = 0; c < mean.length; c++) {
      double sum = 0;
      for (double[] centroid : centroids) {
        sum += centroid[c];
      }
      mean[c] = rounded(sum / centroids.length, largest);
    }
    return mean;
  }

  private static double largestNormSq(double[][] centroids, float[] shift) {
    double largest = 0;
    for (double[] centroid : centroids) {
      double sum = 0;
      for (int c = 0; c < shift.length; c++) {
        sum += (centroid[c] - shift[c]) * (centroid[c] - shift[c]);
      }
      largest = Math.max(largest, sum);
    }
    return largest;
  }

  /** Values that are neither large nor small need no scale. */
  public static double usualScale(RowStore store, double largest) {
    boolean usual = largest == 0 || largest > 0x1p-20 && largest < 0x1p20;
    return usual ? 1 : store.scaleFor(largest);
  }

  /**
   * Makes a frame for passes that score most rows with all centroids: one in which kernels read the
   * caller's floats, if there are such, they are neither large nor small, and the shift does not
   * make them much shorter. Scores err in proportion to norms: up to the double, that leaves less
   * to the plain definition than copies of all rows take in every pass.
   *
   * @return a frame of the same rows, or this one
   */
  public SinglePrecision withoutCopies() {
    float[] values = store.floats();
    boolean suits = values != null && usualScale(store, largest) == 1 && !shortens(values);
    return suits ? new SinglePrecision(store, new float[store.d], 1, largest) : this;
  }

  /** Whether the shift makes squared norms less than a quarter, by a few rows. */
  private boolean shortens(float[] values) {
    int count = Math.min(store.n, FEW);
    double norms = 0;
    double shifted = 0;
    for (int s = 0; s < count; s++) {
      int at = (int) ((long) s * store.n / count) * store.d;
      for (int c = 0; c < store.d; c++) {
        double value = values[at + c];
        norms += value * value;
        shifted += (value - shift[c]) * (value - shift[c]);
      }
    }
    return norms > 4 * shifted;
  }

  /**
   * Tells whether a frame {@linkplain #around around} the same centroids would be this one.
   *
   * @param other rows as wide as these, and with the same kernel
   */
  public boolean suits(RowStore other) {
    return scale == usualScale(other, largest);
  }

  /**
   * Makes the same frame for other rows.
   *
   * @param other rows as wide as these, and with the same kernel
   * @return the frame, in which centroids are what they are here
   */
  public SinglePrecision of(RowStore other) {
    return new SinglePrecision(other, shift, scale, largest);
  }

  /** The error of a sum with a chain of so many roundings, relative to the sum of magnitudes. */
  private static double relativeError(int chain) {
    double mu = chain * U;
    return mu < 0.5 ? mu / (1 - mu) : Double.POSITIVE_INFINITY;
  }

  /** A bound of the values of a row, shifted and scaled. */
  public double largestValue() {
    double most = largest;
    for (float s : shift) {
      most = Math.max(most, largest + Math.abs(s));
    }
    return most * scale * (1 + 1e-6);
  }

  public void load(int row, float[] target, int at) {
    store.load(kernel, row, shift, scale, target, at);
  }

  /**
   * Loads a row that comes alone; only if the scale {@linkplain #suitsFloats suits floats}.
   *
   * @param row d values
   * @param target receives them shifted, scaled, in single precision
   */
  public void load(float[] row, float[] target) {
    kernel.center(row, 0, shift, (float) scale, target, 0, row.length);
  }

  /** Whether the scale is one for floats, too. */
  public boolean suitsFloats() {
    return (float) scale > 0 && (float) scale < Float.POSITIVE_INFINITY;
  }

  /**
   * Loads rows of the data, all of them floats, column by column; only if the scale {@linkplain
   * #suitsFloats suits floats}.
   *
   * @param rows row-major
   * @param count how many
   * @param target receives column c of the r-th of them at {@code at + c * stride + r}
   */
  public void loadColumns(float[] rows, int count, float[] target, int at, int stride) {
    FloatRows.loadColumns(rows, 0, count, shift, (float) scale, target, at, stride);
  }

  /**
   * Loads a centroid, or a row that comes alone.
   *
   * @param centroid d values in data units
   * @param target receives them shifted, scaled, each rounded once but for an error of a double
   * @param at where to
   */
  public void load(double[] centroid, float[] target, int at) {
    for (int c = 0; c < centroid.length; c++) {
      target[at + c] = (float) ((centroid[c] - shift[c]) * scale);
    }
  }

  /**
   * Loads rows column by column.
   *
   * @param from first row
   * @param count how many
   * @param target receives column c of the r-th of them at {@code at + c * stride + r}
   */
  public void loadColumns(int from, int count, float[] target, int at, int stride) {
    store.loadColumns(from, count, shift, scale, target, at, stride);
  }

  /**
   * Returns what is added to a gap of two distances for the roundings of z and γ, see {@code
   * Lanes}: with ‖ẑ − z‖ ≤ 1.01u‖z‖ and ‖γ‖ ≤ ‖z‖ + D a distance D is off by 2.02u‖z‖ + 1.02uD.
   *
   * @param rowNorm an upper bound of ‖z‖
   * @return a; infinite if no gap can be certain, because the plain definition may underflow
   */
  public float gapError(double rowNorm) {
    // A direction is rounded once more than other rows.
    double roundings = slack > 0 ? 6.2 : 4.1;
    return underflows
        ? Float.POSITIVE_INFINITY
        : (float) (roundings * U * rowNorm + 0x1p-66 + slack * (1 + 4 * U));
  }

  /**
   * Returns the relative part of the error of a distance, see {@code Lanes}, with what roundings of
   * z and γ, and those of the plain definition, add to it.
   */
  public float distanceError() {
    return (float) ((store.d / 2.0 + 8) * 1.02 * U);
  }

  /** Bounds the error E of the scores of a row. */
  public double scoreError(double rowNorm, double largestNorm) {
    if (!(largestNorm * largestNorm < LARGEST_NORM_SQ) || underflows) {
      return Double.POSITIVE_INFINITY;
    }
    return 1.01
            * (3 * U * largestNorm * largestNorm
                + 2 * (productError + 5 * U) * rowNorm * largestNorm)
        + store.d * 0x1p-140 * (1 + rowNorm + largestNorm);
  }

  /** By how much the bound of the error E grows with the length of the row, which is linear. */
  public double scoreErrorSlope(double largestNorm) {
    return 1.01 * 2 * (productError + 5 * U) * largestNorm * (1 + 1e-12) + store.d * 0x1p-140;
  }

  /** Bounds the error of the squared norm of a row as {@link #squaredNorm} returns it. */
  public double normError(double squaredNorm) {
    return 1.05 * (dotError + 4 * U) * squaredNorm + store.d * 0x1p-140;
  }

  /** The difference of two scores of a row beyond which the plain definition need not be asked. */
  public double window(double scoreError, double rowNorm, double largestNorm) {
    return 2 * scoreError
        + definitionError
        + (store.d + 4) * 0x1p-50 * (rowNorm * rowNorm + largestNorm * largestNorm);
  }

  /**
   * The same, sharper, once a row's least score v is known. Who may be the nearest is no farther
   * than D, with D² = ‖z‖² + v + the window of all centroids, and so no longer than ‖z‖ + D: its
   * score errs by what such a length allows, and what longer ones err by does not matter.
   *
   * @param rowNorm an upper bound of ‖z‖
   * @param leastScore v, as the kernel came to it
   * @param largestNorm Γ
   */
  public double nearWindow(double rowNorm, float leastScore, double largestNorm) {
    double all = window(scoreError(rowNorm, largestNorm), rowNorm, largestNorm);
    double farthestSq = Math.max(0, rowNorm * rowNorm + leastScore + all);
    double longest = (rowNorm + Math.sqrt(farthestSq)) * (1 + 1e-9);
    return longest < largestNorm ? window(scoreError(rowNorm, longest), rowNorm, longest) : all;
  }

  /**
   * Returns the window that a gap of two scores is held against: the given one, or the {@linkplain
   * #nearWindow sharper one}, which takes longer to tell, if the gap is not beyond it.
   */
  public double windowFor(
      double gap, double window, double rowNorm, float leastScore, double largestNorm) {
    return gap > window ? window : nearWindow(rowNorm, leastScore, largestNorm);
  }

  /** An upper bound, in scaled units, of a distance that the plain definition came to. */
  public float decided(double distanceSq) {
    double squared = distanceSq + store.definitionError();
    return (float) (Math.sqrt(squared) * scale) * Outward.UP + Float.MIN_NORMAL;
  }

  /** ‖ẑ‖², as the kernel multiplies. */
  public float squaredNorm(float[] rows, int offset) {
    return kernel.dotProduct(rows, offset, rows, offset, store.d);
  }

  /**
   * An upper bound of the norms of some rows that follow each other, much less sharp than those of
   * each.
   */
  public double norm(float[] rows, int offset, int count) {
    double error = relativeError(kernel.dotChain(count * store.d)) + 4 * U;
    double sum = kernel.dotProduct(rows, offset, rows, offset, count * store.d);
    return error < 0.1 ? Math.sqrt(sum * (1 + 2 * error) + count * store.d * 0x1p-140) : Double.NaN;
  }

  /** An upper bound of ‖z‖. */
  public double norm(float squaredNorm) {
    return Math.sqrt(squaredNorm + normError(squaredNorm));
  }

  /** Whole numbers, so that bytes stay exact and floats of whole numbers too. */
  private static float[] sampleMean(RowStore store, double largest) {
    int n = store.n;
    int d = store.d;
    int count = Math.min(n, SAMPLE);
    double[] sum = new double[d];
    for (int s = 0; s < count; s++) {
      store.addTo((int) ((long) s * n / count), 1, sum);
    }
    float[] mean = new float[d];
    for (int c = 0; c < d; c++) {
      mean[c] = rounded(sum[c] / count, largest);
    }
    return mean;
  }

  private static float rounded(double mean, double largest) {
    return (float) (largest >= 16 ? Math.rint(mean) : mean);
  }
}
