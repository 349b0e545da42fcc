package io.github.kmeans4j.internal;

import io.github.kmeans4j.internal.kernel.Bounds;
import io.github.kmeans4j.internal.kernel.Lanes;
import io.github.kmeans4j.internal.kernel.Pairs;
import io.github.kmeans4j.internal.kernel.SparseTiles;
import io.github.kmeans4j.internal.kernel.Tiles;
import io.github.kmeans4j.internal.kernel.Vectors;

/**
 * The inner loops of k-means, in the fastest way that a JVM offers: {@link Tiles} of scores, those
 * of sparse rows ({@link SparseTiles}), arithmetic on {@link Vectors}, {@link Bounds}, distances of
 * {@link Pairs}, and rows in {@link Lanes}. What holds for all of them says the package of these
 * six: a kernel trusts its input, keeps no array of the caller's, has no state, and may be called
 * by any number of threads at once.
 */
public interface Kernel extends Tiles, SparseTiles, Vectors, Bounds, Pairs, Lanes {

  /**
   * Describes the kernel for the log.
   *
   * @return name and width, for example {@code "simd (512 bits)"}
   */
  String description();
}
