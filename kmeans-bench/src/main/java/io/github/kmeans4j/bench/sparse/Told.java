package io.github.kmeans4j.bench.sparse;

/**
 * What one run gave.
 *
 * @param seconds how long it took
 * @param passes of assignment, or batches
 * @param inertia by its own centroids and labels, in double
 */
record Told(double seconds, int passes, double inertia) {}
