package io.github.kmeans4j.minibatch.internal.batch;

import io.github.kmeans4j.core.internal.lloyd.FullPasses;

/**
 * The batches of one fit, by one of the schemes: which rows each holds, what is learned from it and
 * when there have been enough. Not thread-safe.
 */
public interface Batches {
  /**
   * What a batch told.
   *
   * @param rows how many it had
   * @param inertia theirs, weighted, to the centroids before
   * @param moved how many of them changed their label
   * @param shift the largest move of a centroid that followed
   */
  record Batch(int rows, double inertia, int moved, double shift) {}

  /** Whether the scheme has no use for another batch: what is left are passes over all rows. */
  boolean haveEnded();

  /** How many rows the next batch has. */
  int next();

  /** Learns from the next batch. */
  Batch learn();

  /** The centroids that the last batch was assigned to, k × d; not to be changed. */
  double[][] before();

  /** What the fit would return if this were the last batch, k × d; not to be changed. */
  double[][] centroids();

  /** A copy of the labels of the last batch. */
  int[] labels();

  /** How many distances between a row and a centroid the batches so far took. */
  double distances();

  /** Goes on with all rows. Called once, last. */
  FullPasses full();
}
