/**
 * The course of a fit: the checks at its door and the run object that holds all that changes from
 * one iteration to the next. An estimator comes in with its options and its rows; labels,
 * centroids, inertia and the history go out. Composes the rooms below, and no room below knows of
 * it. Read {@code LloydRun} first.
 */
@NullMarked
package io.github.kmeans4j.core.internal.lloyd;

import org.jspecify.annotations.NullMarked;
