/**
 * Arithmetic of the measures of a clustering: distances of all pairs and what silhouettes make of
 * them, lengths at the ends of double's range, sums that never round. Read {@link
 * io.github.kmeans4j.core.internal.measure.Silhouettes} first. Uses no other room but {@code work}.
 */
@NullMarked
package io.github.kmeans4j.core.internal.measure;

import org.jspecify.annotations.NullMarked;
