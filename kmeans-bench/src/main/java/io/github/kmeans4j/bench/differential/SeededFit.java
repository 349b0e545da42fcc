package io.github.kmeans4j.bench.differential;

import io.github.kmeans4j.Clustering;
import io.github.kmeans4j.Iteration;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.KMeansParallel;
import io.github.kmeans4j.core.LloydKMeans;
import io.github.kmeans4j.minibatch.BatchScheme;
import io.github.kmeans4j.minibatch.MiniBatchKMeans;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Fits the same rows, stored in two ways, from centroids that the fit draws itself, in full batch
 * or in mini-batches, by any number of threads: nothing may differ but the last bits of an inertia,
 * which sparse rows add up in another order.
 */
final class SeededFit {
  private static final List<BatchScheme> SCHEMES =
      List.of(BatchScheme.nested(), BatchScheme.adaptive(), BatchScheme.classic());

  private final Problem problem;
  private final int kind;
  private final int batchSize;
  private final int threads;
  private final Layout other;

  /**
   * Draws how the problem is to be fitted.
   *
   * @param problem rows, weights and options; its initial centroids give no more than their number
   */
  SeededFit(Problem problem) {
    this.problem = problem;
    SplittableRandom random = new SplittableRandom(problem.seed + 1);
    boolean euclidean = problem.setup.metric() == Metric.EUCLIDEAN;
    this.kind = random.nextInt(euclidean ? 3 + SCHEMES.size() : 3);
    this.batchSize = random.nextInt(1, problem.n() + 1);
    this.threads = random.nextInt(1, 5);
    List<Layout> layouts = Layout.holding(problem.rows);
    this.other = layouts.get(random.nextInt(layouts.size()));
  }

  /** A fit that ended, or the reason why it did not. */
  private record Outcome(@Nullable Clustering clustering, String failure) {}

  /** The first difference, if there is one. */
  Optional<Mismatch> check() {
    return check(problem);
  }

  /** The same with rows in the other storage that should be those of the problem. */
  Optional<Mismatch> check(Problem given) {
    Outcome before = fit(problem.setup.layout().points(problem.rows), problem.setup.threads());
    Outcome after = fit(other.points(given.rows), threads);
    Clustering a = before.clustering;
    Clustering b = after.clustering;
    if (a == null || b == null) {
      return before.failure.equals(after.failure)
          ? Optional.empty()
          : differs("failure", before.failure, after.failure);
    }
    if (!Arrays.equals(a.centroids().data, b.centroids().data)) {
      return differs("centroids", a, b);
    }
    if (!Arrays.equals(a.labels(), b.labels())) {
      return differs("labels", Arrays.toString(a.labels()), Arrays.toString(b.labels()));
    }
    if (a.iterations() != b.iterations() || a.stopReason() != b.stopReason()) {
      return differs("course", a, b);
    }
    for (int t = 0; t < a.iterations(); t++) {
      Iteration is = a.history().get(t);
      Iteration was = b.history().get(t);
      if (is.rowsMoved() != was.rowsMoved() || is.centroidShift() != was.centroidShift()) {
        return differs("history", is, was);
      }
    }
    return Tolerance.agree(a.inertia(), b.inertia(), problem)
        ? Optional.empty()
        : differs("inertia", a.inertia(), b.inertia());
  }

  private Outcome fit(Points points, int by) {
    try {
      return new Outcome(kind < 3 ? fullBatch(points, by) : miniBatch(points, by), "none");
    } catch (IllegalArgumentException e) {
      return new Outcome(null, e.getClass().getName()); // messages name positions, too
    }
  }

  private Clustering fullBatch(Points points, int by) {
    LloydKMeans estimator =
        new LloydKMeans(problem.k())
            .withMetric(problem.setup.metric().distance)
            .withEmptyClusters(problem.setup.policy())
            .withMaxIterations(problem.setup.maxIterations())
            .withRestarts(kind == 2 ? 3 : 1)
            .withSeed(problem.seed)
            .withThreads(by);
    if (kind == 1) {
      estimator = estimator.withInitializer(new KMeansParallel());
    }
    return problem.weights == null ? estimator.fit(points) : estimator.fit(points, problem.weights);
  }

  private Clustering miniBatch(Points points, int by) {
    MiniBatchKMeans estimator =
        new MiniBatchKMeans(problem.k())
            .withScheme(SCHEMES.get(kind - 3))
            .withEmptyClusters(problem.setup.policy())
            .withBatchSize(batchSize)
            .withMaxPasses(5)
            .withSeed(problem.seed)
            .withThreads(by);
    return problem.weights == null ? estimator.fit(points) : estimator.fit(points, problem.weights);
  }

  private Optional<Mismatch> differs(String what, Object before, Object after) {
    String how = problem.setup.layout() + " " + before + ", " + other + " " + after;
    return Optional.of(new Mismatch("seeded " + kind + ": " + what, how));
  }
}
