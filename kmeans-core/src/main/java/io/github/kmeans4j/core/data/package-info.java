/**
 * Where data come from: {@link io.github.kmeans4j.core.data.FileSource} reads files larger than
 * memory (raw values, IDX, NumPy), {@link io.github.kmeans4j.core.data.SparseFile} and {@link
 * io.github.kmeans4j.core.data.SvmlightFormat} sparse ones, {@link
 * io.github.kmeans4j.core.data.PointsSource} data in memory as if they were such a file, and {@link
 * io.github.kmeans4j.core.data.GaussianBlobs} makes synthetic ones.
 */
@NullMarked
package io.github.kmeans4j.core.data;

import org.jspecify.annotations.NullMarked;
