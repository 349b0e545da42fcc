package io.github.kmeans4j.spark.bench;

import io.github.kmeans4j.spark.KMeans;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.scheduler.SparkListenerJobEnd;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import scala.jdk.javaapi.CollectionConverters;

/**
 * What a fit costs that loses one of two executors: it is killed when a pass begins. Prints the
 * time of every job, the reading of the rows and the first passes included, and which blocks were
 * read and packed again. The file is one that {@link AgainstOneProcess} has written.
 *
 * <pre>
 * kmeans-spark/run.sh io.github.kmeans4j.spark.bench.LosingAnExecutor PARQUET K PASSES
 * </pre>
 */
public final class LosingAnExecutor {
  /** The first job reads the rows, so the third one that follows is the third pass. */
  private static final int JOB = 4;

  private LosingAnExecutor() {}

  /**
   * Runs it.
   *
   * @param args the file, the number of clusters, of passes
   */
  public static void main(String[] args) {
    SparkSession session =
        SparkSession.builder()
            .master("local-cluster[2,1,2048]")
            .config("spark.ui.enabled", false)
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.network.timeout", "1200s")
            .config("spark.executor.memory", "2g")
            .config("spark.taskMetrics.trackUpdatedBlockStatuses", true)
            .config("spark.executor.extraClassPath", System.getProperty("java.class.path"))
            .getOrCreate();
    Dataset<Row> data = session.read().parquet(args[0]);
    List<Row> first = data.limit(Integer.parseInt(args[1])).collectAsList();
    double[][] initial =
        first.stream()
            .map(row -> row.<Float>getList(0).stream().mapToDouble(v -> v).toArray())
            .toArray(double[][]::new);
    KMeans estimator =
        new KMeans()
            .setK(initial.length)
            .setTol(0)
            .setMaxIter(Integer.parseInt(args[2]))
            .setInitialCenters(initial);
    estimator.copy(new ParamMap()).setMaxIter(2).fit(data); // JVMs have seen it
    Watch watch = new Watch();
    session.sparkContext().addSparkListener(watch);
    double cost = estimator.fit(data).summary().trainingCost();
    session.sparkContext().removeSparkListener(watch);
    double undisturbed = estimator.fit(data).summary().trainingCost();
    System.out.printf(
        Locale.ROOT,
        "jobs, s: %s%nexecutors lost: %d, blocks read at first: %d, again: %d%nthe same cost: %b%n",
        watch.seconds,
        watch.lost.get(),
        watch.reads[0],
        Arrays.stream(watch.reads, 1, watch.reads.length).sum(),
        cost == undisturbed);
    session.stop();
  }

  /** Kills an executor, and writes down what jobs take and store. */
  private static final class Watch extends SparkListener {
    final List<String> seconds = new ArrayList<>();
    final AtomicInteger lost = new AtomicInteger();
    final int[] reads = new int[1000];
    private int jobs;
    private long start;

    @Override
    public void onJobStart(SparkListenerJobStart event) {
      jobs++;
      start = System.nanoTime();
      if (jobs == JOB) {
        ProcessHandle.current()
            .descendants()
            .filter(process -> process.info().command().orElse("").endsWith("java"))
            .findFirst()
            .ifPresent(ProcessHandle::destroyForcibly);
      }
    }

    @Override
    public void onTaskEnd(SparkListenerTaskEnd event) {
      if (event.taskMetrics() != null) {
        reads[jobs - 1] +=
            (int)
                CollectionConverters.asJava(event.taskMetrics().updatedBlockStatuses()).stream()
                    .filter(block -> block._1().isRDD())
                    .count();
      }
    }

    @Override
    public void onJobEnd(SparkListenerJobEnd event) {
      seconds.add(String.format(Locale.ROOT, "%.2f", (System.nanoTime() - start) / 1e9));
    }

    @Override
    public void onExecutorRemoved(SparkListenerExecutorRemoved event) {
      lost.incrementAndGet();
    }
  }
}
