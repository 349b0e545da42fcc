package io.github.kmeans4j;

import io.github.kmeans4j.io.FileFormatException;
import io.github.kmeans4j.io.ModelFile;
import io.github.kmeans4j.io.ModelInput;
import io.github.kmeans4j.io.ModelOutput;
import io.github.kmeans4j.spi.Assigner;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * The layout of a saved {@link Clustering}, kind 1 of the format:
 *
 * <pre>
 * string      name of the metric
 * int, int    k, d
 * double      inertia
 * int         iterations
 * string      reason to stop, the name of the constant
 * long[k]     sizes
 * int         entries of the history, and for each of them
 *   int, double, int, double, long    number, inertia, rows moved, centroid shift, nanoseconds
 * double[k·d] centroids, row by row
 * </pre>
 *
 * <p>Constants of {@link StopReason} are named, not numbered, so that their order is free.
 */
final class ClusteringFile {
  /** Bytes of an entry of the history. */
  private static final int ENTRY = 32;

  private ClusteringFile() {}

  static void write(Path file, Clustering clustering) throws IOException {
    double[] centroids = clustering.centroids().data;
    int[] sizes = clustering.sizes();
    ModelFile.write(
        file,
        ModelFile.CLUSTERING,
        out -> {
          out.putString(clustering.metric().name());
          out.putInt(clustering.k());
          out.putInt(centroids.length / clustering.k());
          out.putDouble(clustering.inertia());
          out.putInt(clustering.iterations());
          out.putString(clustering.stopReason().name());
          for (int size : sizes) {
            out.putLong(size);
          }
          writeHistory(out, clustering.history());
          out.putDoubles(centroids);
        });
  }

  /** Reads a clustering; a metric of null stands for the registered one of the stored name. */
  static Clustering read(Path file, @Nullable DistanceMetric metric) throws IOException {
    return ModelFile.read(file, ModelFile.CLUSTERING, in -> parse(in, metric));
  }

  private static void writeHistory(ModelOutput out, List<Iteration> history) throws IOException {
    out.putInt(history.size());
    for (Iteration iteration : history) {
      out.putInt(iteration.number());
      out.putDouble(iteration.inertia());
      out.putInt(iteration.rowsMoved());
      out.putDouble(iteration.centroidShift());
      out.putLong(iteration.elapsed().toNanos());
    }
  }

  private static Clustering parse(ModelInput in, @Nullable DistanceMetric given)
      throws IOException {
    DistanceMetric metric = metric(in, given);
    int k = in.readInt("k", 1);
    int d = in.readInt("d", 1);
    double inertia = in.readDouble("inertia", Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    int iterations = in.readInt("iterations", 1);
    StopReason reason = stopReason(in);
    long[] sizes = in.readLongs("sizes", k, 0, Integer.MAX_VALUE);
    int[] intSizes = new int[k];
    for (int j = 0; j < k; j++) {
      intSizes[j] = (int) sizes[j];
    }
    List<Iteration> history = history(in);
    double[] centroids = in.readMatrix("centroids", k, d, Double.MAX_VALUE);
    return Clustering.builder(DMatrixRMaj.wrap(k, d, centroids), metric)
        .sizes(intSizes, inertia)
        .course(iterations, reason, history)
        .assigner(Assigner.installed())
        .build();
  }

  private static DistanceMetric metric(ModelInput in, @Nullable DistanceMetric given)
      throws IOException {
    String name = in.readString("metric");
    if (given != null) {
      if (!given.name().equals(name)) {
        throw in.failure(
            "the metric must be \"" + given.name() + "\", the given one, but is \"" + name + "\"");
      }
      return given;
    }
    try {
      return DistanceMetric.named(name);
    } catch (IllegalArgumentException e) {
      FileFormatException failure =
          in.failure(
              "the metric \""
                  + name
                  + "\" is not registered; give an instance of it to load(file, metric): "
                  + e.getMessage());
      failure.initCause(e);
      throw failure;
    }
  }

  private static StopReason stopReason(ModelInput in) throws IOException {
    String name = in.readString("reason to stop");
    for (StopReason reason : StopReason.values()) {
      if (reason.name().equals(name)) {
        return reason;
      }
    }
    throw in.failure(
        "the reason to stop must be one of "
            + List.of(StopReason.values())
            + ", but is \""
            + name
            + "\"");
  }

  private static List<Iteration> history(ModelInput in) throws IOException {
    int size = in.readInt("number of iterations in the history", 0);
    in.require("history", size, ENTRY);
    List<Iteration> history = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      int number = in.readInt("history: number", Integer.MIN_VALUE);
      double inertia = in.readDouble("history: inertia");
      int moved = in.readInt("history: rows moved", Integer.MIN_VALUE);
      double shift = in.readDouble("history: centroid shift");
      long nanos = in.readLong("history: elapsed nanoseconds", Long.MIN_VALUE, Long.MAX_VALUE);
      history.add(new Iteration(number, inertia, moved, shift, Duration.ofNanos(nanos)));
    }
    return history;
  }
}
