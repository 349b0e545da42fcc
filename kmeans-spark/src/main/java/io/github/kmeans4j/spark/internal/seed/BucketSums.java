package io.github.kmeans4j.spark.internal.seed;

import io.github.kmeans4j.spark.internal.rows.BlockTask;
import io.github.kmeans4j.spark.internal.rows.RowBlock;

/** The shares of rows by the first bits of their hashes. */
final class BucketSums implements BlockTask<long[]> {
  private static final long serialVersionUID = 1;

  private final Candidates candidates;
  private final Share share;
  private final int bits;

  BucketSums(Candidates candidates, Share share, int bits) {
    this.candidates = candidates;
    this.share = share;
    this.bits = bits;
  }

  static int bucket(long high, int bits) {
    return (int) (high >>> Long.SIZE - bits);
  }

  @Override
  public long[] run(RowBlock block) {
    SeedState state = SeedState.at(block, candidates);
    long[] sums = new long[1 << bits];
    for (int i = 0; i < state.high.length; i++) {
      sums[bucket(state.high[i], bits)] += share.of(block, state, i);
    }
    block.put(state);
    return sums;
  }

  @Override
  public long[] merge(long[] one, long[] other) {
    for (int b = 0; b < one.length; b++) {
      one[b] += other[b];
    }
    return one;
  }

  @Override
  public long answerBytes() {
    return (long) Long.BYTES << bits;
  }
}
