/**
 * Images of digits and where they come from: MNIST on disk or downloaded, or the embedded digits.
 */
@NullMarked
package io.github.kmeans4j.mnist.data;

import org.jspecify.annotations.NullMarked;
