package io.github.kmeans4j.bench.shapes;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What came of a case.
 *
 * @param played the case
 * @param all the contestants that ran
 */
record CaseResult(Case played, List<Runs> all) {

  /** Returns the peer with the least median, if there are any. */
  Optional<Runs> bestPeer() {
    return all.stream().filter(runs -> !runs.ours()).min(Comparator.comparing(Runs::median));
  }

  /** Returns how many times sooner than the best peer; not a number without a peer. */
  double ratio(Runs runs) {
    return bestPeer().map(best -> best.median() / runs.median()).orElse(Double.NaN);
  }

  /** Returns the same for the first call of a JVM. */
  double firstRatio(Runs runs) {
    return bestPeer().map(best -> best.median() / runs.firstCall()).orElse(Double.NaN);
  }

  /** Whatever the kernel and the JDK: the same labels and values after the same passes. */
  boolean oursAgree() {
    return all.stream()
            .filter(Runs::ours)
            .map(Runs::last)
            .map(told -> told.labelsCrc() + " " + told.passes() + " " + told.value())
            .distinct()
            .count()
        <= 1;
  }
}
