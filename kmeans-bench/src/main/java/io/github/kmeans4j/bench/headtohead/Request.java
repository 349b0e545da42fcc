package io.github.kmeans4j.bench.headtohead;

/**
 * One run asked for.
 *
 * @param task what to do
 * @param k number of clusters
 * @param rows how many of the first rows to take
 * @param seed of the random numbers, where there are any
 * @param passes how many passes' worth of rows scikit-learn's mini-batches may have; 0 for its
 *     default
 * @param centroids whether scikit-learn's answer to a mini-batch fit is to have its centroids
 */
record Request(Task task, int k, int rows, long seed, int passes, boolean centroids) {

  /** A run of its default length. */
  Request(Task task, int k, int rows, long seed) {
    this(task, k, rows, seed, 0, false);
  }
}
