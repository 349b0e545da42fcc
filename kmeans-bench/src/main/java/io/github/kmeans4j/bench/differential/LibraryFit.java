package io.github.kmeans4j.bench.differential;

import io.github.kmeans4j.Clustering;
import io.github.kmeans4j.FitListener;
import io.github.kmeans4j.Initializer;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.LloydKMeans;
import java.util.ArrayList;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.jspecify.annotations.Nullable;

/** A fit by the library, with what it told after each iteration. */
final class LibraryFit {
  /** Labels after each iteration. */
  final List<int[]> labels = new ArrayList<>();

  /** Centroids after each iteration. */
  final List<DMatrixRMaj> updated = new ArrayList<>();

  final Points points;

  /** Null if the fit failed. */
  final @Nullable Clustering clustering;

  /** Null if it did not. */
  final @Nullable Throwable failure;

  private LibraryFit(Problem problem, int threads) {
    points = problem.setup.layout().points(problem.rows);
    Clustering result = null;
    Throwable thrown = null;
    try {
      LloydKMeans estimator =
          new LloydKMeans(problem.k())
              .withInitializer(Initializer.of(new DMatrixRMaj(problem.start)))
              .withMetric(problem.setup.metric().distance)
              .withEmptyClusters(problem.setup.policy())
              .withMaxIterations(problem.setup.maxIterations())
              .withThreads(threads)
              .withListener(this::record);
      result =
          problem.weights == null ? estimator.fit(points) : estimator.fit(points, problem.weights);
    } catch (RuntimeException | Error e) {
      thrown = e;
    }
    clustering = result;
    failure = thrown;
  }

  static LibraryFit of(Problem problem, int threads) {
    return new LibraryFit(problem, threads);
  }

  private FitListener.Action record(FitListener.Progress progress) {
    labels.add(progress.labels());
    updated.add(progress.updatedCentroids());
    return FitListener.Action.CONTINUE;
  }

  /** Whether a centroid after an iteration is another than before, as numbers. */
  boolean hasMoved(int iteration, int cluster, double[] before) {
    if (iteration > updated.size()) {
      return false;
    }
    DMatrixRMaj after = updated.get(iteration - 1);
    for (int c = 0; c < before.length; c++) {
      if (after.unsafe_get(cluster, c) != before[c]) {
        return true;
      }
    }
    return false;
  }
}
