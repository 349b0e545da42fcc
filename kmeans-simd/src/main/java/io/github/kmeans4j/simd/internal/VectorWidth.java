package io.github.kmeans4j.simd.internal;

import jdk.incubator.vector.FloatVector;
import org.jspecify.annotations.Nullable;

/** How wide the vectors of this JVM are: a constant, which is what makes vectors registers. */
public final class VectorWidth {
  /** Name of the system property that sets the width. */
  public static final String PROPERTY = "kmeans4j.simd.bits";

  /** Bits a vector: 128, 256 or 512. */
  public static final int BITS = bits(System.getProperty(PROPERTY));

  private VectorWidth() {}

  /** The provider of the kernel has checked the property. */
  private static int bits(@Nullable String property) {
    return property == null
        ? Math.max(128, Math.min(512, FloatVector.SPECIES_PREFERRED.vectorBitSize()))
        : Integer.parseInt(property);
  }
}
