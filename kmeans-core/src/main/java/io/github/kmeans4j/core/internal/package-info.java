/**
 * The parts that full-batch and mini-batch k-means share: threads, checks, row access, exact
 * assignment and sums. Not for users; may change in any release.
 */
@NullMarked
package io.github.kmeans4j.core.internal;

import org.jspecify.annotations.NullMarked;
