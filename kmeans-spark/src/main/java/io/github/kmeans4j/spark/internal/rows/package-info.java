/**
 * Rows as Spark keeps them for a fit: {@code Packing} makes {@code RowBlock}s of a column, {@code
 * BlockRows} has all of them, asks them {@code BlockTask}s and sees to it that they stay the same.
 * Knows nothing of clusters. Read {@code RowBlock} first.
 */
@NullMarked
package io.github.kmeans4j.spark.internal.rows;

import org.jspecify.annotations.NullMarked;
