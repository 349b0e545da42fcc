/**
 * Mini-batch k-means, one estimator for each way in which rows come: {@link
 * io.github.kmeans4j.minibatch.MiniBatchKMeans} for data in memory, by one of three {@linkplain
 * io.github.kmeans4j.minibatch.BatchScheme schemes}; {@link
 * io.github.kmeans4j.minibatch.SourceKMeans} for a {@link io.github.kmeans4j.BlockSource} larger
 * than memory, by two of them; and {@link io.github.kmeans4j.minibatch.StreamKMeans}, which begins
 * a {@link io.github.kmeans4j.minibatch.StreamFitter} for batches as they come, which can be saved
 * and resumed.
 */
@NullMarked
package io.github.kmeans4j.minibatch;

import org.jspecify.annotations.NullMarked;
