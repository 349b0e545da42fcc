package io.github.kmeans4j.bench.headtohead;

import io.github.kmeans4j.Points;
import io.github.kmeans4j.bench.PeakMemory;
import io.github.kmeans4j.core.internal.rows.Euclidean;
import io.github.kmeans4j.core.internal.serve.KernelAssigner;
import java.util.Locale;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** Turns outcomes into answers, the same way for every library of this JVM. */
final class Scores {
  private Scores() {}

  /** Scores labels and the inertia that goes with them. */
  static Answer of(long nanos, int iterations, double inertia, int @Nullable [] labels) {
    return new Answer(
        nanos / 1e9,
        iterations,
        inertia,
        labels == null ? null : crc(labels),
        null,
        PeakMemory.bytes());
  }

  /** Scores bare centroids: assigns the rows to them, untimed. */
  static Answer ofCentroids(
      long nanos, int iterations, Points points, double[][] centroids, int threads) {
    int[] labels = new int[points.rows()];
    double inertia =
        new KernelAssigner()
            .search(centroids, Euclidean.LOSS)
            .assign(points, row -> {}, null, threads, labels);
    return of(nanos, iterations, inertia, labels);
  }

  static String crc(int[] labels) {
    CRC32 crc = new CRC32();
    for (int label : labels) {
      crc.update(label);
    }
    return String.format(Locale.ROOT, "%08x", crc.getValue());
  }
}
