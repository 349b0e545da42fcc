/**
 * Initial centers: rows are drawn in the order of their hashes, which is the same wherever they are
 * kept. Read {@code Seeds} first, then {@code HashOrder}.
 */
@NullMarked
package io.github.kmeans4j.spark.internal.seed;

import org.jspecify.annotations.NullMarked;
