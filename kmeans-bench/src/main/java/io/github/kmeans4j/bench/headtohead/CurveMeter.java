package io.github.kmeans4j.bench.headtohead;

import io.github.kmeans4j.Clustering;
import io.github.kmeans4j.FitListener;
import io.github.kmeans4j.Iteration;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.bench.SchemeName;
import io.github.kmeans4j.bench.process.Child;
import io.github.kmeans4j.core.LloydKMeans;
import io.github.kmeans4j.core.evaluation.ClusterAccuracy;
import io.github.kmeans4j.core.internal.rows.Euclidean;
import io.github.kmeans4j.core.internal.serve.KernelAssigner;
import io.github.kmeans4j.minibatch.MiniBatchKMeans;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * Measures curves. Ours: one fit is timed with nobody listening; the same fit again, which gives
 * the same bits, hands out its centroids, and their inertia is computed afterwards. The time of a
 * point is that at which its centroids were there, plus what the labels took at the end of the fit;
 * a nested fit that is stopped there has more rows to label. scikit-learn's: separate fits of one
 * seed with {@code max_iter} 1, 2, … and without it, since its fit calls nobody back.
 */
final class CurveMeter {
  private static final int MOST_POINTS = 40;
  private static final int MOST_PASSES = 4;

  private final Points train;
  private final int @Nullable [] classes;
  private final @Nullable LabeledRows test;
  private final int threads;

  CurveMeter(LabeledRows train, @Nullable LabeledRows test, int threads) {
    this.train = train.points();
    this.classes = train.classes();
    this.test = test;
    this.threads = threads;
  }

  /** A default fit by one of our schemes. */
  Curve ours(SchemeName scheme, int k, long seed) {
    MiniBatchKMeans estimator =
        new MiniBatchKMeans(k).withScheme(scheme.scheme()).withSeed(seed).withThreads(threads);
    long start = System.nanoTime();
    Clustering timed = estimator.fit(train);
    double total = (System.nanoTime() - start) / 1e9;
    List<Iteration> history = timed.history();
    double labeling = total - seconds(history.get(history.size() - 1));
    List<Iteration> chosen = choose(history);
    List<DMatrixRMaj> centroids = new ArrayList<>();
    estimator
        .withListener(
            FitListener.watching(
                progress -> {
                  int next = centroids.size();
                  if (next < chosen.size()
                      && progress.iteration().number() == chosen.get(next).number()) {
                    centroids.add(progress.updatedCentroids());
                  }
                }))
        .fit(train);
    List<Curve.Point> points = new ArrayList<>();
    for (int i = 0; i < chosen.size(); i++) {
      points.add(new Curve.Point(seconds(chosen.get(i)) + labeling, inertia(centroids.get(i))));
    }
    points.add(new Curve.Point(total, timed.inertia()));
    return new Curve(scheme.label(), k, seed, points, quality(rows(timed.centroids())));
  }

  /** The inertia of our default full-batch fit. */
  double fullBatch(int k, long seed) {
    return new LloydKMeans(k).withSeed(seed).withThreads(threads).fit(train).inertia();
  }

  /** scikit-learn's MiniBatchKMeans with n_init=1, in its own process. */
  Curve scikitLearn(Child child, int k, long seed) throws IOException {
    Answer whole =
        child.ask(new Request(Task.MINI_BATCH, k, train.rows(), seed, 0, true), Answer.class);
    List<Curve.Point> points = new ArrayList<>();
    for (int passes = 1; passes <= MOST_PASSES; passes++) {
      Request request = new Request(Task.MINI_BATCH, k, train.rows(), seed, passes, false);
      Answer part = child.ask(request, Answer.class);
      if (part.iterations() >= whole.iterations()) {
        break;
      }
      points.add(new Curve.Point(part.seconds(), part.inertia()));
    }
    points.removeIf(point -> point.seconds() >= whole.seconds());
    points.add(new Curve.Point(whole.seconds(), whole.inertia()));
    double[][] centroids = whole.centroids();
    Curve.Quality quality = centroids == null ? Curve.Quality.UNKNOWN : quality(centroids);
    return new Curve("scikit-learn", k, seed, points, quality);
  }

  /** Some iterations, evenly on a logarithmic scale of time. */
  private static List<Iteration> choose(List<Iteration> history) {
    List<Iteration> chosen = new ArrayList<>();
    double first = seconds(history.get(0));
    double ratio = Math.max(1, seconds(history.get(history.size() - 1)) / first);
    double next = 0;
    for (Iteration iteration : history) {
      double seconds = seconds(iteration);
      if (seconds >= next) {
        chosen.add(iteration);
        next = seconds * Math.pow(ratio, 1.0 / MOST_POINTS);
      }
    }
    return chosen;
  }

  /** The same for everyone: all rows by the exact rule, the classes of clusters by majority. */
  private Curve.Quality quality(double[][] centroids) {
    int[] trainLabels = new int[train.rows()];
    assign(train, centroids, trainLabels);
    double testInertia = Double.NaN;
    double testAccuracy = Double.NaN;
    int[] testLabels = new int[test == null ? 0 : test.points().rows()];
    if (test != null) {
      testInertia = assign(test.points(), centroids, testLabels);
    }
    if (classes == null) {
      return new Curve.Quality(testInertia, Double.NaN, Double.NaN);
    }
    int[] classOf = ClusterAccuracy.majorityLabels(trainLabels, classes, centroids.length);
    if (test != null && test.classes() != null) {
      testAccuracy =
          ClusterAccuracy.accuracy(ClusterAccuracy.apply(classOf, testLabels), test.classes());
    }
    double trainAccuracy =
        ClusterAccuracy.accuracy(ClusterAccuracy.apply(classOf, trainLabels), classes);
    return new Curve.Quality(testInertia, trainAccuracy, testAccuracy);
  }

  private double inertia(DMatrixRMaj centroids) {
    return assign(train, rows(centroids), new int[train.rows()]);
  }

  private double assign(Points points, double[][] centroids, int[] labels) {
    return new KernelAssigner()
        .search(centroids, Euclidean.LOSS)
        .assign(points, row -> {}, null, threads, labels);
  }

  private static double[][] rows(DMatrixRMaj centroids) {
    double[][] rows = new double[centroids.numRows][centroids.numCols];
    for (int j = 0; j < rows.length; j++) {
      System.arraycopy(centroids.data, j * centroids.numCols, rows[j], 0, centroids.numCols);
    }
    return rows;
  }

  private static double seconds(Iteration iteration) {
    return iteration.elapsed().toNanos() / 1e9;
  }
}
