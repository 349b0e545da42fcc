package io.github.kmeans4j.bench;

import io.github.kmeans4j.Clustering;
import io.github.kmeans4j.Points;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.ejml.data.DMatrixRMaj;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Asks finished centroids about rows that come later: labels of all rows and of one, the ten
 * nearest, all distances. Rows are floats about as many centers as there are centroids, which lie
 * on a plane of 64 dimensions.
 *
 * <pre>
 * java -jar kmeans-bench/target/benchmarks.jar Serving
 * java -jar kmeans-bench/target/benchmarks.jar Serving -f 1 -wi 3 -i 3 -p shape=20000x768x300 \\
 *     -jvmArgsAppend "--add-modules jdk.incubator.vector"
 * </pre>
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // JMH sets the fields
public class ServingBenchmark {
  private static final int PLANE = 64;
  private static final int LISTED = 10;

  /** Rows, columns and centroids. */
  @Param({"1000000x2x100", "341479x100x100", "20000x100x1000", "20000x768x300"})
  String shape;

  private Clustering clustering;
  private Points points;
  private float[][] single;
  private int next;

  /** Makes rows and centroids. */
  @Setup(Level.Trial)
  public void make() {
    String[] parts = shape.split("x", -1);
    int n = Integer.parseInt(parts[0]);
    int d = Integer.parseInt(parts[1]);
    int k = Integer.parseInt(parts[2]);
    SplittableRandom random = new SplittableRandom(1);
    int plane = Math.min(d, PLANE);
    double[][] axes = gaussian(random, plane, d, 1 / Math.sqrt(d));
    double[][] places = gaussian(random, k, plane, 1);
    DMatrixRMaj centroids = new DMatrixRMaj(k, d);
    for (int j = 0; j < k; j++) {
      for (int t = 0; t < plane; t++) {
        for (int c = 0; c < d; c++) {
          centroids.data[j * d + c] += places[j][t] * axes[t][c];
        }
      }
    }
    float[] values = new float[n * d];
    for (int i = 0; i < n; i++) {
      int center = random.nextInt(k) * d;
      for (int c = 0; c < d; c++) {
        values[i * d + c] = (float) (centroids.data[center + c] + 0.3 * random.nextGaussian());
      }
    }
    clustering = Clustering.of(centroids);
    points = Points.of(values, n, d);
    single = new float[Math.min(n, 1000)][d];
    for (int i = 0; i < single.length; i++) {
      System.arraycopy(values, i * d, single[i], 0, d);
    }
  }

  private static double[][] gaussian(SplittableRandom random, int rows, int columns, double scale) {
    double[][] values = new double[rows][columns];
    for (double[] row : values) {
      for (int c = 0; c < columns; c++) {
        row[c] = scale * random.nextGaussian();
      }
    }
    return values;
  }

  /**
   * Labels all rows.
   *
   * @return the labels
   */
  @Benchmark
  public int[] predictAll() {
    return clustering.predict(points);
  }

  /**
   * Labels one row, each time another one.
   *
   * @return the label
   */
  @Benchmark
  public int predictOne() {
    next = next + 1 == single.length ? 0 : next + 1;
    return clustering.predict(single[next]);
  }

  /**
   * Lists the nearest of all rows.
   *
   * @return the lists
   */
  @Benchmark
  public int[][] nearestTen() {
    return clustering.nearest(points, LISTED);
  }

  /**
   * Measures all distances.
   *
   * @return n × k
   */
  @Benchmark
  public DMatrixRMaj transform() {
    return clustering.transform(points);
  }
}
