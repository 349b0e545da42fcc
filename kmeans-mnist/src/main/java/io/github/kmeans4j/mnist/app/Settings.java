package io.github.kmeans4j.mnist.app;

import java.util.List;

/**
 * What the chapters need to know of the command line.
 *
 * @param seed of all random numbers
 * @param threads of each fit
 * @param ks numbers of clusters of the mini-batch fits, ascending
 * @param quick whether to use only a part of the images
 */
record Settings(long seed, int threads, List<Integer> ks, boolean quick) {}
