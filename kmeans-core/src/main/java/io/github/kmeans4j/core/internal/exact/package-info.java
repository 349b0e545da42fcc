/**
 * How single precision finds the labels of double: the rows as a kernel sees them with the analysis
 * of their errors, the scored centroids, and the decision of near-ties by the plain definition.
 * Rows and centroids come in; scores, windows and labels go out. Read {@code SinglePrecision}
 * first, then {@code NearestSearch}.
 */
@NullMarked
package io.github.kmeans4j.core.internal.exact;

import org.jspecify.annotations.NullMarked;
