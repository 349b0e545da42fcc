/**
 * Fits of small random problems against the plain definition with exact sums: {@link
 * io.github.kmeans4j.bench.differential.Differential} is its command.
 *
 * <p>A {@link io.github.kmeans4j.bench.differential.Problem} follows from its seed alone, so that a
 * seed is all that is needed to repeat what went wrong.
 */
@NullMarked
package io.github.kmeans4j.bench.differential;

import org.jspecify.annotations.NullMarked;
