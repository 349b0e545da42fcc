/**
 * Sparse rows: scores by the stored values alone, with centroids in lanes, and what decides labels
 * from them; and the assignment of rows of any kind without memory, for batches. The plain
 * definition is that of the dense rows, zeros included. Read {@code SparseFrame}, then {@code
 * SparseAssignment}.
 */
@NullMarked
package io.github.kmeans4j.core.internal.sparse;

import org.jspecify.annotations.NullMarked;
