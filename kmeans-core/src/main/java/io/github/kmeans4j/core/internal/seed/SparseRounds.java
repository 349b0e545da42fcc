package io.github.kmeans4j.core.internal.seed;

import io.github.kmeans4j.core.internal.choice.CenterChoice;
import io.github.kmeans4j.core.internal.choice.ChosenCenters;
import io.github.kmeans4j.core.internal.rows.SparseRows;
import io.github.kmeans4j.core.internal.work.ArrayLength;
import io.github.kmeans4j.core.internal.work.Chunks;
import io.github.kmeans4j.core.internal.work.Workers;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The choice of centers among sparse rows. A candidate shares no column with most rows, and is ‖x‖²
 * + ‖c‖² from those; of the others a pass over the column numbers finds what they share. So what
 * candidates lower is known nearly, and the rows that the chosen one is nearer to, but for what
 * rounding leaves open; these alone are measured by the definition.
 *
 * <pre>
 * Let s = ‖x‖² + ‖c‖² − 2⟨x, c⟩ as it is computed here, m the most values that a row stores. Each of the
 * three is a sum of at most m products in double, off by m2⁻⁵³ of the sum of their magnitudes, which is at most
 * ‖x‖², ‖c‖² and (‖x‖² + ‖c‖²)/2; the definition sums up at most 2m squares of rounded differences, off by
 * (2m + 3)2⁻⁵³ of at most 2(‖x‖² + ‖c‖²). So both are within e = (4m + 16)2⁻⁵³ · 2(‖x‖² + ‖c‖²) of each
 * other, and some 2⁻¹⁰⁶⁰ where products underflow. Of whole numbers that are small enough, e = 0.
 * What a candidate lowers, Σ w max(0, loss − distance), is then off by no more than Σ we, and by n2⁻⁵² of
 * itself, as each way to add up n numbers that are not negative is off by less than half of that. Candidates
 * that differ by less are measured.
 * </pre>
 *
 * <p>Memory: 8 bytes and a bit a row, and 4 bytes a column. Not thread-safe.
 */
final class SparseRounds implements CenterChoice {
  /** Candidates that are compared with a row at once at most. */
  private static final int BATCH = Long.SIZE;

  /** Candidates whose products are written out in the loop over them, which is a short one. */
  static final int AT_ONCE = 4;

  final SparseRows rows;
  final ChosenCenters centers;
  private final Workers workers;
  private final boolean eightfold;
  final double[] normsSq;

  /** e is this much of ‖x‖² + ‖c‖², and {@link #tiny}. */
  final double error;

  /** 1 less that. */
  final double below;

  final double tiny;

  /** Σ w‖x‖² and Σ w. */
  private final double normsTotal;

  private final double weightsTotal;

  /** Rows that the last candidates may be nearer to than all centers, 64 rows a number. */
  final long[] open;

  /** Of each column its place among those of the candidates at hand, from 1; 0 if it has none. */
  final int[] places;

  /**
   * Prepares the choice.
   *
   * @param rows the rows of the centers
   * @param exact whether sums of squares are exact, in any order
   * @param eightfold whether losses are added up as those of few dense rows are, in eight partial
   *     sums, so that the same rows are drawn
   */
  SparseRounds(
      SparseRows rows, boolean exact, boolean eightfold, ChosenCenters centers, Workers workers) {
    this.rows = rows;
    this.eightfold = eightfold;
    this.centers = centers;
    this.workers = workers;
    this.normsSq = new double[rows.n];
    this.places = new int[rows.d];
    this.open = new long[Chunks.count(rows.n, Long.SIZE)];
    Chunks chunks = centers.chunks;
    workers.run(chunks.count(), (chunk, worker) -> measureNorms(chunk));
    int most = 0;
    double norms = 0;
    double weights = 0;
    for (int i = 0; i < rows.n; i++) {
      most = Math.max(most, rows.to(i) - rows.from(i));
      norms += centers.weight(i) * normsSq[i];
      weights += centers.weight(i);
    }
    boolean none = exact && rows.n >= 4; // squares of differences are four times as large
    this.error = none ? 0 : 2 * (4.0 * most + 16) * 0x1p-53;
    this.below = 1 - error;
    this.tiny = none ? 0 : (most + 1) * 0x1p-1060;
    this.normsTotal = norms * (1 + 1e-6);
    this.weightsTotal = weights * (1 + 1e-6);
  }

  private void measureNorms(int chunk) {
    for (int i = centers.chunks.first(chunk); i < centers.chunks.end(chunk); i++) {
      double sum = 0;
      int to = rows.to(i);
      for (int p = rows.from(i); p < to; p++) {
        sum += rows.value(p) * rows.value(p);
      }
      normsSq[i] = sum;
    }
  }

  @Override
  public void chooseBest(int[] candidates) {
    int best = candidates.length == 1 ? candidates[0] : best(candidates);
    if (candidates.length == 1) {
      Arrays.fill(open, -1L);
    }
    boolean[] lowered = lower(new int[] {best});
    add(best);
    for (int chunk = 0; chunk < lowered.length; chunk++) {
      if (lowered[chunk] || chunk == centers.chunks.of(best)) {
        sumPotential(chunk);
      }
    }
  }

  @Override
  public void chooseAll(int[] candidates) {
    for (int from = 0; from < candidates.length; from += BATCH) {
      int[] some = Arrays.copyOfRange(candidates, from, Math.min(candidates.length, from + BATCH));
      Arrays.fill(open, -1L);
      lower(some);
      for (int row : some) {
        add(row);
      }
    }
    for (int chunk = 0; chunk < centers.chunks.count(); chunk++) {
      sumPotential(chunk);
    }
  }

  private void sumPotential(int chunk) {
    if (eightfold) {
      int from = centers.chunks.first(chunk);
      double[] nothing = new double[centers.chunks.end(chunk) - from];
      double potential = rows.kernel.drop(centers.losses, from, nothing, nothing.length);
      centers.setPotential(chunk, potential);
    } else {
      centers.sumPotential(chunk);
    }
  }

  private void add(int row) {
    double[] values = new double[rows.d];
    rows.copy(row, values);
    centers.add(row, values);
  }

  /** The candidate that lowers the potential most, the first on ties. */
  private int best(int[] candidates) {
    double[] about = new double[candidates.length];
    Arrays.fill(open, 0);
    for (int from = 0; from < candidates.length; from += BATCH) {
      int[] some = Arrays.copyOfRange(candidates, from, Math.min(candidates.length, from + BATCH));
      double[][] drops = new double[centers.chunks.count()][some.length];
      run(some, (chunk, scan) -> scan.addDrops(chunk, drops[chunk]));
      for (double[] part : drops) {
        for (int t = 0; t < some.length; t++) {
          about[from + t] += part[t];
        }
      }
    }
    double most = Double.NEGATIVE_INFINITY;
    for (int t = 0; t < about.length; t++) {
      most = Math.max(most, about[t] - dropError(candidates[t], about[t]));
    }
    int[] contenders = new int[candidates.length];
    int count = 0;
    for (int t = 0; t < about.length; t++) {
      if (!(about[t] + dropError(candidates[t], about[t]) < most)) {
        contenders[count++] = candidates[t];
      }
    }
    return count == 1 ? contenders[0] : measuredBest(Arrays.copyOf(contenders, count));
  }

  private double dropError(int candidate, double drop) {
    return error * (normsTotal + weightsTotal * normsSq[candidate])
        + weightsTotal * tiny
        + (rows.n + 64) * 0x1p-52 * drop;
  }

  /** The same for candidates that are too near each other, by the definition. */
  private int measuredBest(int[] candidates) {
    double[][] drops = new double[centers.chunks.count()][candidates.length];
    for (int from = 0; from < candidates.length; from += BATCH) {
      int first = from;
      int[] some = Arrays.copyOfRange(candidates, from, Math.min(candidates.length, from + BATCH));
      run(some, (chunk, scan) -> measureDrops(chunk, scan, drops[chunk], first));
    }
    return candidates[ChosenCenters.best(drops, candidates.length)];
  }

  private void measureDrops(int chunk, SparseProducts scan, double[] drops, int first) {
    int from = centers.chunks.first(chunk);
    double[][] terms = new double[scan.count()][centers.chunks.end(chunk) - from];
    scan.measure(
        chunk,
        (row, t, loss) ->
            terms[t][row - from] = centers.weight(row) * (centers.losses[row] - loss));
    for (int t = 0; t < terms.length; t++) {
      double[] nothing = new double[terms[t].length];
      double sum = 0;
      for (double term : terms[t]) {
        sum += term;
      }
      drops[first + t] = eightfold ? rows.kernel.drop(terms[t], 0, nothing, nothing.length) : sum;
    }
  }

  /** Lowers the losses to those to new centers; tells of each chunk whether there were any. */
  private boolean[] lower(int[] candidates) {
    if (centers.count() == 0) {
      Arrays.fill(centers.losses, Double.POSITIVE_INFINITY);
    }
    boolean[] lowered = new boolean[centers.chunks.count()];
    int[] nearest = centers.nearest();
    run(
        candidates,
        (chunk, scan) ->
            scan.measure(
                chunk,
                (row, t, loss) -> {
                  centers.losses[row] = loss;
                  nearest[row] = centers.count() + t;
                  lowered[chunk] = true;
                }));
    return lowered;
  }

  private void run(int[] candidates, Task task) {
    double[] table = table(candidates);
    @Nullable SparseProducts[] scans = new SparseProducts[workers.threads()];
    workers.run(
        centers.chunks.count(),
        (chunk, worker) -> {
          SparseProducts scan = scans[worker];
          if (scan == null) {
            scan = new SparseProducts(this, candidates, table);
            scans[worker] = scan;
          }
          task.run(chunk, scan);
        });
    for (int row : candidates) {
      for (int p = rows.from(row); p < rows.to(row); p++) {
        places[rows.columns[p]] = 0;
      }
    }
  }

  /**
   * Gives the columns of candidates places, and their values: (place, candidate), as many of them
   * as are multiplied at once.
   */
  private double[] table(int[] candidates) {
    int width = Chunks.count(candidates.length, AT_ONCE) * AT_ONCE;
    int count = 0;
    for (int row : candidates) {
      for (int p = rows.from(row); p < rows.to(row); p++) {
        int column = rows.columns[p];
        if (places[column] == 0) {
          places[column] = ++count;
        }
      }
    }
    double[] table = new double[ArrayLength.of("columns of candidates", count + 1, width)];
    for (int t = 0; t < candidates.length; t++) {
      for (int p = rows.from(candidates[t]); p < rows.to(candidates[t]); p++) {
        table[places[rows.columns[p]] * width + t] = rows.value(p);
      }
    }
    return table;
  }

  @FunctionalInterface
  private interface Task {
    void run(int chunk, SparseProducts scan);
  }
}
