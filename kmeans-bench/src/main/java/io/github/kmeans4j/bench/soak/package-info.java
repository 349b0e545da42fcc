/**
 * Fits without end, to see whether anything grows: {@link io.github.kmeans4j.bench.soak.Soak} is
 * its command.
 */
@NullMarked
package io.github.kmeans4j.bench.soak;

import org.jspecify.annotations.NullMarked;
