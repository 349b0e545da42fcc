/**
 * Rows by their directions, for the cosine distance: what lets the Euclidean engine serve spherical
 * k-means.
 */
@NullMarked
package io.github.kmeans4j.core.internal.directions;

import org.jspecify.annotations.NullMarked;
