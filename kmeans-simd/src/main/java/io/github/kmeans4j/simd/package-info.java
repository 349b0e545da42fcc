/**
 * A kernel on the Vector API ({@code jdk.incubator.vector}), found through {@link
 * java.util.ServiceLoader} when this jar is there and the JVM has {@code --add-modules
 * jdk.incubator.vector}. Results are the same with and without it; only the speed differs.
 *
 * <p>No method here takes or returns a vector. The compiler inlines the Vector API at any depth,
 * but our own methods only to a depth of 15; a helper beyond it is called, with vectors that become
 * objects, several times slower, and whether that happens differs from process to process.
 */
@NullMarked
package io.github.kmeans4j.simd;

import org.jspecify.annotations.NullMarked;
