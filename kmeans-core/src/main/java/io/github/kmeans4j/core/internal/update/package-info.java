/**
 * What follows from the rows that moved: exact sums, centers, the inertia of the pass, and what
 * becomes of clusters without rows. Moves come in; centers and totals go out, and no bit of them
 * depends on the order of the rows. Read {@code Centers} and {@code CentroidSums} first, then
 * {@code TrackedInertia}.
 */
@NullMarked
package io.github.kmeans4j.core.internal.update;

import org.jspecify.annotations.NullMarked;
