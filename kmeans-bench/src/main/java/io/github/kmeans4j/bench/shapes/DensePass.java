package io.github.kmeans4j.bench.shapes;

import io.github.kmeans4j.Points;
import io.github.kmeans4j.bench.process.BenchLine;
import io.github.kmeans4j.bench.process.Child;
import io.github.kmeans4j.bench.process.Commands;
import io.github.kmeans4j.bench.process.ScikitLearn;
import io.github.kmeans4j.bench.process.TemporaryFolder;
import io.github.kmeans4j.core.internal.exact.FitRows;
import io.github.kmeans4j.core.internal.kernel.Kernels;
import io.github.kmeans4j.core.internal.sparse.RowAssignment;
import io.github.kmeans4j.core.internal.work.Workers;
import io.github.kmeans4j.internal.StoredRows;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Times one dense pass, scores and the nearest centroid of every row, decided exactly, beside the
 * product alone by the BLAS of numpy, in turns.
 *
 * <pre>
 * java --add-modules jdk.incubator.vector -cp kmeans-bench/target/benchmarks.jar
 *   io.github.kmeans4j.bench.shapes.DensePass
 * </pre>
 */
@Command(
    name = "DensePass",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Compares a pass over all rows and centroids with the product alone by a BLAS.")
public final class DensePass implements Runnable {
  private static final String SCRIPT = "products.py";
  private static final double GIGA = 1e9;

  private static final List<Shape> SHAPES =
      List.of(
          new Shape(60_000, 784, 64),
          new Shape(60_000, 784, 256),
          new Shape(341_479, 100, 100),
          new Shape(341_479, 100, 1000),
          new Shape(504_000, 64, 256));

  /** Sizes of a product. */
  private record Shape(int rows, int columns, int k) {
    Shape atMost(int most) {
      return new Shape(Math.min(rows, most), columns, k);
    }

    double operations() {
      return 2.0 * rows * columns * k;
    }
  }

  /** What Python is asked. */
  private record Ask(int rows, int columns, int k, int repeat) {}

  /** What it says. */
  private record Times(double[] seconds) {}

  @Option(
      names = "--rows",
      paramLabel = "N",
      description = "Rows of a shape, at most. Default: all.")
  private int rows = Integer.MAX_VALUE;

  @Option(
      names = "--repeat",
      paramLabel = "R",
      description = "Timed rounds; the median counts. Default: ${DEFAULT-VALUE}.")
  private int repeat = 9;

  @Option(
      names = "--warmup",
      paramLabel = "R",
      description = "Rounds before them. Default: ${DEFAULT-VALUE}.")
  private int warmup = 12;

  @Option(
      names = "--threads",
      paramLabel = "T",
      description = "Threads of both. Default: the processors.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--python",
      paramLabel = "PATH",
      description = "A Python that has numpy, or none. Default: /usr/bin/python3, then python3.")
  private @Nullable String python;

  private final PrintStream out;

  private DensePass(PrintStream out) {
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
    return BenchLine.of(new DensePass(out)).execute(args);
  }

  @Override
  public void run() {
    String found = "none".equals(python) ? null : ScikitLearn.find(python);
    out.println(Ours.description() + ", " + threads + " threads");
    out.printf(
        "%-20s %10s %10s %10s %10s %7s%n",
        "shape", "pass s", "GFLOP/s", "BLAS s", "GFLOP/s", "ratio");
    try (TemporaryFolder folder = new TemporaryFolder("pass")) {
      Child child = null;
      if (found != null) {
        Path script = ScikitLearn.script(DensePass.class, SCRIPT, folder.path());
        child =
            new Child(
                "Python",
                Commands.process(
                    List.of(found, script.toString()), ScikitLearn.environment(threads)));
      }
      try {
        for (Shape shape : SHAPES) {
          compare(shape.atMost(rows), child);
        }
      } finally {
        if (child != null) {
          child.close();
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException("the product cannot be timed", e);
    }
  }

  private void compare(Shape shape, @Nullable Child child) throws IOException {
    int d = shape.columns;
    float[] values = Generators.flat(shape.rows, d, 1);
    double[][] centroids = new double[Math.min(shape.k, shape.rows)][d];
    for (int j = 0; j < centroids.length; j++) {
      for (int c = 0; c < d; c++) {
        centroids[j][c] = values[j * d + c];
      }
    }
    int[] labels = new int[shape.rows];
    double[] ours = new double[repeat];
    double[] theirs = new double[repeat];
    try (Workers workers = new Workers(threads)) {
      StoredRows points = (StoredRows) Points.of(values, shape.rows, d);
      RowAssignment pass =
          new RowAssignment(FitRows.of(points, Kernels.get(), workers), centroids.length);
      for (int round = -warmup; round < repeat; round++) {
        long begin = System.nanoTime();
        pass.label(centroids, labels);
        double seconds = (System.nanoTime() - begin) / 1e9;
        if (round >= 0) {
          ours[round] = seconds;
          if (child != null) {
            theirs[round] = least(child.ask(new Ask(shape.rows, d, shape.k, 2), Times.class));
          }
        }
      }
    }
    report(shape, median(ours), child == null ? Double.NaN : median(theirs));
  }

  private static double least(Times times) {
    return Arrays.stream(times.seconds).min().orElseThrow();
  }

  private static double median(double[] seconds) {
    double[] sorted = seconds.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private void report(Shape shape, double ours, double theirs) {
    out.printf(
        Locale.ROOT,
        "%-20s %10.4f %10.0f %10.4f %10.0f %6.2f×%n",
        shape.rows + " × " + shape.columns + ", " + shape.k,
        ours,
        shape.operations() / ours / GIGA,
        theirs,
        shape.operations() / theirs / GIGA,
        theirs / ours);
    out.flush();
  }
}
