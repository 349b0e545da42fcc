package io.github.kmeans4j.bench;

import io.github.kmeans4j.Clustering;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.minibatch.MiniBatchKMeans;
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
import org.openjdk.jmh.annotations.Warmup;

/**
 * Fits 60000 × 784 values by mini-batch k-means with its defaults, on every processor.
 *
 * <pre>
 * java -jar kmeans-bench/target/benchmarks.jar MiniBatch
 * java -jar kmeans-bench/target/benchmarks.jar MiniBatch -f 1 -wi 1 -i 3 -p k=64 -p storage=byte
 * </pre>
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2)
@Measurement(iterations = 5)
@Fork(3)
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // JMH sets the fields
public class MiniBatchBenchmark {
  /** Number of clusters. */
  @Param({"10", "16", "64", "256"})
  int k;

  /** How the rows lie in memory. */
  @Param({"byte", "float", "double"})
  String storage;

  /** Number of rows. */
  @Param("60000")
  int rows;

  private Points points;
  private long seed;

  /** Loads the data. */
  @Setup(Level.Trial)
  public void load() {
    points = Storage.named(storage).points(BenchData.load(rows));
  }

  /**
   * Times the portable kernel; each shot has a seed of its own.
   *
   * @return the clusters
   */
  @Benchmark
  @Fork(jvmArgsAppend = "-Dkmeans4j.kernel=portable")
  public Clustering portable() {
    return new MiniBatchKMeans(k).withSeed(seed++).fit(points);
  }
}
