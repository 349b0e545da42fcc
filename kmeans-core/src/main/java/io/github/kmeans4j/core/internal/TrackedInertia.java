package io.github.kmeans4j.core.internal;

/**
 * The inertia of each pass without another look at the rows.
 *
 * <p>With S the sum and W the weight of a cluster, m = S/W, and c the centroid it was assigned to,
 *
 * <pre>
 * Σ w‖x − c‖² = Σ w‖x‖² − Σ ‖S‖²/W + Σ W‖c − m‖².
 * </pre>
 *
 * The first term never changes: it follows from the inertia of the first pass, by direct
 * differences. The second is kept in double-double, cluster by cluster, and so survives the
 * cancellation; the last is small. The result is off by some 10⁻¹⁵ of the first pass's inertia and
 * 10⁻³⁰ of Σ w‖x‖².
 */
final class TrackedInertia {
  private final CentroidSums sums;
  private final Workers workers;
  private final CompensatedSum[] explained;
  private final CompensatedSum total = new CompensatedSum();
  private boolean first = true;

  TrackedInertia(CentroidSums sums, int k, Workers workers) {
    this.sums = sums;
    this.workers = workers;
    this.explained = new CompensatedSum[k];
  }

  /** W‖c − S/W‖² of a cluster. */
  double shiftTerm(int j, double[] centroid) {
    return sums.shiftTerm(j, centroid);
  }

  /** Makes the next pass a first one again, because rows join it whose share is not known. */
  void restart() {
    first = true;
    total.clear();
  }

  boolean isFirst() {
    return first;
  }

  /**
   * Computes the inertia of a pass.
   *
   * @param direct the inertia by direct differences, read in the first pass only
   * @param meanShift Σ W‖c − m‖²
   */
  double of(double direct, double meanShift) {
    workers.run(
        explained.length,
        (j, worker) -> {
          if (first || sums.isTouched(j)) {
            explained[j] = sums.explained(j);
          }
        });
    if (first) {
      total.add(direct);
      for (CompensatedSum part : explained) {
        total.add(part);
      }
      total.add(-meanShift);
      first = false;
      return direct;
    }
    return inertia(meanShift);
  }

  /**
   * Computes the inertia of a pass from the sum of squares of all values, which must be exact.
   *
   * @param squares Σ ‖x‖²
   * @param meanShift Σ W‖c − m‖²
   */
  double ofSquares(double squares, double meanShift) {
    workers.run(explained.length, (j, worker) -> explained[j] = sums.explained(j));
    total.clear();
    total.add(squares);
    first = false;
    return inertia(meanShift);
  }

  private double inertia(double meanShift) {
    CompensatedSum inertia = new CompensatedSum();
    inertia.add(total);
    for (CompensatedSum part : explained) {
      inertia.subtract(part);
    }
    inertia.add(meanShift);
    return Math.max(0, inertia.value());
  }
}
