/**
 * Files that are replaced in one step, and the exception for files that are not what they should
 * be. Models are saved and loaded by {@link io.github.kmeans4j.Clustering}.
 */
@NullMarked
package io.github.kmeans4j.io;

import org.jspecify.annotations.NullMarked;
