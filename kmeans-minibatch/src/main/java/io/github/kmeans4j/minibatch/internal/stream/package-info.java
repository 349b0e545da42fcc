/**
 * What a fit over a stream remembers between two batches: the step with its centroids, what it has
 * counted, random numbers whose state can be saved, and the layout of the saved file, which never
 * changes but by a new version. Batches come in one by one; a clustering or a file goes out at any
 * time. Uses the steps of the room {@code batch}. Read {@code StreamState} first, then {@code
 * StreamFitterFile}.
 */
@NullMarked
package io.github.kmeans4j.minibatch.internal.stream;

import org.jspecify.annotations.NullMarked;
