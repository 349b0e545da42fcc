package io.github.kmeans4j.bench.shapes;

import io.github.kmeans4j.Clustering;
import io.github.kmeans4j.Initializer;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.bench.process.Child;
import io.github.kmeans4j.bench.process.Commands;
import io.github.kmeans4j.bench.process.ScikitLearn;
import io.github.kmeans4j.bench.process.TemporaryFolder;
import io.github.kmeans4j.core.LloydKMeans;
import io.github.kmeans4j.core.data.SparseFile;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.TreeMap;
import org.ejml.data.DMatrixRMaj;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Times fits of sparse rows from their first K, beside those of scikit-learn, lloyd in float32,
 * from the same centroids; in turns. Without a file of {@code scipy.sparse.save_npz} the rows are
 * made: like counts of words, weighted and of length 1.
 *
 * <pre>
 * java --add-modules jdk.incubator.vector -cp kmeans-bench/target/benchmarks.jar
 *   io.github.kmeans4j.bench.shapes.SparseFit
 * … SparseFit words.npz -k 20,100 --passes 30
 * </pre>
 */
@Command(
    name = "SparseFit",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Compares fits of sparse rows with those of scikit-learn.")
public final class SparseFit implements Runnable {
  private static final String SCRIPT = "sparse_fits.py";

  /** What Python is asked: rows lie in a folder as three files of plain numbers. */
  private record Ask(String folder, int columns, int k, int passes) {}

  /** What it says. */
  private record Told(double seconds, int passes, double inertia) {}

  @Parameters(
      arity = "0..1",
      paramLabel = "NPZ",
      description = "Rows, of scipy.sparse.save_npz. Default: made ones.")
  private @Nullable Path file;

  @Option(
      names = "-k",
      split = ",",
      paramLabel = "K",
      description = "Numbers of clusters. Default: 20, 100.")
  private int[] ks = {20, 100};

  @Option(
      names = "--rows",
      paramLabel = "N",
      description = "How many rows are made. Default: ${DEFAULT-VALUE}.")
  private int rows = 100_000;

  @Option(
      names = "--passes",
      paramLabel = "P",
      description = "Passes of a fit, at most. Default: ${DEFAULT-VALUE}.")
  private int passes = 30;

  @Option(
      names = "--repeat",
      paramLabel = "R",
      description = "Timed rounds; the median counts. Default: ${DEFAULT-VALUE}.")
  private int repeat = 3;

  @Option(
      names = "--warmup",
      paramLabel = "S",
      description = "Seconds of fits before them. Default: ${DEFAULT-VALUE}.")
  private int warmup = 5;

  @Option(
      names = "--threads",
      paramLabel = "T",
      description = "Threads of both. Default: the processors.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--python",
      paramLabel = "PATH",
      description = "A Python that has scikit-learn, or none. Default: /usr/bin/python3, python3.")
  private @Nullable String python;

  private final PrintStream out;

  private SparseFit(PrintStream out) {
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
    return new CommandLine(new SparseFit(out)).execute(args);
  }

  @Override
  public void run() {
    String found = "none".equals(python) ? null : ScikitLearn.find(python);
    try (TemporaryFolder folder = new TemporaryFolder("sparse")) {
      SparseRows data = file == null ? SparseRows.words(rows) : SparseRows.of(SparseFile.npz(file));
      out.println(Ours.description() + ", " + threads + " threads; " + data);
      Child child = null;
      if (found != null) {
        data.write(folder.path());
        Path script = ScikitLearn.script(SparseFit.class, SCRIPT, folder.path());
        child =
            new Child(
                "Python",
                Commands.process(
                    List.of(found, script.toString()), ScikitLearn.environment(threads)));
        out.println(child.description());
      }
      out.printf(
          "%6s %8s %10s %12s %8s %10s %12s %7s%n",
          "K", "passes", "ours s", "inertia", "passes", "theirs s", "inertia", "ratio");
      try {
        for (int k : ks) {
          compare(data, k, child, folder.path().toString());
        }
      } finally {
        if (child != null) {
          child.close();
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException("the fits cannot be timed", e);
    }
  }

  private void compare(SparseRows data, int k, @Nullable Child child, String folder)
      throws IOException {
    Points points = data.points();
    LloydKMeans fit =
        new LloydKMeans(k)
            .withInitializer(Initializer.of(first(points, k)))
            .withMaxIterations(passes)
            .withThreads(threads);
    long warm = System.nanoTime() + warmup * 1_000_000_000L;
    Clustering clustering = fit.fit(points);
    while (System.nanoTime() < warm) {
      clustering = fit.fit(points);
    }
    double[] ours = new double[repeat];
    double[] theirs = new double[repeat];
    Told told = new Told(Double.NaN, 0, Double.NaN);
    for (int round = 0; round < repeat; round++) {
      long begin = System.nanoTime();
      clustering = fit.fit(points);
      ours[round] = (System.nanoTime() - begin) / 1e9;
      if (child != null) {
        told = child.ask(new Ask(folder, points.columns(), k, passes), Told.class);
      }
      theirs[round] = told.seconds();
    }
    out.printf(
        Locale.ROOT,
        "%6d %8d %10.3f %12.4g %8d %10.3f %12.4g %6.1f×%n",
        k,
        clustering.iterations(),
        median(ours),
        clustering.inertia(),
        told.passes(),
        median(theirs),
        told.inertia(),
        median(theirs) / median(ours));
    out.flush();
  }

  private static DMatrixRMaj first(Points points, int k) {
    DMatrixRMaj centroids = new DMatrixRMaj(k, points.columns());
    double[] row = new double[points.columns()];
    for (int j = 0; j < k; j++) {
      points.copyRow(j, row);
      System.arraycopy(row, 0, centroids.data, j * row.length, row.length);
    }
    return centroids;
  }

  private static double median(double[] seconds) {
    double[] sorted = seconds.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  /** Rows in three arrays, as SciPy has them. */
  private record SparseRows(int[] starts, int[] columns, float[] values, int d) {
    static SparseRows of(SparseFile file) {
      double[] wide = file.values();
      float[] values = new float[wide.length];
      for (int p = 0; p < values.length; p++) {
        values[p] = (float) wide[p];
      }
      return new SparseRows(
          file.rowStarts(), file.columnIndices(), values, file.points().columns());
    }

    /**
     * Three to eleven words a row, of 30,000: the j-th is drawn in proportion to 1/j, every second
     * word from an order that one of 200 topics has of its own; rare words weigh more.
     */
    static SparseRows words(int n) {
      int d = 30_000;
      Random random = new Random(1);
      int[] starts = new int[n + 1];
      int[] columns = new int[11 * n];
      float[] values = new float[11 * n];
      int stored = 0;
      for (int i = 0; i < n; i++) {
        int topic = random.nextInt(200);
        TreeMap<Integer, Double> row = new TreeMap<>();
        for (int words = 3 + random.nextInt(9); words > 0; words--) {
          int rank = (int) StrictMath.pow(d, random.nextDouble()) - 1;
          int word = words % 2 == 0 ? rank : (int) ((rank + 1L) * (2 * topic + 101) % d);
          row.put(word, 1 + StrictMath.log(rank + 1));
        }
        double lengthSq = row.values().stream().mapToDouble(value -> value * value).sum();
        for (var word : row.entrySet()) {
          columns[stored] = word.getKey();
          values[stored++] = (float) (word.getValue() / Math.sqrt(lengthSq));
        }
        starts[i + 1] = stored;
      }
      return new SparseRows(
          starts, Arrays.copyOf(columns, stored), Arrays.copyOf(values, stored), d);
    }

    Points points() {
      return Points.ofSparseRows(starts, columns, values, d);
    }

    void write(Path folder) throws IOException {
      ByteBuffer bytes = ByteBuffer.allocate(4 * starts.length).order(ByteOrder.LITTLE_ENDIAN);
      bytes.asIntBuffer().put(starts);
      Files.write(folder.resolve("starts"), bytes.array());
      bytes = ByteBuffer.allocate(4 * columns.length).order(ByteOrder.LITTLE_ENDIAN);
      bytes.asIntBuffer().put(columns);
      Files.write(folder.resolve("columns"), bytes.array());
      bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
      bytes.asFloatBuffer().put(values);
      Files.write(folder.resolve("values"), bytes.array());
    }

    @Override
    public String toString() {
      return starts.length - 1 + " × " + d + ", " + values.length + " stored values";
    }
  }
}
