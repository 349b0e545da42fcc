package io.github.kmeans4j.bench.shapes;

import io.github.kmeans4j.Clustering;
import io.github.kmeans4j.Initializer;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.Seeding;
import io.github.kmeans4j.bench.process.BenchLine;
import io.github.kmeans4j.core.EuclideanDistance;
import io.github.kmeans4j.core.KMeansParallel;
import io.github.kmeans4j.core.KMeansPlusPlus;
import io.github.kmeans4j.core.data.FileSource;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import org.ejml.data.DMatrixRMaj;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Tells how long seeding takes, in full passes without bounds over the same rows, which is what
 * {@code predict} of all rows is.
 *
 * <pre>
 * java -cp kmeans-bench/target/benchmarks.jar io.github.kmeans4j.bench.shapes.SeedingPasses \
 *   -k 100 data/blobs-1000000x2-50-seed1.npy …
 * </pre>
 */
@Command(
    name = "SeedingPasses",
    mixinStandardHelpOptions = true,
    description = "Measures k-means++ and k-means|| in full passes without bounds.")
public final class SeedingPasses implements Callable<Integer> {
  @Option(
      names = {"-k", "--k"},
      description = "Number of clusters. Default: ${DEFAULT-VALUE}.")
  private int k = 100;

  @Option(names = "--rows", description = "Rows at most. Default: all.")
  private int rows = Integer.MAX_VALUE;

  @Option(names = "--repeat", description = "Timed runs; the median counts. Default: 5.")
  private int repeat = 5;

  @Option(names = "--threads", description = "Threads. Default: the processors.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Parameters(arity = "1..*", paramLabel = "NPY", description = "Rows to choose from.")
  private List<Path> files = List.of();

  private final PrintStream out;

  private SeedingPasses(PrintStream out) {
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
    PrintStream utf8 = new PrintStream(out, true, StandardCharsets.UTF_8);
    return BenchLine.of(new SeedingPasses(utf8)).execute(args);
  }

  /** What is timed. */
  @FunctionalInterface
  private interface Work {
    void run(long seed);
  }

  @Override
  public Integer call() throws IOException {
    out.println(Ours.description() + ", K = " + k + ", threads: " + threads);
    out.printf("%-36s %12s %10s %18s %18s%n", "rows", "", "pass, s", "k-means++", "k-means||");
    for (Path file : files) {
      measure(file);
    }
    return 0;
  }

  private void measure(Path file) throws IOException {
    Points points;
    try (FileSource source = FileSource.npy(file)) {
      points = source.read(0, (int) Math.min(rows, source.rows()));
    }
    DMatrixRMaj centroids = seeds(new KMeansPlusPlus(), points, 0);
    Clustering clustering = Clustering.of(centroids);
    double pass = seconds(seed -> clustering.predict(points));
    double greedy = seconds(seed -> seeds(new KMeansPlusPlus(), points, seed));
    double parallel = seconds(seed -> seeds(new KMeansParallel(), points, seed));
    out.printf(
        "%-36s %12s %10.4f %9.3f s %5.1f× %9.3f s %5.1f×%n",
        file.getFileName(),
        points.rows() + " × " + points.columns(),
        pass,
        greedy,
        greedy / pass,
        parallel,
        parallel / pass);
  }

  private DMatrixRMaj seeds(Initializer initializer, Points points, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return initializer.initialize(
        points, k, new Seeding(random, new EuclideanDistance(), null, threads));
  }

  /** The median, after as many runs that are not timed. */
  private double seconds(Work work) {
    double[] seconds = new double[repeat];
    for (int run = -repeat; run < repeat; run++) {
      long start = System.nanoTime();
      work.run(run);
      if (run >= 0) {
        seconds[run] = (System.nanoTime() - start) / 1e9;
      }
    }
    Arrays.sort(seconds);
    return seconds[repeat / 2];
  }
}
