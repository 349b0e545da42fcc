package io.github.kmeans4j.spark.internal.seed;

import io.github.kmeans4j.spark.internal.rows.BlockTask;
import io.github.kmeans4j.spark.internal.rows.RowBlock;
import java.util.BitSet;
import java.util.TreeMap;

/** The shares of the rows in some buckets, equal rows together, in the order of their hashes. */
final class BucketRows implements BlockTask<TreeMap<RowKey, Long>> {
  private static final long serialVersionUID = 1;

  private final Candidates candidates;
  private final Share share;
  private final int bits;
  private final BitSet buckets;

  BucketRows(Candidates candidates, Share share, int bits, BitSet buckets) {
    this.candidates = candidates;
    this.share = share;
    this.bits = bits;
    this.buckets = buckets;
  }

  @Override
  public TreeMap<RowKey, Long> run(RowBlock block) {
    SeedState state = SeedState.at(block, candidates);
    TreeMap<RowKey, Long> rows = new TreeMap<>();
    for (int i = 0; i < state.high.length; i++) {
      long own = share.of(block, state, i);
      if (own > 0 && buckets.get(BucketSums.bucket(state.high[i], bits))) {
        rows.merge(new RowKey(state.high[i], state.low[i]), own, Long::sum);
      }
    }
    block.put(state);
    return rows;
  }

  @Override
  public TreeMap<RowKey, Long> merge(TreeMap<RowKey, Long> one, TreeMap<RowKey, Long> other) {
    other.forEach((key, share) -> one.merge(key, share, Long::sum));
    return one;
  }
}
