package io.github.kmeans4j.bench.shapes;

import io.github.kmeans4j.Clustering;
import io.github.kmeans4j.FitListener;
import io.github.kmeans4j.FitListener.Action;
import io.github.kmeans4j.Initializer;
import io.github.kmeans4j.Iteration;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.LloydKMeans;
import io.github.kmeans4j.core.evaluation.InternalMeasures;
import io.github.kmeans4j.core.internal.kernel.Kernels;
import io.github.kmeans4j.minibatch.MiniBatchKMeans;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32;
import org.ejml.data.DMatrixRMaj;
import org.jspecify.annotations.Nullable;

/** Ours, with the kernel of this JVM. */
final class Ours {
  /** As many passes come before what is asked of a finished clustering. */
  static final int PREPARING_PASSES = 5;

  private static final long SMALL_NANOS = 500_000_000;

  private final Points points;
  private final Points some;
  private final int threads;
  private @Nullable Clustering finished;

  /**
   * Creates it.
   *
   * @param points all rows
   * @param some the first of them, at most {@value Mode#SOME_ROWS}
   * @param threads for each call, but for small fits, which take the default
   */
  Ours(Points points, Points some, int threads) {
    this.points = points;
    this.some = some;
    this.threads = threads;
  }

  static String description() {
    return "kmeans4j " + Kernels.get().description() + ", JDK " + Runtime.version().feature();
  }

  Told run(Ask ask) {
    return switch (ask.mode()) {
      case FIT -> fit(fromRows(ask, ask.passes()));
      case DEFAULT -> fit(new LloydKMeans(ask.k()).withSeed(ask.seed()));
      case PREDICT -> predict(finished(ask));
      case TRANSFORM -> transform(finished(ask));
      case SILHOUETTE -> silhouette(finished(ask).predict(some));
      case MINIBATCH -> miniBatch(ask);
      case SMALL -> small(ask);
    };
  }

  private LloydKMeans fromRows(Ask ask, int passes) {
    DMatrixRMaj centroids = new DMatrixRMaj(ask.k(), points.columns());
    for (int j = 0; j < ask.k(); j++) {
      for (int c = 0; c < points.columns(); c++) {
        centroids.set(j, c, points.get(ask.start()[j], c));
      }
    }
    return new LloydKMeans(ask.k())
        .withInitializer(Initializer.of(centroids))
        .withMaxIterations(passes);
  }

  private Told fit(LloydKMeans estimator) {
    double[] distances = new double[1];
    LloydKMeans counting =
        estimator
            .withThreads(threads)
            .withListener(FitListener.watching(progress -> distances[0] = progress.distances()));
    long start = System.nanoTime();
    Clustering clustering = counting.fit(points);
    double seconds = since(start);
    Told told =
        new Told(seconds, clustering.iterations(), clustering.inertia(), crc(clustering.labels()));
    return told.withDistances(distances[0]);
  }

  /** Fits a few passes once, untimed. */
  private Clustering finished(Ask ask) {
    if (finished == null) {
      finished = fromRows(ask, PREPARING_PASSES).withThreads(threads).fit(points);
    }
    return finished;
  }

  private Told predict(Clustering clustering) {
    long start = System.nanoTime();
    int[] labels = clustering.predict(points);
    return new Told(since(start), 0, 0, crc(labels));
  }

  private Told transform(Clustering clustering) {
    long start = System.nanoTime();
    DMatrixRMaj distances = clustering.transform(some);
    double seconds = since(start);
    double sum = 0;
    for (int i = 0; i < distances.getNumElements(); i++) {
      sum += distances.data[i];
    }
    return new Told(seconds, 0, sum, null);
  }

  private Told silhouette(int[] labels) {
    long start = System.nanoTime();
    double silhouette = InternalMeasures.silhouette(some, labels, threads);
    return new Told(since(start), 0, silhouette, null);
  }

  /**
   * Times a fit that nobody listens to. A second one, which has the same bits, tells at which
   * iteration the target was reached; what the labels take at the end is part of every time.
   */
  private Told miniBatch(Ask ask) {
    MiniBatchKMeans estimator =
        new MiniBatchKMeans(ask.k()).withSeed(ask.seed()).withThreads(threads);
    long start = System.nanoTime();
    Clustering timed = estimator.fit(points);
    double total = since(start);
    double seconds = total;
    if (ask.target() != null) {
      List<Iteration> history = timed.history();
      int reached = reached(estimator, ask.target(), history.size());
      double labeling = total - seconds(history.get(history.size() - 1));
      if (reached < history.size()) {
        seconds = seconds(history.get(reached)) + labeling;
      } else if (timed.inertia() > ask.target()) {
        seconds = Double.POSITIVE_INFINITY;
      }
    }
    return new Told(seconds, timed.iterations(), timed.inertia(), crc(timed.labels()));
  }

  /** Returns the index of the first iteration that ends at the target or below, or their number. */
  private int reached(MiniBatchKMeans estimator, double target, int iterations) {
    int[] index = {0};
    estimator
        .withListener(
            progress -> {
              double inertia = Clustering.of(progress.updatedCentroids()).inertia(points);
              if (inertia <= target) {
                return Action.STOP;
              }
              index[0]++;
              return Action.CONTINUE;
            })
        .fit(points);
    return Math.min(index[0], iterations);
  }

  /** Fits with one seed after the other for half a second. */
  private Told small(Ask ask) {
    LloydKMeans estimator = new LloydKMeans(ask.k());
    Clustering first = estimator.withSeed(ask.seed()).fit(points);
    int fits = 0;
    long start = System.nanoTime();
    do {
      estimator.withSeed(ask.seed() + fits).fit(points);
      fits++;
    } while (System.nanoTime() - start < SMALL_NANOS);
    double seconds = since(start) / fits;
    return new Told(seconds, first.iterations(), first.inertia(), crc(first.labels()));
  }

  private static double since(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private static double seconds(Iteration iteration) {
    return iteration.elapsed().toNanos() / 1e9;
  }

  static String crc(int[] labels) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * labels.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asIntBuffer().put(labels);
    CRC32 crc = new CRC32();
    crc.update(bytes.array());
    return String.format(Locale.ROOT, "%08x", crc.getValue());
  }
}
