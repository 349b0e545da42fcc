/** The command, and one class for each chapter of the walk-through. */
@NullMarked
package io.github.kmeans4j.mnist.app;

import org.jspecify.annotations.NullMarked;
