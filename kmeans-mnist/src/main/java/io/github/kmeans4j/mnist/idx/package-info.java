/** Reading and writing of the IDX format, in which MNIST is published. */
@NullMarked
package io.github.kmeans4j.mnist.idx;

import org.jspecify.annotations.NullMarked;
