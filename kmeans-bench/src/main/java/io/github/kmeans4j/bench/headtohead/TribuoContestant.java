package io.github.kmeans4j.bench.headtohead;

import io.github.kmeans4j.Points;
import io.github.kmeans4j.bench.BenchData;
import io.github.kmeans4j.bench.Storage;
import java.util.Arrays;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.MutableDataset;
import org.tribuo.clustering.ClusterID;
import org.tribuo.clustering.ClusteringFactory;
import org.tribuo.clustering.kmeans.KMeansModel;
import org.tribuo.clustering.kmeans.KMeansTrainer;
import org.tribuo.clustering.kmeans.KMeansTrainer.Initialisation;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.distance.L2Distance;
import org.tribuo.math.la.DenseVector;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/**
 * Tribuo: seeds by its own k-means++ whatever is asked and stops after {@value #ITERATIONS}
 * iterations. It gets the values that are not 0, as its examples are meant to.
 */
final class TribuoContestant implements Contestant {
  static final int ITERATIONS = 20;

  /** Held, so that its level stays: Tribuo logs every iteration. */
  private static final Logger LOG = Logger.getLogger(KMeansTrainer.class.getName());

  private final BenchData data;
  private final int threads;

  TribuoContestant(BenchData data, int threads) {
    this.data = data;
    LOG.setLevel(Level.WARNING);
    this.threads = threads;
  }

  @Override
  public String description() {
    return "Tribuo (own seeding, " + ITERATIONS + " iterations)";
  }

  @Override
  public Answer run(Request request) {
    Points points = Storage.BYTE.points(data.first(request.rows()));
    MutableDataset<ClusterID> dataset = dataset(points);
    KMeansTrainer trainer =
        new KMeansTrainer(
            request.k(),
            ITERATIONS,
            new L2Distance(),
            Initialisation.PLUSPLUS,
            threads,
            request.seed());
    long start = System.nanoTime();
    KMeansModel model = trainer.train(dataset);
    long nanos = System.nanoTime() - start;
    return Scores.ofCentroids(nanos, ITERATIONS, points, centroids(model, points), threads);
  }

  private static String name(int column) {
    return "c" + column;
  }

  private static MutableDataset<ClusterID> dataset(Points points) {
    ClusteringFactory factory = new ClusteringFactory();
    MutableDataset<ClusterID> dataset =
        new MutableDataset<>(new SimpleDataSourceProvenance("bench", factory), factory);
    int d = points.columns();
    double[] row = new double[d];
    for (int i = 0; i < points.rows(); i++) {
      points.copyRow(i, row);
      String[] names = new String[d];
      double[] values = new double[d];
      int count = 0;
      for (int c = 0; c < d; c++) {
        if (row[c] != 0) {
          names[count] = name(c);
          values[count++] = row[c];
        }
      }
      dataset.add(
          new ArrayExample<>(
              ClusteringFactory.UNASSIGNED_CLUSTER_ID,
              Arrays.copyOf(names, count),
              Arrays.copyOf(values, count)));
    }
    return dataset;
  }

  private static double[][] centroids(KMeansModel model, Points points) {
    ImmutableFeatureMap features = model.getFeatureIDMap();
    DenseVector[] vectors = model.getCentroidVectors();
    double[][] centroids = new double[vectors.length][points.columns()];
    for (int c = 0; c < points.columns(); c++) {
      int id = features.getID(name(c));
      for (int j = 0; j < vectors.length && id >= 0; j++) {
        centroids[j][c] = vectors[j].get(id);
      }
    }
    return centroids;
  }
}
