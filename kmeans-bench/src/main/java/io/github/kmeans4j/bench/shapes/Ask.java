package io.github.kmeans4j.bench.shapes;

import org.jspecify.annotations.Nullable;

/**
 * One run asked for.
 *
 * @param mode what to do
 * @param k number of clusters
 * @param passes of a full fit, at most
 * @param start rows to start from, where that is given
 * @param seed of the random numbers, where there are any
 * @param target inertia to be reached by mini-batches; null for none
 * @param algorithm of a peer; null for ours
 * @param precision of a peer's rows; null for ours
 */
record Ask(
    Mode mode,
    int k,
    int passes,
    int[] start,
    long seed,
    @Nullable Double target,
    @Nullable String algorithm,
    @Nullable String precision) {

  /** Asks ours. */
  static Ask ours(Mode mode, Case c, int[] start, long seed, @Nullable Double target) {
    return new Ask(mode, c.k(), c.passes(), start, seed, target, null, null);
  }

  /** Asks a peer. */
  Ask of(String peersAlgorithm, String peersPrecision) {
    return new Ask(mode, k, passes, start, seed, target, peersAlgorithm, peersPrecision);
  }
}
