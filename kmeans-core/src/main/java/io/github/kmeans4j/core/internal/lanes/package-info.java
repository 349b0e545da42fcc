/**
 * Assignment of rows of few columns, whose values lie column by column in blocks, so that the lanes
 * of a vector hold rows. Centroids come in, labels and moves come out. Read {@code LaneAssignment}
 * first, then {@code NearList}, which says what centroids a block of rows has to look at.
 */
@NullMarked
package io.github.kmeans4j.core.internal.lanes;

import org.jspecify.annotations.NullMarked;
