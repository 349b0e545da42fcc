/**
 * The optimum of k-means in one column, by dynamic programming over the sorted values: rows come
 * in, the last value of each class and its center come out. {@code SortedColumn} sorts and merges
 * equal values, {@code SegmentCosts} tells what a run of them costs as one class, {@code
 * OptimalBreaks} finds where to cut, {@code ClassCenters} takes the cuts back to the rows. Read
 * {@code OptimalBreaks} first.
 */
@NullMarked
package io.github.kmeans4j.core.internal.column;

import org.jspecify.annotations.NullMarked;
