package io.github.kmeans4j.bench;

import java.util.concurrent.TimeUnit;
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
 * What the machine could do at best in the time of an assignment pass over 60000 × 784 values: as
 * many multiplications and additions as the pass needs, without reading; and reading as many bytes,
 * without computing. {@link KernelFractions} sets the passes against them.
 *
 * <pre>
 * java -jar kmeans-bench/target/benchmarks.jar MachineLimits
 * </pre>
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(3)
public class MachineLimitsBenchmark {

  /** The arithmetic of a pass. */
  @State(Scope.Benchmark)
  @SuppressWarnings("NullAway.Init") // JMH sets the fields
  public static class Arithmetic {
    /** Number of centroids. */
    @Param({"10", "16", "64", "256"})
    int k;

    /** Number of rows. */
    @Param("60000")
    int rows;

    private MachineLimits limits;

    /** Prepares the threads. */
    @Setup(Level.Trial)
    public void open() {
      limits = new MachineLimits(Runtime.getRuntime().availableProcessors());
    }

    /** Ends the threads. */
    @TearDown(Level.Trial)
    public void close() {
      limits.close();
    }
  }

  /** The memory of a pass. */
  @State(Scope.Benchmark)
  @SuppressWarnings("NullAway.Init") // JMH sets the fields
  public static class Memory {
    /** How the rows lie in memory. */
    @Param({"byte", "float"})
    String storage;

    /** Number of rows. */
    @Param("60000")
    int rows;

    private MachineLimits limits;
    private long[] data;

    /** Prepares threads and memory. */
    @Setup(Level.Trial)
    public void open() {
      limits = new MachineLimits(Runtime.getRuntime().availableProcessors());
      int bytes = Storage.named(storage) == Storage.BYTE ? 1 : Float.BYTES;
      data = new long[rows * BenchData.COLUMNS * bytes / Long.BYTES];
      for (int i = 0; i < data.length; i++) {
        data[i] = i;
      }
    }

    /** Ends the threads. */
    @TearDown(Level.Trial)
    public void close() {
      limits.close();
    }
  }

  /**
   * Multiplies and adds n · d · k times.
   *
   * @param state size
   * @return a number
   */
  @Benchmark
  public float multiplyAndAdd(Arithmetic state) {
    return state.limits.multiplyAndAdd((long) state.rows * BenchData.COLUMNS * state.k);
  }

  /**
   * Reads n · d values.
   *
   * @param state data
   * @return a number
   */
  @Benchmark
  public long read(Memory state) {
    return state.limits.read(state.data);
  }
}
