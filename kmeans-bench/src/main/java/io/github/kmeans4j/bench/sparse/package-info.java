/**
 * The comparison of sparse rows with scikit-learn: sets of documents and of clicks, which files
 * hold, and what each side takes for them. Read {@code SparseRowsBench} first.
 */
@NullMarked
package io.github.kmeans4j.bench.sparse;

import org.jspecify.annotations.NullMarked;
