package io.github.kmeans4j.bench;

import com.google.gson.Gson;
import io.github.kmeans4j.Clustering;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.bench.process.BenchLine;
import io.github.kmeans4j.core.data.FileSource;
import io.github.kmeans4j.internal.KernelProvider;
import io.github.kmeans4j.minibatch.MiniBatchKMeans;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Clusters a file that is larger than memory: by default 6 million synthetic images of 784 unsigned
 * bytes, 4.7 GB, in a JVM of its own with a heap of 1 GiB. Compares its inertia on all rows with
 * that of a default fit in memory on a tenth of the rows, and its throughput with a plain read of
 * the file. The file is removed afterwards, also if something fails. Ends of single fits differ by
 * a percent and more with the seed, so several seeds say more about the inertias.
 *
 * <pre>
 * java --add-modules jdk.incubator.vector -Xmx3g -cp kmeans-bench/target/benchmarks.jar \
 *     io.github.kmeans4j.bench.LargeStream
 * … LargeStream --rows 600000 --seeds 5 -k 16 --scheme adaptive --folder /var/tmp
 * </pre>
 *
 * <p>Where the operating system has memory to spare, it keeps the file there, and both the fit and
 * the plain read are faster than the disk. The read is measured before the fit and after it.
 */
@Command(
    name = "LargeStream",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Clusters a file that is larger than memory.")
public final class LargeStream implements Callable<Integer> {
  private static final int PIECE = 1 << 20;
  private static final int BLOCK = 20_000;
  private static final double MEGA = 1e6;

  @Option(names = "--rows", description = "How many rows. Default: ${DEFAULT-VALUE}.")
  private int rows = 6_000_000;

  @Option(names = "-k", description = "Number of clusters. Default: ${DEFAULT-VALUE}.")
  private int k = 64;

  @Option(
      names = "--sample",
      description = "Rows of the fit in memory, 0 for none. Default: a tenth of all.")
  private int sample = -1;

  @Option(names = "--seeds", description = "Seeds 0, 1, …. Default: ${DEFAULT-VALUE}.")
  private int seeds = 1;

  @Option(names = "--scheme", description = "Of the fit from the file. Default: its own default.")
  private @Nullable SchemeName scheme;

  @Option(names = "--heap", description = "Of the fit from the file. Default: ${DEFAULT-VALUE}.")
  private String heap = "1g";

  @Option(names = "--threads", description = "Of every fit. Default: the processors.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(names = "--folder", description = "Where the file goes. Default: ${DEFAULT-VALUE}.")
  private Path folder = Path.of(System.getProperty("java.io.tmpdir"));

  @Option(names = "--keep", description = "Keeps the file.")
  private boolean keep;

  private final PrintStream out;
  private volatile @Nullable Process child;

  private LargeStream(PrintStream out) {
    this.out = out;
  }

  /**
   * Runs the command.
   *
   * @param args see {@code --help}
   */
  public static void main(String[] args) {
    System.exit(execute(System.out, args));
  }

  /** Runs the command and returns its exit code. */
  static int execute(PrintStream out, String... args) {
    return BenchLine.of(new LargeStream(out)).execute(args);
  }

  @Override
  public Integer call() throws IOException {
    Path own = Files.createTempDirectory(folder, "large-stream");
    Path file = own.resolve("images.bytes");
    Thread cleaner = new Thread(() -> clean(own, file));
    Runtime.getRuntime().addShutdownHook(cleaner);
    try {
      measure(file);
    } finally {
      Runtime.getRuntime().removeShutdownHook(cleaner);
      clean(own, file);
    }
    return 0;
  }

  private void measure(Path file) throws IOException {
    long start = System.nanoTime();
    new LargeData(1).write(file, rows, threads);
    double bytes = (double) rows * BenchData.COLUMNS;
    say("%,d × %d bytes written in %.1f s", rows, BenchData.COLUMNS, since(start));
    double before = read(file);
    say("plain read before the fits:  %.0f MB/s", bytes / MEGA / before);
    int size = Math.min(rows, sample < 0 ? Math.max(k, rows / 10) : sample);
    double fromFile = 0;
    double inMemory = 0;
    for (long seed = 0; seed < seeds; seed++) {
      fromFile += fromFile(file, seed);
      inMemory += size == 0 ? 0 : inMemory(file, size, seed);
    }
    say("plain read after the fits:   %.0f MB/s", bytes / MEGA / read(file));
    if (size > 0) {
      say("ratio of the mean inertias, from the file to in memory: %.4f", fromFile / inMemory);
    }
  }

  /** Fits the file in a JVM of its own; returns the inertia of all rows. */
  private double fromFile(Path file, long seed) throws IOException {
    LargeStreamFit.Outcome outcome = fit(file, seed);
    double speed = outcome.rowsRead() / outcome.seconds();
    say(
        "fit from the file, K = %d, seed %d, heap %.0f MiB, %s, %d threads, JDK %d:",
        k,
        seed,
        outcome.heapBytes() / 1048576.0,
        outcome.kernel(),
        threads,
        Runtime.version().feature());
    say("  %.1f s, %d batches, %s", outcome.seconds(), outcome.batches(), outcome.reason());
    say("  read %,d rows, each %.2f times", outcome.rowsRead(), outcome.rowsRead() / (double) rows);
    say("  %,.0f rows/s, %.0f MB/s", speed, speed * BenchData.COLUMNS / MEGA);
    say("  peak memory of the process %.0f MiB", outcome.peakBytes() / 1048576.0);
    say("  inertia %.6e", outcome.inertia());
    return outcome.inertia();
  }

  /** Fits some rows in memory by the defaults; returns the inertia of all rows. */
  private double inMemory(Path file, int size, long seed) throws IOException {
    try (FileSource source = LargeStreamFit.open(file)) {
      Points points = sample(source, size, seed);
      long start = System.nanoTime();
      Clustering clustering =
          new MiniBatchKMeans(k).withSeed(seed).withThreads(threads).fit(points);
      double seconds = since(start);
      double inertia = 0;
      for (long first = 0; first < source.rows(); first += BLOCK) {
        int block = (int) Math.min(BLOCK, source.rows() - first);
        inertia += clustering.inertia(source.read(first, block));
      }
      say("fit in memory on %,d rows: %.1f s, inertia of all rows %.6e", size, seconds, inertia);
      return inertia;
    }
  }

  /** Draws rows without replacement, in their order (Knuth, Algorithm S). */
  private static Points sample(FileSource source, int size, long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    byte[] values = new byte[Math.multiplyExact(size, BenchData.COLUMNS)];
    double[] row = new double[BenchData.COLUMNS];
    int taken = 0;
    for (long first = 0; taken < size; first += BLOCK) {
      int block = (int) Math.min(BLOCK, source.rows() - first);
      Points points = source.read(first, block);
      for (int i = 0; i < block; i++) {
        if (random.nextLong(source.rows() - first - i) < size - taken) {
          points.copyRow(i, row);
          for (int c = 0; c < row.length; c++) {
            values[taken * row.length + c] = (byte) (int) row[c];
          }
          taken++;
        }
      }
    }
    return Points.ofUnsignedBytes(values, size, BenchData.COLUMNS);
  }

  private LargeStreamFit.Outcome fit(Path file, long seed) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + heap);
    if (ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()) {
      command.addAll(List.of("--add-modules", "jdk.incubator.vector"));
    }
    String kernel = System.getProperty(KernelProvider.PROPERTY);
    if (kernel != null) {
      command.add("-D" + KernelProvider.PROPERTY + "=" + kernel);
    }
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), LargeStreamFit.class.getName()));
    command.addAll(List.of(file.toString(), Integer.toString(k), Long.toString(seed)));
    command.add(Integer.toString(threads));
    command.add(scheme == null ? LargeStreamFit.DEFAULT : scheme.name());
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    child = process;
    try (BufferedReader in = process.inputReader(StandardCharsets.UTF_8)) {
      String line = in.readLine();
      int code = process.waitFor();
      if (line == null || code != 0) {
        throw new IOException("the fit from the file ended with code " + code);
      }
      return new Gson().fromJson(line, LargeStreamFit.Outcome.class);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while fitting " + file, e);
    } finally {
      process.destroy();
    }
  }

  /** Reads the file from its beginning to its end; returns the seconds. */
  private static double read(Path file) throws IOException {
    long start = System.nanoTime();
    ByteBuffer piece = ByteBuffer.allocateDirect(PIECE);
    try (FileChannel channel = FileChannel.open(file)) {
      while (channel.read(piece) >= 0) {
        piece.clear();
      }
    }
    return since(start);
  }

  private void clean(Path own, Path file) {
    Process running = child;
    if (running != null) {
      running.destroyForcibly();
    }
    if (keep) {
      say("kept %s", file);
      return;
    }
    try {
      Files.deleteIfExists(file);
      Files.deleteIfExists(own);
    } catch (IOException e) {
      say("could not remove %s: %s", own, e);
    }
  }

  private void say(String format, Object... arguments) {
    out.println(String.format(Locale.ROOT, format, arguments));
    out.flush();
  }

  private static double since(long nanos) {
    return (System.nanoTime() - nanos) / 1e9;
  }
}
