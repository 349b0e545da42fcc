package io.github.kmeans4j.bench.sparse;

import io.github.kmeans4j.Clusterer;
import io.github.kmeans4j.Clustering;
import io.github.kmeans4j.Initializer;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.LloydKMeans;
import io.github.kmeans4j.minibatch.MiniBatchKMeans;
import org.ejml.data.DMatrixRMaj;

/** The library's side. */
final class Ours {
  private final Points points;
  private final int threads;

  Ours(Points points, int threads) {
    this.points = points;
    this.threads = threads;
  }

  Told run(Ask ask) {
    Clusterer clusterer = clusterer(ask);
    long start = System.nanoTime();
    Clustering clustering = clusterer.fit(points);
    double seconds = (System.nanoTime() - start) / 1e9;
    return new Told(seconds, clustering.iterations(), clustering.inertia());
  }

  private Clusterer clusterer(Ask ask) {
    if (ask.mode() == Mode.MINIBATCH) {
      return new MiniBatchKMeans(ask.k()).withSeed(ask.seed()).withThreads(threads);
    }
    LloydKMeans lloyd = new LloydKMeans(ask.k()).withSeed(ask.seed()).withThreads(threads);
    return ask.mode().isAlike()
        ? lloyd.withMaxIterations(ask.passes()).withInitializer(firstRows(ask.k()))
        : lloyd;
  }

  private Initializer firstRows(int k) {
    DMatrixRMaj first = new DMatrixRMaj(k, points.columns());
    double[] row = new double[points.columns()];
    for (int j = 0; j < k; j++) {
      points.copyRow(j, row);
      System.arraycopy(row, 0, first.data, j * row.length, row.length);
    }
    return Initializer.of(first);
  }
}
