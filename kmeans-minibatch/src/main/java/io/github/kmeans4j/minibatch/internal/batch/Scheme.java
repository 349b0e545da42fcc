package io.github.kmeans4j.minibatch.internal.batch;

import io.github.kmeans4j.core.internal.lloyd.FitOptions;
import java.util.random.RandomGenerator;

/** How a fit learns from parts of the rows, with the options that only this way has. */
public sealed interface Scheme {

  /** Batches that grow. */
  record Nested() implements Scheme {
    @Override
    public String toString() {
      return "nested";
    }
  }

  /** Batches of a fixed size, which need not have all rows at hand. */
  sealed interface Drawn extends Scheme {
    /** How many batches without a new minimum of the smoothed inertia end them, at least 1. */
    int patience();

    /**
     * Makes the step.
     *
     * @param centroids the initial ones
     * @param relocates whether centroids that attract too few rows may move onto rows
     * @param random what the step draws from
     */
    BatchStep step(double[][] centroids, boolean relocates, RandomGenerator random);
  }

  /** Means of all that a centroid was ever given. */
  record Classic(int patience, double reassignmentRatio) implements Drawn {
    /** Checks the options. */
    public Classic {
      FitOptions.atLeast("patience", 1, patience);
      ratio(reassignmentRatio);
    }

    /** The defaults, which are those of scikit-learn. */
    public Classic() {
      this(10, 0.01);
    }

    /** Checks a reassignment ratio: it must be in 0..1. */
    public static double ratio(double reassignmentRatio) {
      if (!(reassignmentRatio >= 0 && reassignmentRatio <= 1)) {
        throw new IllegalArgumentException(
            "reassignmentRatio must be in 0..1, but is " + reassignmentRatio);
      }
      return reassignmentRatio;
    }

    @Override
    public ClassicStep step(double[][] centroids, boolean relocates, RandomGenerator random) {
      return new ClassicStep(centroids, relocates ? reassignmentRatio : 0, random);
    }

    @Override
    public String toString() {
      return "classic[patience=" + patience + ", reassignmentRatio=" + reassignmentRatio + "]";
    }
  }

  /** A rate that does not fall with time. */
  record Adaptive(int patience) implements Drawn {
    /** Checks the option. */
    public Adaptive {
      FitOptions.atLeast("patience", 1, patience);
    }

    /** The default. */
    public Adaptive() {
      this(10);
    }

    @Override
    public AdaptiveStep step(double[][] centroids, boolean relocates, RandomGenerator random) {
      return new AdaptiveStep(centroids, relocates, random);
    }

    @Override
    public String toString() {
      return "adaptive[patience=" + patience + "]";
    }
  }
}
