package io.github.kmeans4j.bench;

import com.google.gson.Gson;
import io.github.kmeans4j.BlockSource;
import io.github.kmeans4j.Clustering;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.bench.process.BenchLine;
import io.github.kmeans4j.core.data.FileSource;
import io.github.kmeans4j.core.data.ValueType;
import io.github.kmeans4j.core.internal.kernel.Kernels;
import io.github.kmeans4j.minibatch.MiniBatchKMeans;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The process of {@link LargeStream} that has little memory. Prints one JSON object. */
@Command(
    name = "LargeStreamFit",
    mixinStandardHelpOptions = true,
    description = "Fits a file of LargeStream, in as little memory as this process has.")
public final class LargeStreamFit implements Callable<Integer> {
  /** Stands for whatever scheme a fit over a source has by itself. */
  static final String DEFAULT = "default";

  @Parameters(index = "0", description = "What LargeStream wrote.")
  private Path file = Path.of("");

  @Parameters(index = "1", paramLabel = "k", description = "Number of clusters.")
  private int k;

  @Parameters(index = "2", description = "Of the fit.")
  private long seed;

  @Parameters(index = "3", description = "Of the fit.")
  private int threads;

  @Parameters(index = "4", description = "Of the fit: a scheme, or " + DEFAULT + ".")
  private String scheme = DEFAULT;

  private final PrintStream out;

  LargeStreamFit(PrintStream out) {
    this.out = out;
  }

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
   * Runs the command.
   *
   * @param args file, k, seed, threads and the scheme or {@code default}
   */
  public static void main(String[] args) {
    System.exit(BenchLine.of(new LargeStreamFit(System.out)).execute(args));
  }

  @Override
  public Integer call() throws IOException {
    MiniBatchKMeans estimator = new MiniBatchKMeans(k).withSeed(seed).withThreads(threads);
    if (!scheme.equals(DEFAULT)) {
      List<String> names = Stream.of(SchemeName.values()).map(Enum::name).toList();
      BenchLine.among("scheme", names, List.of(scheme));
      estimator = estimator.withScheme(SchemeName.valueOf(scheme).scheme());
    }
    try (Counted source = new Counted(open(file), new AtomicLong())) {
      long start = System.nanoTime();
      Clustering clustering = estimator.fit(source);
      double seconds = (System.nanoTime() - start) / 1e9;
      out.println(
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
    return 0;
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
