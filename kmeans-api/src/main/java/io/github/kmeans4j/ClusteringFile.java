package io.github.kmeans4j;

import io.github.kmeans4j.internal.RowCheck;
import io.github.kmeans4j.internal.model.ModelFile;
import io.github.kmeans4j.internal.model.ModelInput;
import io.github.kmeans4j.internal.model.ModelOutput;
import io.github.kmeans4j.io.FileFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
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
 * string      reason to stop, the name of the constant, or NOT_FITTED
 * long[k]     sizes
 * int         entries of the history, and for each of them
 *   int, double, int, double, long    number, inertia, rows moved, centroid shift, nanoseconds
 * double[k·d] centroids, row by row
 * </pre>
 *
 * <p>Constants of {@link StopReason} are named, not numbered, so that their order is free. A
 * clustering that was not fitted has inertia and sizes 0, 1 iteration and no history; versions of
 * the library that do not know NOT_FITTED refuse it by that name.
 */
final class ClusteringFile {
  /** Bytes of an entry of the history. */
  private static final int ENTRY = 32;

  /** Stands for the reason to stop where there was no fit. */
  private static final String NOT_FITTED = "NOT_FITTED";

  private ClusteringFile() {}

  static void write(Path file, Clustering clustering) throws IOException {
    ModelFile.write(file, ModelFile.CLUSTERING, layout(clustering));
  }

  static void write(OutputStream out, Clustering clustering) throws IOException {
    ModelFile.write(out, ModelFile.CLUSTERING, layout(clustering));
  }

  /** Reads a clustering; a metric of null stands for the registered one of the stored name. */
  static Clustering read(Path file, @Nullable DistanceMetric metric) throws IOException {
    return ModelFile.read(file, ModelFile.CLUSTERING, in -> parse(in, metric));
  }

  /** Reads a clustering; a metric of null stands for the registered one of the stored name. */
  static Clustering read(InputStream in, @Nullable DistanceMetric metric) throws IOException {
    return ModelFile.read(in, ModelFile.CLUSTERING, input -> parse(input, metric));
  }

  private static ModelFile.Layout layout(Clustering clustering) {
    boolean fitted = clustering.isFitted();
    double[] centroids = clustering.centroids().data;
    long[] sizes = fitted ? clustering.longSizes() : new long[clustering.k()];
    return out -> {
      out.putString(clustering.metric().name());
      out.putInt(clustering.k());
      out.putInt(clustering.columns());
      out.putDouble(fitted ? clustering.inertia() : 0);
      out.putInt(fitted ? clustering.iterations() : 1);
      out.putString(fitted ? clustering.stopReason().name() : NOT_FITTED);
      for (long size : sizes) {
        out.putLong(size);
      }
      writeHistory(out, clustering.history());
      out.putDoubles(centroids);
    };
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
    double inertia = in.readDouble("inertia", 0, Double.POSITIVE_INFINITY);
    int iterations = in.readInt("iterations", 1);
    StopReason reason = stopReason(in);
    long[] sizes = in.readLongs("sizes", k, 0, Long.MAX_VALUE);
    List<Iteration> history = history(in);
    double[] centroids = in.readMatrix("centroids", k, d, RowCheck.largestCentroid(d));
    Clustering.Builder builder = Clustering.builder(DMatrixRMaj.wrap(k, d, centroids), metric);
    if (reason != null) {
      builder.sizes(sizes, inertia).course(iterations, reason, history);
    } else if (inertia != 0 || iterations != 1 || !history.isEmpty() || total(sizes) != 0) {
      throw in.failure("centroids without a fit can have no inertia, iterations, history or sizes");
    }
    return builder.build();
  }

  private static double total(long[] sizes) {
    double total = 0;
    for (long size : sizes) {
      total += size;
    }
    return total;
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

  /** Reads the reason to stop; null where there was no fit. */
  private static @Nullable StopReason stopReason(ModelInput in) throws IOException {
    String name = in.readString("reason to stop");
    if (name.equals(NOT_FITTED)) {
      return null;
    }
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
      long nanos = in.readLong("history: elapsed nanoseconds", 0, Long.MAX_VALUE);
      history.add(new Iteration(number, inertia, moved, shift, Duration.ofNanos(nanos)));
    }
    return history;
  }
}
