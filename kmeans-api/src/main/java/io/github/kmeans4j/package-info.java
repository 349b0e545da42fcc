/**
 * The types that users of kmeans4j compile against: {@link io.github.kmeans4j.Points} (the data),
 * {@link io.github.kmeans4j.Clusterer} (an algorithm with its options) and {@link
 * io.github.kmeans4j.Clustering} (its result), and the extension points {@link
 * io.github.kmeans4j.DistanceMetric}, {@link io.github.kmeans4j.Initializer}, {@link
 * io.github.kmeans4j.FitListener} and {@link io.github.kmeans4j.BlockSource}.
 *
 * <p>An immutable estimator holds options only; {@code fit} reads the data and returns an immutable
 * result. Shapes are written as {@code rows × columns}; <i>n</i> is the number of rows, <i>d</i>
 * the number of columns and <i>k</i> the number of clusters. Every class here is thread-safe unless
 * its documentation says otherwise.
 */
@NullMarked
package io.github.kmeans4j;

import org.jspecify.annotations.NullMarked;
