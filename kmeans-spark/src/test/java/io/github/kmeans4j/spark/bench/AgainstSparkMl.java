package io.github.kmeans4j.spark.bench;

import io.github.kmeans4j.spark.KMeans;
import io.github.kmeans4j.spark.KMeansModel;
import io.github.kmeans4j.spark.example.IdxImages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobEnd;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.RDDInfo;
import org.apache.spark.storage.StorageLevel;

/**
 * This k-means and Spark ML's, one after the other in one session, on MNIST as vectors that are
 * cached as Spark ML caches them, tolerance 0. An iteration is what twenty passes take more than
 * one does, over nineteen, from the same random rows. The single pass comes first: what the JVM
 * learns in it is taken off the time of the other, and ours runs once before that. A fit reads the
 * vectors from Parquet, which the session has done once before, begins with k-means||, and has as
 * many passes; it is done twice, since ours comes first and what the JVM learns counts against it.
 *
 * <pre>
 * kmeans-spark/run.sh io.github.kmeans4j.spark.bench.AgainstSparkMl MNIST_FOLDER 10 64 256
 * </pre>
 *
 * With {@code -Dpasses=4} before the class Spark ML's passes are fewer, and those of fits; with
 * {@code -Diterations=false} or {@code -Dfits=false} one half is left out. {@code
 * -Dfile=mnist.parquet} keeps the vectors for the next time; with {@code -Dfloats=true} their
 * values are 256 times smaller, so that they are no bytes any more.
 */
public final class AgainstSparkMl {
  private static final int PASSES = Integer.getInteger("passes", 20);
  private static final int OWN_PASSES = 20;
  private static final boolean ITERATIONS = !"false".equals(System.getProperty("iterations"));
  private static final boolean FITS = !"false".equals(System.getProperty("fits"));
  private static final double UNIT = Boolean.getBoolean("floats") ? 1.0 / 256 : 1;

  private AgainstSparkMl() {}

  /**
   * Runs it.
   *
   * @param args the folder of MNIST's files, then numbers of clusters
   * @throws Exception if the images cannot be read
   */
  public static void main(String[] args) throws Exception {
    SparkSession session =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", false)
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.network.timeout", "1200s")
            .getOrCreate();
    // From a file: partitions of a list in the driver's memory would go with every task.
    String file = System.getProperty("file");
    if (file == null) {
      file = Files.createTempDirectory("mnist").resolve("vectors").toString();
    }
    if (!Files.exists(Path.of(file))) {
      vectors(session, IdxImages.ofMnist(Path.of(args[0]))).write().parquet(file);
    }
    Dataset<Row> data = session.read().parquet(file).coalesce(2);
    if (FITS) {
      data.write().format("noop").mode("overwrite").save(); // so that Spark has read it once
      System.out.println("k | ours, s a fit | Spark ML | ratio | our cost | theirs");
      for (int a = 1; a < args.length; a++) {
        compareFits(data, Integer.parseInt(args[a]), "first");
        compareFits(data, Integer.parseInt(args[a]), "again");
      }
    }
    if (ITERATIONS) {
      data.persist(StorageLevel.MEMORY_ONLY()).count();
      CachedRows cached = new CachedRows();
      session.sparkContext().addSparkListener(cached);
      System.out.println("k | ours, s an iteration | Spark ML | ratio");
      for (int a = 1; a < args.length; a++) {
        compareIterations(data, Integer.parseInt(args[a]));
      }
      System.out.printf(
          Locale.ROOT,
          "cached: our rows %d MB, dataset %d MB%n",
          cached.own >> 20,
          cached.all >> 20);
    }
    session.stop();
  }

  /** The most that cached rows took at the end of a job, ours and the dataset's. */
  private static final class CachedRows extends SparkListener {
    volatile long own;
    volatile long all;

    @Override
    public void onJobEnd(SparkListenerJobEnd end) {
      for (RDDInfo info : SparkContext.getOrCreate().getRDDStorageInfo()) {
        if (info.name().equals("rows of k-means")) {
          own = Math.max(own, info.memSize());
        } else {
          all = Math.max(all, info.memSize());
        }
      }
    }
  }

  private static Dataset<Row> vectors(SparkSession session, IdxImages images) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < images.count(); i++) {
      byte[] pixels = images.image(i);
      double[] values = new double[pixels.length];
      for (int c = 0; c < values.length; c++) {
        values[c] = (pixels[c] & 0xFF) * UNIT;
      }
      rows.add(RowFactory.create(Vectors.dense(values)));
    }
    return session.createDataFrame(
        JavaSparkContext.fromSparkContext(session.sparkContext()).parallelize(rows, 8),
        new StructType().add("features", SQLDataTypes.VectorType()));
  }

  private static void compareIterations(Dataset<Row> data, int k) {
    KMeans own = new KMeans().setK(k).setTol(0).setSeed(1).setInitMode("random");
    org.apache.spark.ml.clustering.KMeans theirs =
        new org.apache.spark.ml.clustering.KMeans().setK(k).setTol(0).setSeed(1);
    theirs.setInitMode("random");
    own.setMaxIter(OWN_PASSES).fit(data); // so that the JVM has seen it
    double ownIteration = iteration(OWN_PASSES, passes -> own.setMaxIter(passes).fit(data));
    double theirIteration = iteration(PASSES, passes -> theirs.setMaxIter(passes).fit(data));
    System.out.printf(
        Locale.ROOT,
        "%d | %.4f | %.3f | %.1f%n",
        k,
        ownIteration,
        theirIteration,
        theirIteration / ownIteration);
  }

  private static void compareFits(Dataset<Row> data, int k, String which) {
    KMeans own = new KMeans().setK(k).setTol(0).setSeed(1).setMaxIter(PASSES);
    org.apache.spark.ml.clustering.KMeans theirs =
        new org.apache.spark.ml.clustering.KMeans().setK(k).setTol(0).setSeed(1).setMaxIter(PASSES);
    long start = System.nanoTime();
    KMeansModel model = own.fit(data);
    double ownFit = seconds(start);
    start = System.nanoTime();
    org.apache.spark.ml.clustering.KMeansModel theirModel = theirs.fit(data);
    double theirFit = seconds(start);
    // The cost that Spark ML tells is that of the centers before the last update.
    double[][] centers =
        Arrays.stream(theirModel.clusterCenters()).map(Vector::toArray).toArray(double[][]::new);
    KMeansModel measured = own.setInitialCenters(centers).setMaxIter(0).fit(data);
    System.out.printf(
        Locale.ROOT,
        "%d, %s | %.2f | %.2f | %.1f | %.5g | %.5g%n",
        k,
        which,
        ownFit,
        theirFit,
        theirFit / ownFit,
        model.summary().trainingCost(),
        measured.summary().trainingCost());
  }

  private static double iteration(int passes, IntFunction<Object> fit) {
    long start = System.nanoTime();
    fit.apply(1);
    double one = seconds(start);
    start = System.nanoTime();
    fit.apply(passes);
    return (seconds(start) - one) / (passes - 1);
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
