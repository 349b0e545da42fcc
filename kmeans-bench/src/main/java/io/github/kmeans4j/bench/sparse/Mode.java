package io.github.kmeans4j.bench.sparse;

/** What is timed. */
enum Mode {
  /** 30 passes at most from the first K rows. */
  PASSES,
  /** To the fixed point from the first K rows. */
  FIXPOINT,
  /** The default fit, its seeding included. */
  DEFAULT,
  /** The default fit by mini-batches. */
  MINIBATCH;

  static final int FEW_PASSES = 30;
  static final int MANY_PASSES = 1000;

  int passes() {
    return this == PASSES ? FEW_PASSES : MANY_PASSES;
  }

  /** Whether both sides begin alike. */
  boolean isAlike() {
    return this == PASSES || this == FIXPOINT;
  }
}
