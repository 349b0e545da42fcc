package io.github.kmeans4j.core.internal.update;

import io.github.kmeans4j.core.internal.sums.Divisor;
import io.github.kmeans4j.core.internal.work.Workers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The inertia of each pass without another look at the rows.
 *
 * <pre>
 * With S the sum and W the weight of a cluster, c the centroid it was assigned to, and μ any origin,
 *     Σ w‖x − c‖² = Σ w‖x − μ‖² − Σ_j G_j,   G = ⟨c − μ, 2(S − Wμ) − W(c − μ)⟩.
 * The first term is the same in every pass, so the inertia changes by what the G change by, and only those
 * of clusters whose rows or centroid changed do. The inertia is taken from direct differences once, and
 * followed from there.
 *
 * Error analysis. S and W are exact, and read as pairs of doubles, off by 2⁻¹⁰⁰; so a G is off by less than
 * 2⁻⁹⁶ of Σ|c − μ|(2|S| + 2W|μ| + 2|S − Wμ| + W|c − μ|), which is summed up beside it. μ is 0, which is
 * cheapest, or, where the rows are so far from 0 that too much would cancel, their mean. The direct inertia
 * is off by the rounding of its distances. While the sum of these errors stays below 2.5 · 10⁻¹³ of the
 * inertia, it is followed; else it is taken from direct differences again. That happens where it has fallen
 * to a small part of what it was, and where values are so large or small that products leave the range of
 * double.
 * </pre>
 *
 * <p>Everything follows from exact sums, so no bit depends on the order of the rows.
 *
 * @param <C> a centroid
 */
public final class TrackedInertia<C> {
  /** How far off the inertia may be, relatively. */
  private static final double TOLERANCE = 2.5e-13;

  /** Bounds the error of a G, relative to the magnitudes that it comes from. */
  private static final double PAIR_ERROR = 0x1p-96;

  /** How much of the tolerance the errors of one pass may take before the mean becomes μ. */
  private static final double CENTERED_FROM = 1e-3;

  private final ClusterSums sums;

  private final Gains<C> gainsAboutZero;
  private final Function<C, double[]> dense;
  private final Workers workers;
  private final int d;

  /** μ; null for 0. */
  private double @Nullable [] origin;

  /** The centroid that each G was computed with; another array is another centroid. */
  private final List<@Nullable C> measuredAt;

  private final Gain[] gains;

  // Gains that were computed before they are asked for, of which centroids and about which origin.
  private final @Nullable Gain[] prepared;
  private C @Nullable [] preparedFor;
  private double @Nullable [] preparedOrigin;
  private final double[][] upper;
  private final double[][] lower;
  private boolean anchored;
  private double total;
  private double rest;
  private double error;

  /**
   * G of a cluster.
   *
   * @param value G, rounded
   * @param rest what rounding took off it
   * @param size the sum of the magnitudes that it comes from, to which its error is relative
   */
  private record Gain(double value, double rest, double size) {
    static final Gain NONE = new Gain(0, 0, 0);
  }

  /** Computes G about 0 of a cluster. */
  @FunctionalInterface
  private interface Gains<C> {
    /**
     * Computes it.
     *
     * @param j cluster of at least one heavy row
     * @param centroid which it was assigned to
     * @param upper scratch
     * @param lower scratch
     */
    Gain of(int j, C centroid, double[] upper, double[] lower);
  }

  private TrackedInertia(
      ClusterSums sums,
      Gains<C> gainsAboutZero,
      Function<C, double[]> dense,
      int k,
      int d,
      Workers workers) {
    this.sums = sums;
    this.gainsAboutZero = gainsAboutZero;
    this.dense = dense;
    this.workers = workers;
    this.d = d;
    this.measuredAt = new ArrayList<>(Collections.nCopies(k, null));
    this.gains = new Gain[k];
    this.prepared = new Gain[k];
    this.upper = new double[workers.threads()][];
    this.lower = new double[workers.threads()][];
    Arrays.fill(gains, Gain.NONE);
  }

  /**
   * Prepares it for centroids of d values.
   *
   * @param sums of the clusters, live
   * @param k number of clusters
   * @param d number of columns
   * @param workers threads
   */
  public static TrackedInertia<double[]> of(ClusterSums sums, int k, int d, Workers workers) {
    return new TrackedInertia<>(
        sums,
        (j, centroid, upper, lower) -> {
          sums.pairs(j, upper, lower);
          Divisor weight = sums.weight(j);
          return gain(centroid, upper, lower, weight.value(), weight.rest());
        },
        centroid -> centroid,
        k,
        d,
        workers);
  }

  /** The same for centroids that are 0 in most columns, as the sums are. */
  public static TrackedInertia<SparseCentroid> ofSparse(
      ClusterSums sums, int k, int d, Workers workers) {
    return new TrackedInertia<>(
        sums,
        (j, centroid, upper, lower) -> {
          sums.pairs(j, centroid.columns, upper, lower);
          Divisor weight = sums.weight(j);
          return gain(centroid.values, upper, lower, weight.value(), weight.rest());
        },
        centroid -> centroid.expand(d),
        k,
        d,
        workers);
  }

  /**
   * Makes the next pass a first one again: rows join it whose share of the inertia is not known.
   */
  public void restart() {
    anchored = false;
    Collections.fill(measuredAt, null);
  }

  /** Whether the inertia can be followed, as it can in every pass but a first one. */
  public boolean isAnchored() {
    return anchored;
  }

  /** Begins to prepare what {@link #follow} will want of the current pass. */
  public void beginPreparing(C[] centroids) {
    preparedFor = centroids;
    preparedOrigin = origin;
    Arrays.fill(prepared, null);
  }

  /**
   * Computes what {@link #follow} will want of a cluster, while others look at its sum as well.
   * Different threads may prepare different clusters.
   *
   * @param centroids those that {@link #beginPreparing} was given
   */
  public void prepare(int j, C[] centroids, int worker) {
    if (isOutdated(j, centroids[j])) {
      prepared[j] = gainOf(j, centroids[j], worker);
    }
  }

  private boolean isOutdated(int j, C centroid) {
    return measuredAt.get(j) != centroid || sums.hasChanged(j);
  }

  /**
   * Follows the inertia to the current pass.
   *
   * @param centroids those that the rows of this pass were assigned to; never changed any more
   * @return the inertia, or NaN if it is not certain enough and must be measured
   */
  public double follow(C[] centroids) {
    Gain[] former = gains.clone();
    boolean ready = preparedFor == centroids && preparedOrigin == origin;
    preparedFor = null;
    workers.run(
        centroids.length,
        (j, worker) -> {
          if (isOutdated(j, centroids[j])) {
            Gain known = ready ? prepared[j] : null;
            gains[j] = known != null ? known : gainOf(j, centroids[j], worker);
            measuredAt.set(j, centroids[j]);
          }
        });
    for (int j = 0; j < gains.length; j++) {
      if (gains[j] != former[j]) {
        add(former[j].value);
        add(-gains[j].value);
        rest += former[j].rest - gains[j].rest;
        error += (former[j].size + gains[j].size) * PAIR_ERROR + d * 0x1p-1000;
      }
    }
    double value = total + rest;
    return anchored && error <= TOLERANCE * value ? value : Double.NaN;
  }

  /**
   * Takes the inertia of the current pass from direct differences.
   *
   * @param direct the inertia
   * @param centroids those that {@link #follow} was last given
   */
  public void anchor(double direct, C[] centroids) {
    double size = 0;
    for (Gain gain : gains) {
      size += gain.size;
    }
    if (origin == null && !(size * PAIR_ERROR <= CENTERED_FROM * TOLERANCE * direct)) {
      origin = mean(centroids.length);
      restart();
      follow(centroids);
    }
    anchored = true;
    total = direct;
    rest = 0;
    // A distance has eight partial sums of d/8 rounded squares each, and roundings of so many terms
    // cancel for the most part: their sum grows like the root of their number.
    error = direct * (4 + Math.sqrt(d / 8.0)) * 0x1p-53;
  }

  /**
   * Takes the inertia of the current pass from the sum of squares of all values.
   *
   * @param squares Σ ‖x‖², exactly
   * @return the inertia, or NaN if it is not certain enough and must be measured
   */
  public double ofSquares(double squares, C[] centroids) {
    origin = null;
    Collections.fill(measuredAt, null);
    Arrays.fill(gains, Gain.NONE);
    anchored = true;
    total = squares;
    rest = 0;
    error = 0;
    return follow(centroids);
  }

  private void add(double value) {
    double sum = total + value;
    double back = sum - total;
    rest += (total - (sum - back)) + (value - back);
    total = sum;
  }

  /**
   * Returns Σ w‖x − μ‖² / Σ w about the mean μ of the rows, their variance in all columns together.
   *
   * @param inertia that of the current pass, which was followed or anchored
   * @return the sum of the columns' variances
   */
  public double variance(double inertia) {
    int k = gains.length;
    double[] mean = mean(k);
    double[] parts = new double[k];
    workers.run(
        k,
        (j, worker) -> {
          C centroid = measuredAt.get(j);
          if (centroid != null && sums.heavyRows(j) > 0) {
            parts[j] = gainOf(j, centroid, mean, worker).value;
          }
        });
    double scatter = inertia;
    double weight = 0;
    for (int j = 0; j < k; j++) {
      if (sums.heavyRows(j) > 0) {
        scatter += parts[j];
        weight += sums.weight(j).value();
      }
    }
    return scatter / weight;
  }

  /**
   * Returns by how much the inertia falls, for the same labels, when centroids move to the means of
   * their clusters: Σ W‖c − mean‖².
   *
   * @param movesSq the squared move of each centroid to its mean
   * @return about that sum
   */
  public double gain(double[] movesSq) {
    double gain = 0;
    for (int j = 0; j < movesSq.length; j++) {
      if (movesSq[j] > 0 && sums.heavyRows(j) > 0) {
        gain += sums.weight(j).value() * movesSq[j];
      }
    }
    return gain;
  }

  /** The mean of all rows, about. */
  private double[] mean(int k) {
    double weight = 0;
    double[] mean = new double[d];
    double[] high = new double[d];
    double[] low = new double[d];
    for (int j = 0; j < k; j++) {
      if (sums.heavyRows(j) > 0) {
        sums.pairs(j, high, low);
        weight += sums.weight(j).value();
        for (int c = 0; c < d; c++) {
          mean[c] += high[c];
        }
      }
    }
    for (int c = 0; c < d; c++) {
      double m = mean[c] / weight;
      mean[c] = Double.isFinite(m) ? m : 0;
    }
    return mean;
  }

  private Gain gainOf(int j, C centroid, int worker) {
    return sums.heavyRows(j) == 0 ? Gain.NONE : gainOf(j, centroid, origin, worker);
  }

  private Gain gainOf(int j, C centroid, double @Nullable [] mu, int worker) {
    if (upper[worker] == null) {
      upper[worker] = new double[d];
      lower[worker] = new double[d];
    }
    if (mu == null) {
      return gainsAboutZero.of(j, centroid, upper[worker], lower[worker]);
    }
    Divisor weight = sums.weight(j);
    sums.pairs(j, upper[worker], lower[worker]);
    double[] values = dense.apply(centroid);
    return gain(values, mu, upper[worker], lower[worker], weight.value(), weight.rest());
  }

  /** G about 0: ⟨c, 2S − Wc⟩. */
  private static Gain gain(
      double[] centroid, double[] high, double[] low, double weight, double weightRest) {
    double sum = 0;
    double left = 0;
    double size = 0;
    for (int c = 0; c < centroid.length; c++) {
      double g = centroid[c];
      if (g == 0) { // most columns of sparse rows; the product is 0
        continue;
      }
      double twice = 2 * high[c];
      double moved = weight * g;
      // 2S − Wc as a pair.
      double e = twice - moved;
      double back = e - twice;
      double eRest =
          ((twice - (e - back)) - (moved + back))
              + (2 * low[c] - Math.fma(weight, g, -moved) - weightRest * g);
      double term = g * e;
      double next = sum + term;
      back = next - sum;
      left += ((sum - (next - back)) + (term - back)) + (Math.fma(g, e, -term) + g * eRest);
      sum = next;
      size += Math.abs(g) * (Math.abs(twice) + Math.abs(moved));
    }
    return new Gain(sum, left, size);
  }

  /** G about μ. */
  private static Gain gain(
      double[] centroid,
      double[] origin,
      double[] high,
      double[] low,
      double weight,
      double weightRest) {
    double sum = 0;
    double left = 0;
    double size = 0;
    for (int c = 0; c < centroid.length; c++) {
      double mu = origin[c];
      // c − μ as a pair.
      double g = centroid[c] - mu;
      double back = g - centroid[c];
      double gRest = (centroid[c] - (g - back)) - (mu + back);
      // S − Wμ as a pair.
      double product = weight * mu;
      double s = high[c] - product;
      back = s - high[c];
      double sRest =
          ((high[c] - (s - back)) - (product + back))
              + (low[c] - Math.fma(weight, mu, -product) - weightRest * mu);
      // 2(S − Wμ) − W(c − μ) as a pair.
      double moved = weight * g;
      double e = 2 * s - moved;
      back = e - 2 * s;
      double eRest =
          ((2 * s - (e - back)) - (moved + back))
              + (2 * sRest - Math.fma(weight, g, -moved) - weightRest * g - weight * gRest);
      double term = g * e;
      double next = sum + term;
      back = next - sum;
      left +=
          ((sum - (next - back)) + (term - back)) + (Math.fma(g, e, -term) + g * eRest + gRest * e);
      sum = next;
      size +=
          Math.abs(g)
              * (2 * Math.abs(high[c]) + 2 * Math.abs(product) + 2 * Math.abs(s) + Math.abs(moved));
    }
    return new Gain(sum, left, size);
  }
}
