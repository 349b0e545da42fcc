/**
 * Full-batch k-means: {@link io.github.kmeans4j.core.LloydKMeans}, its metrics and its
 * initializers.
 */
@NullMarked
package io.github.kmeans4j.core;

import org.jspecify.annotations.NullMarked;
