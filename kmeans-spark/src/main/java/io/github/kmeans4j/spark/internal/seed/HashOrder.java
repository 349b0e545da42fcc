package io.github.kmeans4j.spark.internal.seed;

import io.github.kmeans4j.spark.internal.rows.BlockRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Draws rows by their shares as if all stood in one line, in the order of their hashes: which row a
 * point of the line belongs to does not depend on where the row is kept. The line itself is never
 * made: sums of buckets of hashes tell in which buckets the points are, and only the rows of those
 * are asked for.
 */
final class HashOrder {
  /** About so many rows a bucket. */
  private static final int ROWS_PER_BUCKET_BITS = 4;

  private static final int MOST_BITS = 16;

  private final BlockRows rows;
  private final int bits;

  HashOrder(BlockRows rows) {
    this.rows = rows;
    int log = Long.SIZE - Long.numberOfLeadingZeros(rows.facts().rows());
    this.bits = Math.max(1, Math.min(MOST_BITS, log - ROWS_PER_BUCKET_BITS));
  }

  /**
   * Draws rows.
   *
   * @param points makes points of the line, given its length; each in 0..length − 1
   * @return the rows that they belong to, in the order of their hashes; a row, or rows that are
   *     equal, as often as it was met
   */
  List<double[]> draw(Candidates candidates, Share share, LongFunction<long[]> points) {
    long[] sums = known(rows.ask(new BucketSums(candidates, share, bits)));
    long total = 0;
    for (long sum : sums) {
      total += sum;
    }
    long[] drawn = points.apply(total);
    Arrays.sort(drawn);
    BitSet buckets = new BitSet();
    long[] within = new long[drawn.length];
    int[] bucketOf = new int[drawn.length];
    long before = 0;
    int bucket = 0;
    for (int i = 0; i < drawn.length; i++) {
      while (drawn[i] - before >= sums[bucket]) {
        before += sums[bucket++];
      }
      buckets.set(bucket);
      bucketOf[i] = bucket;
      within[i] = drawn[i] - before;
    }
    TreeMap<RowKey, Long> shares =
        known(rows.ask(new BucketRows(candidates, share, bits, buckets)));
    List<RowKey> keys = keys(shares, bucketOf, within);
    HashMap<RowKey, double[]> values =
        known(rows.ask(new RowsOfKeys(candidates, new HashSet<>(keys))));
    List<double[]> found = new ArrayList<>();
    for (RowKey key : keys) {
      found.add(known(values.get(key)));
    }
    return found;
  }

  private List<RowKey> keys(TreeMap<RowKey, Long> shares, int[] bucketOf, long[] within) {
    List<RowKey> keys = new ArrayList<>();
    int at = 0;
    int bucket = -1;
    long before = 0;
    for (Map.Entry<RowKey, Long> row : shares.entrySet()) {
      int own = BucketSums.bucket(row.getKey().high(), bits);
      if (own != bucket) {
        bucket = own;
        before = 0;
      }
      long end = before + row.getValue();
      while (at < within.length && bucketOf[at] == own && within[at] < end) {
        keys.add(row.getKey());
        at++;
      }
      before = end;
    }
    return keys;
  }

  private static <T> T known(@Nullable T answer) {
    if (answer == null) {
      throw new IllegalStateException("rows vanished while they were drawn");
    }
    return answer;
  }
}
