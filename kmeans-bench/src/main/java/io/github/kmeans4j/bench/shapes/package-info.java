/**
 * The bench of shapes: many shapes of data, ours against its peers on each. {@link
 * io.github.kmeans4j.bench.shapes.Shapes} is its command.
 *
 * <p>Data are drawn once, from fixed seeds, into {@code .npy} files that all contestants read. Ours
 * live in one JVM for each kernel and JDK, the peers in one Python.
 */
@NullMarked
package io.github.kmeans4j.bench.shapes;

import org.jspecify.annotations.NullMarked;
