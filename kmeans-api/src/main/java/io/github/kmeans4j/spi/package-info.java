/**
 * What kernels and algorithms are built from: raw access to the storage of {@link
 * io.github.kmeans4j.Points}, and the kernels that compute blocks of distances.
 *
 * <p>Types in this package trust their input: every check happens once, before a fit begins.
 */
@NullMarked
package io.github.kmeans4j.spi;

import org.jspecify.annotations.NullMarked;
