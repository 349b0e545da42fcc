package io.github.kmeans4j.core.internal.project;

import io.github.kmeans4j.core.internal.assign.CentroidGroups;
import io.github.kmeans4j.core.internal.exact.Outward;
import io.github.kmeans4j.core.internal.exact.ScoredCentroids;
import io.github.kmeans4j.core.internal.exact.SinglePrecision;
import io.github.kmeans4j.core.internal.rows.Euclidean;
import io.github.kmeans4j.core.internal.work.Chunks;
import io.github.kmeans4j.core.internal.work.Workers;
import io.github.kmeans4j.internal.kernel.Bounds;
import org.jspecify.annotations.Nullable;

/**
 * By how much the gaps of a row can have shrunk since the last pass, a gap being how much farther,
 * in squared distance, the nearest other centroid of a group is than the row's own.
 *
 * <pre>
 * With z the row, β → β + b its centroid's move, γ → γ + c that of another one, the gap changes by
 *     −2⟨z,c⟩ + (‖γ + c‖² − ‖γ‖²) + 2⟨z,b⟩ − (‖β + b‖² − ‖β‖²)
 *         ≥ −[2ζ‖c‖ − Δ‖γ‖²] − [2ζ‖b‖ + Δ‖β‖²],     ζ ≥ ‖z‖.
 * Which centroid of a group has the largest first bracket depends on ζ alone. So a table, by ζ rounded up to one
 * of a few lengths, has the largest of each group; and the second largest, for rows whose own centroid has the
 * largest.
 * These are the bounds of Hamerly (2010, doi:10.1137/1.9781611972801.12) and Yinyang (Ding et al. 2015, PMLR
 * 37) for differences of squared distances: coordinates prove more about those than about distances themselves,
 * and the norms of centroids are known exactly.
 * </pre>
 *
 * <p>In the scaled units of {@link SinglePrecision}. Not thread-safe but for {@link #lower}.
 */
public final class GapDrift {
  /** Lengths of rows for which drifts are tabulated. */
  private static final int STEPS = 64;

  private final int k;
  private final CentroidGroups groups;

  /** (length, group): the largest drift by a centroid, which one's, and the second largest. */
  private final float[] worst;

  private final int[] worstAt;
  private final float[] second;

  /** (centroid, length): the drift by the move of a row's own centroid. */
  private final float[] own;

  /** How far each centroid moved, rounded up, and by how much its squared norm grew. */
  private final double[] moves;

  private final double[] changesSq;

  /** How far each centroid has moved outside the subspace, summed up over all passes. */
  final double[] strays;

  private float stepsPerUnit;
  private double @Nullable [][] previous;
  private double[] previousNormsSq = {};
  private float[] previousCoordinates = {};
  private double previousLargestNorm;

  /**
   * Tells whether there are arrays for the drifts of so many centroids.
   *
   * @param k number of centroids
   * @return false if they must be assigned without
   */
  public static boolean fits(int k) {
    return (long) k * (STEPS + 1) <= Chunks.LARGEST_ARRAY;
  }

  GapDrift(int k, CentroidGroups groups) {
    this.k = k;
    this.groups = groups;
    this.worst = new float[(STEPS + 1) * groups.count];
    this.worstAt = new int[(STEPS + 1) * groups.count];
    this.second = new float[(STEPS + 1) * groups.count];
    this.own = new float[k * (STEPS + 1)];
    this.moves = new double[k];
    this.changesSq = new double[k];
    this.strays = new double[k];
  }

  /**
   * Compares the centroids with those of the last call, which it keeps a reference to.
   *
   * @param longest an upper bound of ‖z‖ over all rows
   * @param coordinates of the centroids, k × size of the projection; kept until the next call
   */
  void measure(
      ScoredCentroids centroids,
      double longest,
      double scale,
      float[] coordinates,
      Projection projection,
      Workers workers) {
    double[][] before = previous;
    double[] normsSq = centroids.exactNormsSq;
    if (before != null) {
      double largestNorm = Math.max(centroids.largestNorm, previousLargestNorm);
      double relative = centroids.exact[0].length * 0x1p-50;
      workers.run(
          k,
          (j, worker) -> {
            double moveSq = Euclidean.squaredFast(centroids.exact[j], before[j]);
            boolean still = moveSq == 0 && !Euclidean.differ(centroids.exact[j], before[j]);
            moves[j] = still ? 0 : Math.sqrt(moveSq) * scale * (1 + 1e-9) + Float.MIN_NORMAL;
            changesSq[j] = still ? 0 : normsSq[j] - previousNormsSq[j];
            strays[j] +=
                projection.stray(moves[j], coordinates, previousCoordinates, j, largestNorm);
          });
      stepsPerUnit = (float) ((STEPS - 1) / longest * (1 - 1e-6));
      double[] rounding = new double[k];
      for (int j = 0; j < k; j++) {
        rounding[j] = moves[j] == 0 ? 0 : relative * (normsSq[j] + previousNormsSq[j]);
      }
      workers.run(
          STEPS + 1,
          (step, worker) -> fill(step, 2 * longest * (step + 0.01) / (STEPS - 1), rounding));
    }
    previous = centroids.exact;
    previousNormsSq = normsSq;
    previousCoordinates = coordinates;
    previousLargestNorm = centroids.largestNorm;
  }

  private void fill(int step, double twiceLength, double[] rounding) {
    for (int j = 0; j < k; j++) {
      own[j * (STEPS + 1) + step] =
          Outward.above(twiceLength * moves[j] + changesSq[j] + rounding[j]);
    }
    for (int g = 0; g < groups.count; g++) {
      double most = Double.NEGATIVE_INFINITY;
      double next = Double.NEGATIVE_INFINITY;
      int mostAt = -1;
      for (int p = g * groups.width; p < Math.min(k, (g + 1) * groups.width); p++) {
        int j = groups.order[p];
        double drift = twiceLength * moves[j] - changesSq[j] + rounding[j];
        if (!(drift <= most)) {
          next = most;
          most = drift;
          mostAt = j;
        } else {
          next = Math.max(next, drift);
        }
      }
      int at = step * groups.count + g;
      worst[at] = Outward.above(most);
      worstAt[at] = mostAt;
      // A group of one has no second largest: −∞, which must not be rounded.
      second[at] = next == Double.NEGATIVE_INFINITY ? (float) next : Outward.above(next);
    }
  }

  /**
   * Lowers the gaps of a row.
   *
   * @param gaps receives them
   * @param at index of the row's first gap
   * @param length at least ‖z‖
   * @param limit what the lowered gaps are compared with
   * @return a bit for each group, set unless its gap exceeds the limit
   */
  long lower(Bounds bounds, float[] gaps, int at, int label, float length, float limit) {
    int count = groups.count;
    int step = (int) (length * stepsPerUnit) + 1; // rounded up; the last step is one beyond the end
    int from = step * count;
    float common = own[label * (STEPS + 1) + step];
    if (count == 1) {
      float drift = (worstAt[step] == label ? second[step] : worst[step]) + common;
      float gap = gaps[at] - drift;
      gap -= (Math.abs(gap) + Math.abs(drift) + Math.abs(common)) * 0x1p-21f;
      gaps[at] = gap;
      return gap > limit ? 0 : 1;
    }
    int home = groups.of(label);
    float homeGap = gaps[at + home];
    long failing = bounds.lowerBounds(gaps, at, worst, from, common, count, limit);
    if (worstAt[from + home] == label) {
      failing &= ~(1L << home);
      if (second[from + home] == Float.NEGATIVE_INFINITY) {
        gaps[at + home] = Float.MAX_VALUE; // no other centroid is in the group
      } else {
        gaps[at + home] = homeGap;
        failing |=
            bounds.lowerBounds(gaps, at + home, second, from + home, common, 1, limit) << home;
      }
    }
    return failing;
  }
}
