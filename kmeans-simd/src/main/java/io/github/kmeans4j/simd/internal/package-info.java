/**
 * Tiles of scores, rows of few columns in the lanes of vectors, and the width of vectors that the
 * whole module uses. Trusted arguments come in; nothing here is for users.
 */
@NullMarked
package io.github.kmeans4j.simd.internal;

import org.jspecify.annotations.NullMarked;
