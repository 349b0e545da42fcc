package io.github.kmeans4j.bench.headtohead;

import io.github.kmeans4j.Points;
import io.github.kmeans4j.bench.BenchData;
import io.github.kmeans4j.bench.Storage;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.ml.clustering.CentroidCluster;
import org.apache.commons.math3.ml.clustering.DoublePoint;
import org.apache.commons.math3.ml.clustering.KMeansPlusPlusClusterer;
import org.apache.commons.math3.ml.distance.EuclideanDistance;
import org.apache.commons.math3.random.JDKRandomGenerator;

/**
 * Apache Commons Math: seeds by its own k-means++ whatever is asked, works on one thread and stops
 * after {@value #ITERATIONS} iterations.
 */
final class CommonsMathContestant implements Contestant {
  static final int ITERATIONS = 20;

  private final BenchData data;
  private final int threads;

  CommonsMathContestant(BenchData data, int threads) {
    this.data = data;
    this.threads = threads;
  }

  @Override
  public String description() {
    return "Commons Math (own seeding, " + ITERATIONS + " iterations)";
  }

  @Override
  public Answer run(Request request) {
    Points points = Storage.BYTE.points(data.first(request.rows()));
    List<DoublePoint> rows = new ArrayList<>(points.rows());
    for (int i = 0; i < points.rows(); i++) {
      double[] row = new double[points.columns()];
      points.copyRow(i, row);
      rows.add(new DoublePoint(row));
    }
    JDKRandomGenerator random = new JDKRandomGenerator();
    random.setSeed(request.seed());
    long start = System.nanoTime();
    List<CentroidCluster<DoublePoint>> clusters =
        new KMeansPlusPlusClusterer<DoublePoint>(
                request.k(), ITERATIONS, new EuclideanDistance(), random)
            .cluster(rows);
    long nanos = System.nanoTime() - start;
    double[][] centroids = new double[clusters.size()][];
    for (int j = 0; j < centroids.length; j++) {
      centroids[j] = clusters.get(j).getCenter().getPoint();
    }
    return Scores.ofCentroids(nanos, ITERATIONS, points, centroids, threads);
  }
}
