/** The walk-through: from two blobs to MNIST, on the console and as a page with pictures. */
@NullMarked
package io.github.kmeans4j.mnist;

import org.jspecify.annotations.NullMarked;
