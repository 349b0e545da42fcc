/** Synthetic data: {@link io.github.kmeans4j.core.data.GaussianBlobs}. */
@NullMarked
package io.github.kmeans4j.core.data;

import org.jspecify.annotations.NullMarked;
