package io.github.kmeans4j.bench.sparse;

/**
 * One run asked for.
 *
 * @param mode what to do
 * @param k number of clusters
 * @param passes at most
 * @param seed of what is drawn
 * @param algorithm of the peer
 */
record Ask(Mode mode, int k, int passes, int seed, String algorithm) {}
