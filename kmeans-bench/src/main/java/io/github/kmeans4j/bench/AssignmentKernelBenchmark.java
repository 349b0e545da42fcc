package io.github.kmeans4j.bench;

import io.github.kmeans4j.Clustering;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.internal.kernel.Kernels;
import io.github.kmeans4j.core.internal.rows.Euclidean;
import io.github.kmeans4j.core.internal.serve.KernelAssigner;
import java.util.concurrent.TimeUnit;
import org.ejml.concurrency.EjmlConcurrency;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Assigns 60000 × 784 values to the nearest of k centroids, the first k rows.
 *
 * <ul>
 *   <li>{@code …Pass}: the bare kernel, single precision (bytes or floats); {@link KernelFractions}
 *       sets it against the limits of the machine
 *   <li>{@code …Predict}: the exact assignment as {@link Clustering#predict} does it, near-ties
 *       decided in double
 *   <li>{@code ejml}: product by EJML, then argmin (floats or doubles)
 * </ul>
 *
 * <p>All use every processor. MNIST if {@code KMEANS4J_MNIST_DIR} names its folder, else synthetic
 * images.
 *
 * <pre>
 * java -jar kmeans-bench/target/benchmarks.jar AssignmentKernel
 * java -jar kmeans-bench/target/benchmarks.jar AssignmentKernel -f 1 -wi 2 -i 3 -w 1 -r 1 -p k=10,64
 * </pre>
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(3)
public class AssignmentKernelBenchmark {

  /** Data, centroids and a bare kernel. */
  @State(Scope.Benchmark)
  @SuppressWarnings("NullAway.Init") // JMH sets the fields
  public static class Pass {
    /** Number of centroids. */
    @Param({"10", "16", "64", "256"})
    int k;

    /** How the rows lie in memory. */
    @Param({"byte", "float"})
    String storage;

    /** Number of rows. */
    @Param("60000")
    int rows;

    KernelPass pass;
    int[] labels;

    /** Loads the data. */
    @Setup(Level.Trial)
    public void load() {
      BenchData data = BenchData.load(rows);
      labels = new int[rows];
      float[] centroids = data.first(k).floats();
      pass = new KernelPass(Kernels.get(), data, Storage.named(storage), centroids, threads());
    }

    /** Ends the threads. */
    @TearDown(Level.Trial)
    public void close() {
      pass.close();
    }
  }

  /** Data and centroids of the exact assignment. */
  @State(Scope.Benchmark)
  @SuppressWarnings("NullAway.Init") // JMH sets the fields
  public static class Exact {
    /** Number of centroids. */
    @Param({"10", "16", "64", "256"})
    int k;

    /** How the rows lie in memory. */
    @Param({"byte", "float", "double"})
    String storage;

    /** Number of rows. */
    @Param("60000")
    int rows;

    Points points;
    double[][] centroids;
    int[] labels;

    /** Loads the data. */
    @Setup(Level.Trial)
    public void load() {
      BenchData data = BenchData.load(rows);
      points = Storage.named(storage).points(data);
      labels = new int[rows];
      centroids = new double[k][data.columns()];
      for (int j = 0; j < k; j++) {
        points.copyRow(j, centroids[j]);
      }
    }

    int[] assign() {
      new KernelAssigner()
          .search(centroids, Euclidean.LOSS)
          .label(points, row -> {}, threads(), labels);
      return labels;
    }
  }

  /** Data, centroids and products of the baseline. */
  @State(Scope.Benchmark)
  @SuppressWarnings("NullAway.Init") // JMH sets the fields
  public static class Ejml {
    /** Number of centroids. */
    @Param({"10", "16", "64", "256"})
    int k;

    /** How the rows lie in memory. */
    @Param({"float", "double"})
    String storage;

    /** Number of rows. */
    @Param("60000")
    int rows;

    Runnable assignment;
    int[] labels;

    /** Loads the data. */
    @Setup(Level.Trial)
    public void load() {
      EjmlConcurrency.setMaxThreads(threads());
      BenchData data = BenchData.load(rows);
      BenchData first = data.first(k);
      int d = data.columns();
      labels = new int[rows];
      if (Storage.named(storage) == Storage.DOUBLE) {
        DMatrixRMaj x = DMatrixRMaj.wrap(rows, d, data.doubles());
        DMatrixRMaj c = DMatrixRMaj.wrap(k, d, first.doubles());
        DMatrixRMaj products = new DMatrixRMaj(rows, k);
        assignment = () -> EjmlBaseline.assign(x, c, products, labels);
      } else {
        FMatrixRMaj x = FMatrixRMaj.wrap(rows, d, data.floats());
        FMatrixRMaj c = FMatrixRMaj.wrap(k, d, first.floats());
        FMatrixRMaj products = new FMatrixRMaj(rows, k);
        assignment = () -> EjmlBaseline.assign(x, c, products, labels);
      }
    }
  }

  private static int threads() {
    return Runtime.getRuntime().availableProcessors();
  }

  /**
   * Times the bare portable kernel.
   *
   * @param state data
   * @return the labels
   */
  @Benchmark
  @Fork(jvmArgsAppend = "-Dkmeans4j.kernel=portable")
  public int[] portablePass(Pass state) {
    state.pass.run(state.labels);
    return state.labels;
  }

  /**
   * Times the exact assignment by the portable kernel.
   *
   * @param state data
   * @return the labels
   */
  @Benchmark
  @Fork(jvmArgsAppend = "-Dkmeans4j.kernel=portable")
  public int[] portablePredict(Exact state) {
    return state.assign();
  }

  /**
   * Times the bare kernel on the Vector API.
   *
   * @param state data
   * @return the labels
   */
  @Benchmark
  @Fork(jvmArgsAppend = {"--add-modules", "jdk.incubator.vector", "-Dkmeans4j.kernel=simd"})
  public int[] simdPass(Pass state) {
    state.pass.run(state.labels);
    return state.labels;
  }

  /**
   * Times the exact assignment by the kernel on the Vector API.
   *
   * @param state data
   * @return the labels
   */
  @Benchmark
  @Fork(jvmArgsAppend = {"--add-modules", "jdk.incubator.vector", "-Dkmeans4j.kernel=simd"})
  public int[] simdPredict(Exact state) {
    return state.assign();
  }

  /**
   * Times the baseline.
   *
   * @param state data
   * @return the labels
   */
  @Benchmark
  public int[] ejml(Ejml state) {
    state.assignment.run();
    return state.labels;
  }
}
