/**
 * The course of a fit: the checks at its door, the loop with its stop rules, and the run object
 * that holds all that changes from one iteration to the next. An estimator comes in with its
 * options and its rows; labels, centroids, inertia and the history go out. {@code Course} repeats
 * {@code Steps}, whatever they are: {@code FullPasses} here, batches and blocks in the module for
 * mini-batches. Composes the rooms below, and no room below knows of it. Read {@code Course} first,
 * then {@code LloydRun}.
 */
@NullMarked
package io.github.kmeans4j.core.internal.lloyd;

import org.jspecify.annotations.NullMarked;
