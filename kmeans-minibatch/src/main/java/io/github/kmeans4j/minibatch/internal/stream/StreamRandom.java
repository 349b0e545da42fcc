package io.github.kmeans4j.minibatch.internal.stream;

import java.util.SplittableRandom;

/**
 * The independent sources of random numbers of a fit over a stream. One class makes them, so that
 * batches learned one by one and batches read from a source draw the same numbers.
 *
 * @param initialization for the initial centroids
 * @param step for the steps, can be saved
 * @param order for the order in which rows are read
 * @param sample for the rows that the initial centroids are chosen from
 */
public record StreamRandom(
    SplittableRandom initialization,
    ResumableRandom step,
    SplittableRandom order,
    SplittableRandom sample) {

  public static StreamRandom of(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    SplittableRandom initialization = random.split();
    return new StreamRandom(
        initialization, new ResumableRandom(random.nextLong()), random.split(), random.split());
  }
}
