package io.github.kmeans4j.bench.headtohead;

import io.github.kmeans4j.Clusterer;
import io.github.kmeans4j.Clustering;
import io.github.kmeans4j.FitListener;
import io.github.kmeans4j.Initializer;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.Seeding;
import io.github.kmeans4j.bench.BenchData;
import io.github.kmeans4j.bench.Storage;
import io.github.kmeans4j.core.EuclideanDistance;
import io.github.kmeans4j.core.KMeansPlusPlus;
import io.github.kmeans4j.core.LloydKMeans;
import io.github.kmeans4j.core.internal.kernel.Kernels;
import io.github.kmeans4j.minibatch.MiniBatchKMeans;
import java.util.SplittableRandom;
import org.ejml.data.DMatrixRMaj;

/** Ours, with the kernel of this JVM. */
final class Kmeans4jContestant implements Contestant {
  private static final int NO_LIMIT = 10_000;

  private final Storage storage;
  private final int threads;
  private final BenchData all;
  private BenchData data;
  private Points points;

  Kmeans4jContestant(BenchData data, Storage storage, int threads) {
    this.all = data;
    this.data = data;
    this.storage = storage;
    this.threads = threads;
    this.points = storage.points(data);
  }

  @Override
  public String description() {
    return "kmeans4j "
        + Kernels.get().description()
        + " "
        + storage
        + ", JDK "
        + Runtime.version().feature();
  }

  @Override
  public Answer run(Request request) {
    if (data.rows() != request.rows()) {
      data = all.first(request.rows());
      points = storage.points(data);
    }
    return switch (request.task()) {
      case FIT, COLD, GROWTH ->
          fit(
              new LloydKMeans(request.k())
                  .withInitializer(Initializer.of(data.firstRows(request.k())))
                  .withMaxIterations(NO_LIMIT));
      case DEFAULT -> fit(new LloydKMeans(request.k()).withSeed(request.seed()));
      case MINI_BATCH ->
          fit(new MiniBatchKMeans(request.k()).withSeed(request.seed()).withThreads(threads));
      case SEEDING -> seed(request);
    };
  }

  private Answer fit(LloydKMeans estimator) {
    double[] distances = new double[1];
    LloydKMeans counting =
        estimator
            .withThreads(threads)
            .withListener(FitListener.watching(progress -> distances[0] = progress.distances()));
    Answer answer = fit((Clusterer) counting);
    return answer.with(Math.round(distances[0]));
  }

  private Answer fit(Clusterer estimator) {
    long start = System.nanoTime();
    Clustering clustering = estimator.fit(points);
    long nanos = System.nanoTime() - start;
    return Scores.of(nanos, clustering.iterations(), clustering.inertia(), clustering.labels());
  }

  private Answer seed(Request request) {
    Seeding seeding =
        new Seeding(new SplittableRandom(request.seed()), new EuclideanDistance(), null, threads);
    long start = System.nanoTime();
    DMatrixRMaj centroids = new KMeansPlusPlus().initialize(points, request.k(), seeding);
    long nanos = System.nanoTime() - start;
    double[][] rows = new double[request.k()][points.columns()];
    for (int j = 0; j < rows.length; j++) {
      System.arraycopy(centroids.data, j * points.columns(), rows[j], 0, points.columns());
    }
    return Scores.ofCentroids(nanos, 0, points, rows, threads);
  }
}
