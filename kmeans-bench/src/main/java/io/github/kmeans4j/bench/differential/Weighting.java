package io.github.kmeans4j.bench.differential;

import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Styles of weights. */
enum Weighting {
  NONE,
  ONES,
  WITH_ZEROS,
  TENTHS,
  UP_TO_ONE,
  /** From 1e-6 to 1e6. */
  MODERATE,
  /** From 1e-15 to 1e17. */
  LARGE_AND_SMALL,
  /** Some of them from 1e-300 on, some up to 1e152. */
  EXTREME;

  /** Draws n weights, at least one of them above 0; or null. */
  double @Nullable [] weights(int n, SplittableRandom random) {
    if (this == NONE) {
      return null;
    }
    double[] weights = new double[n];
    boolean large = random.nextBoolean();
    for (int i = 0; i < n; i++) {
      weights[i] = weight(large, random);
    }
    weights[random.nextInt(n)] += 1;
    return weights;
  }

  private double weight(boolean large, SplittableRandom random) {
    return switch (this) {
      case NONE, ONES -> 1;
      case WITH_ZEROS -> random.nextInt(3) == 0 ? random.nextInt(1, 5) : 0;
      case TENTHS -> random.nextInt(1, 10) / 10.0;
      case UP_TO_ONE -> random.nextDouble();
      case MODERATE -> Math.pow(10, random.nextDouble(-6, 6));
      case LARGE_AND_SMALL -> Math.pow(10, random.nextDouble(-15, 17));
      case EXTREME -> Math.pow(10, large ? random.nextDouble(152) : random.nextDouble(-300, 0));
    };
  }
}
