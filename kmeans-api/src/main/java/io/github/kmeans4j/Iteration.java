package io.github.kmeans4j;

import java.time.Duration;

/**
 * What one iteration did: an assignment pass and the update of the centroids that followed it.
 *
 * <pre>{@code
 * for (Iteration iteration : clusters.history()) {
 *   logger.info("{}: {} rows moved", iteration.number(), iteration.rowsMoved());
 * }
 * }</pre>
 *
 * @param number counts from 1
 * @param inertia the inertia of this iteration's labels and the centroids that they were assigned
 *     to; for mini-batch algorithms the inertia of the batch, per row times n
 * @param rowsMoved how many rows changed their label; all of them in iteration 1
 * @param centroidShift the largest move of a centroid by the update that followed, a Euclidean
 *     distance (not squared) in data units; 0 if no update followed
 * @param elapsed time since the fit began
 */
public record Iteration(
    int number, double inertia, int rowsMoved, double centroidShift, Duration elapsed) {}
