/**
 * Initial centroids: the draws of k-means++ and k-means||, and what spares most of their distances.
 * Rows and a source of random numbers come in, chosen rows go out; the same rows whatever the
 * kernel and the number of threads. Uses the subspace of the room {@code project}. Read {@code
 * SquaredDistanceSampling} first.
 */
@NullMarked
package io.github.kmeans4j.core.internal.seed;

import org.jspecify.annotations.NullMarked;
