/** Pictures, the page and the figures beside it: what the walk-through leaves on disk. */
@NullMarked
package io.github.kmeans4j.mnist.report;

import org.jspecify.annotations.NullMarked;
