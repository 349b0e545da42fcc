/**
 * Learning from parts of rows that are in memory: the schemes, their steps, which rows a batch has,
 * and the fit that leads from batches to full passes. Options and points come in; a clustering goes
 * out. A step ({@code BatchStep}) needs no more than some rows and their labels, so the rooms for
 * streams and sources use it too; this room knows of neither. Uses the rooms of the core, whose
 * {@code Course} has the loop and the stop rules. Read {@code MiniBatchFit} first, then {@code
 * Batches} and {@code NestedBatches}.
 */
@NullMarked
package io.github.kmeans4j.minibatch.internal.batch;

import org.jspecify.annotations.NullMarked;
