/**
 * A kernel on the Vector API ({@code jdk.incubator.vector}), found through {@link
 * java.util.ServiceLoader} when this jar is there and the JVM has {@code --add-modules
 * jdk.incubator.vector}. Results are the same with and without it; only the speed differs.
 */
@NullMarked
package io.github.kmeans4j.simd;

import org.jspecify.annotations.NullMarked;
