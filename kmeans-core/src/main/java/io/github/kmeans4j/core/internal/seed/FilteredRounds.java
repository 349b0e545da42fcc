package io.github.kmeans4j.core.internal.seed;

import io.github.kmeans4j.DistanceMetric;
import io.github.kmeans4j.core.internal.choice.CenterChoice;
import io.github.kmeans4j.core.internal.choice.ChosenCenters;
import io.github.kmeans4j.core.internal.work.Workers;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The choice of centers among rows of any number of columns, by any metric. Of Euclidean rows most
 * need not be measured from a candidate: a {@link ProjectionFilter} or the triangle inequality
 * shows it. Those that are nearer to a candidate than to their centers are listed; what the lists
 * of the chosen one say is done.
 *
 * <p>Not thread-safe.
 */
final class FilteredRounds implements CenterChoice {
  /** Centers that are chosen at once at most. */
  static final int BATCH = 64;

  private final ChosenCenters centers;
  private final DistanceMetric metric;
  private final @Nullable ProjectionFilter filter;
  private final Workers workers;

  /** Of each chunk of rows, what the last candidates were nearer to; none before the first ones. */
  private final Improvements[] improvements;

  FilteredRounds(
      ChosenCenters centers,
      DistanceMetric metric,
      @Nullable ProjectionFilter filter,
      Workers workers) {
    this.centers = centers;
    this.metric = metric;
    this.filter = filter;
    this.workers = workers;
    this.improvements = new Improvements[centers.chunks.count()];
    Arrays.setAll(improvements, chunk -> new Improvements(centers));
  }

  @Override
  public void chooseBest(int[] candidates) {
    if (candidates.length == 1) {
      choose(candidates[0]);
      return;
    }
    CandidateRound round = round(candidates);
    round.run(
        scan -> {
          Improvements found = improvements[scan.chunk];
          found.restart(candidates.length);
          scan.measure(found);
        });
    double[][] drops = new double[improvements.length][];
    Arrays.setAll(drops, chunk -> improvements[chunk].drops);
    int best = ChosenCenters.best(drops, candidates.length);
    for (Improvements part : improvements) {
      part.apply(best);
    }
    centers.add(candidates[best], round.values[best]);
    for (int chunk = 0; chunk < improvements.length; chunk++) {
      if (improvements[chunk].counts[best] > 0 || chunk == centers.chunks.of(candidates[best])) {
        centers.sumPotential(chunk);
      }
    }
  }

  private void choose(int row) {
    CandidateRound round = round(new int[] {row});
    round.run(scan -> scan.measure(this::take));
    centers.add(row, round.values[0]);
    for (int chunk = 0; chunk < centers.chunks.count(); chunk++) {
      centers.sumPotential(chunk);
    }
  }

  @Override
  public void chooseAll(int[] rows) {
    for (int from = 0; from < rows.length; from += BATCH) {
      CandidateRound round =
          round(Arrays.copyOfRange(rows, from, Math.min(rows.length, from + BATCH)));
      round.run(scan -> scan.measure(this::improve));
      for (int t = 0; t < round.candidates.length; t++) {
        centers.add(round.candidates[t], round.values[t]);
      }
    }
    for (int chunk = 0; chunk < centers.chunks.count(); chunk++) {
      centers.sumPotential(chunk);
    }
  }

  private CandidateRound round(int[] candidates) {
    return new CandidateRound(centers, metric, filter, workers, candidates);
  }

  private void take(int row, int candidate, double loss) {
    centers.losses[row] = loss;
    centers.nearest()[row] = centers.count() + candidate;
  }

  private void improve(int row, int candidate, double loss) {
    if (loss < centers.losses[row]) { // a candidate before this one may have been nearer
      take(row, candidate, loss);
    }
  }
}
