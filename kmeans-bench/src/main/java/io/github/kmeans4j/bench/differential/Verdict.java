package io.github.kmeans4j.bench.differential;

import java.util.List;

/**
 * What became of a problem.
 *
 * @param refused whether the fit was rightly refused at the door
 * @param relocated how many clusters were relocated
 * @param mismatches each kind once; none if all is well
 */
record Verdict(boolean refused, int relocated, List<Mismatch> mismatches) {
  static Verdict of(Mismatch mismatch) {
    return new Verdict(false, 0, List.of(mismatch));
  }

  boolean has(String kind) {
    return mismatches.stream().anyMatch(mismatch -> mismatch.kind().equals(kind));
  }
}
