package io.github.kmeans4j.bench;

import io.github.kmeans4j.Clustering;
import io.github.kmeans4j.Initializer;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.LloydKMeans;
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
 * Fits 60000 × 784 values from the first k rows to the fixed point, where no label changes.
 *
 * <pre>
 * java -jar kmeans-bench/target/benchmarks.jar FullFit
 * java -jar kmeans-bench/target/benchmarks.jar FullFit -f 1 -wi 1 -i 3 -p k=10 -p storage=byte
 * </pre>
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2)
@Measurement(iterations = 5)
@Fork(3)
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // JMH sets the fields
public class FullFitBenchmark {
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
  private LloydKMeans estimator;

  /** Loads the data. */
  @Setup(Level.Trial)
  public void load() {
    BenchData data = BenchData.load(rows);
    points = Storage.named(storage).points(data);
    estimator =
        new LloydKMeans(k)
            .withInitializer(Initializer.of(data.firstRows(k)))
            .withMaxIterations(10_000);
  }

  /**
   * Times the portable kernel.
   *
   * @return the clusters
   */
  @Benchmark
  @Fork(jvmArgsAppend = "-Dkmeans4j.kernel=portable")
  public Clustering portable() {
    return estimator.fit(points);
  }
}
