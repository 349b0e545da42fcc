package io.github.kmeans4j.core.internal.work;

import java.util.Arrays;

/**
 * Sorts numbers into buckets, those of one bucket in the order they came: a pass that counts, then
 * a pass that places. Both must bring the same buckets in the same order. Keeps its memory for the
 * next sort; not thread-safe, but several threads may read what is sorted.
 */
public final class CountingSort {
  /** At b + 1, while placing, where the next number of bucket b goes; at the end, where it ends. */
  private final int[] ends;

  private int[] items = new int[0];

  /**
   * Prepares it.
   *
   * @param buckets how many, at least 1
   */
  public CountingSort(int buckets) {
    this.ends = new int[buckets + 2];
  }

  /** Begins a sort: from now on the numbers are counted. */
  public void begin() {
    Arrays.fill(ends, 0);
  }

  /**
   * Counts a number.
   *
   * @param bucket where it belongs
   */
  public void count(int bucket) {
    ends[bucket + 2]++;
  }

  /** Ends the counting and gives each bucket its room: from now on the numbers are placed. */
  public void allocate() {
    for (int b = 2; b < ends.length; b++) {
      ends[b] += ends[b - 1];
    }
    if (items.length < ends[ends.length - 1]) {
      items = new int[ends[ends.length - 1]];
    }
  }

  /**
   * Places a number.
   *
   * @param bucket where it belongs
   * @param item the number
   */
  public void place(int bucket, int item) {
    items[ends[bucket + 1]++] = item;
  }

  /**
   * Returns where a bucket begins, after all are placed.
   *
   * @param bucket which
   * @return the index of its first number
   */
  public int first(int bucket) {
    return ends[bucket];
  }

  /**
   * Returns where a bucket ends, after all are placed.
   *
   * @param bucket which
   * @return the index behind its last number
   */
  public int end(int bucket) {
    return ends[bucket + 1];
  }

  /**
   * Returns how many numbers a bucket has, after all are placed.
   *
   * @param bucket which
   * @return at least 0
   */
  public int size(int bucket) {
    return end(bucket) - first(bucket);
  }

  /**
   * Returns the sorted numbers.
   *
   * @return live, valid until the next sort; may be longer than what is sorted
   */
  public int[] items() {
    return items;
  }
}
