/**
 * Finished centroids and rows that come later: labels, lists of the nearest, distances; what is
 * prepared of the centroids once. Stands on the rooms of a fit, none of which knows it. Read {@link
 * io.github.kmeans4j.core.internal.serve.EuclideanSearch} first.
 */
@NullMarked
package io.github.kmeans4j.core.internal.serve;

import org.jspecify.annotations.NullMarked;
