package io.github.kmeans4j.bench;

import com.google.gson.Gson;
import io.github.kmeans4j.BlockSource;
import io.github.kmeans4j.Clustering;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.data.FileSource;
import io.github.kmeans4j.core.data.ValueType;
import io.github.kmeans4j.core.internal.kernel.Kernels;
import io.github.kmeans4j.minibatch.MiniBatchKMeans;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The process of {@link LargeStream} that has little memory. Arguments: file, k, seed, threads and
 * the scheme or {@code default}. Prints the outcome as one JSON object.
 */
public final class LargeStreamFit {
  /** Stands for whatever scheme a fit over a source has by itself. */
  static final String DEFAULT = "default";

  private LargeStreamFit() {}

  /**
   * What came out.
   *
   * @param kernel that scored the rows
   * @param seconds from the opened file to the clusters, their inertia on all rows included
   * @param rowsRead how many rows were read, every time counted
   * @param batches that were learned
   * @param reason to stop
   * @param inertia of all rows
   * @param peakBytes most memory the process has had resident; 0 if not known
   * @param heapBytes most that the heap may have
   */
  record Outcome(
      String kernel,
      double seconds,
      long rowsRead,
      int batches,
      String reason,
      double inertia,
      long peakBytes,
      long heapBytes) {}

  /**
   * Runs it.
   *
   * @param args file, k, seed, threads, scheme
   * @throws IOException if the file cannot be read
   */
  public static void main(String[] args) throws IOException {
    MiniBatchKMeans estimator =
        new MiniBatchKMeans(Integer.parseInt(args[1]))
            .withSeed(Long.parseLong(args[2]))
            .withThreads(Integer.parseInt(args[3]));
    if (!args[4].equals(DEFAULT)) {
      estimator = estimator.withScheme(SchemeName.valueOf(args[4]).scheme());
    }
    try (Counted source = new Counted(open(Path.of(args[0])), new AtomicLong())) {
      long start = System.nanoTime();
      Clustering clustering = estimator.fit(source);
      double seconds = (System.nanoTime() - start) / 1e9;
      System.out.println(
          new Gson()
              .toJson(
                  new Outcome(
                      Kernels.get().description(),
                      seconds,
                      source.read.get(),
                      clustering.iterations(),
                      clustering.stopReason().name(),
                      clustering.inertia(),
                      PeakMemory.bytes(),
                      Runtime.getRuntime().maxMemory())));
    }
  }

  /** Opens what {@link LargeData} wrote. */
  static FileSource open(Path file) throws IOException {
    return FileSource.raw(file, ValueType.UNSIGNED_BYTE, ByteOrder.BIG_ENDIAN, BenchData.COLUMNS);
  }

  /** Counts the rows that are read. */
  private record Counted(BlockSource source, AtomicLong read) implements BlockSource {
    @Override
    public long rows() {
      return source.rows();
    }

    @Override
    public int columns() {
      return source.columns();
    }

    @Override
    public Points read(long first, int rows) throws IOException {
      read.addAndGet(rows);
      return source.read(first, rows);
    }

    @Override
    public void close() throws IOException {
      source.close();
    }
  }
}
