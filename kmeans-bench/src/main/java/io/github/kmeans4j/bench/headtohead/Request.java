package io.github.kmeans4j.bench.headtohead;

/**
 * One run asked for.
 *
 * @param task what to do
 * @param k number of clusters
 * @param rows how many of the first rows to take
 * @param seed of the random numbers, where there are any
 */
record Request(Task task, int k, int rows, long seed) {}
