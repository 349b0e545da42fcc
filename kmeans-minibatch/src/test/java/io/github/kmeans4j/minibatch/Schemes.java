package io.github.kmeans4j.minibatch;

import java.util.stream.Stream;

/** The schemes, for tests of all or some of them. */
final class Schemes {
  private Schemes() {}

  static Stream<BatchScheme> all() {
    return Stream.concat(drawn(), Stream.of(BatchScheme.nested()));
  }

  static Stream<BatchScheme.Drawn> drawn() {
    return Stream.of(BatchScheme.classic(), BatchScheme.adaptive());
  }

  /** Nested batches have no patience. */
  static BatchScheme patient(BatchScheme scheme, int patience) {
    if (scheme instanceof BatchScheme.Classic classic) {
      return classic.withPatience(patience);
    }
    return scheme instanceof BatchScheme.Adaptive adaptive
        ? adaptive.withPatience(patience)
        : scheme;
  }

  /** Adaptive ones have no reassignment ratio. */
  static BatchScheme.Drawn neverReassigning(BatchScheme.Drawn scheme) {
    return scheme instanceof BatchScheme.Classic classic
        ? classic.withReassignmentRatio(0)
        : scheme;
  }
}
