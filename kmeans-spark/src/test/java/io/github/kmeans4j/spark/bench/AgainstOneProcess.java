package io.github.kmeans4j.spark.bench;

import io.github.kmeans4j.Initializer;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.LloydKMeans;
import io.github.kmeans4j.spark.KMeans;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntUnaryOperator;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.ejml.data.DMatrixRMaj;
import scala.jdk.javaapi.CollectionConverters;

/**
 * This k-means on Spark and in one process, from the same centers, on rows of 16 floats in a
 * Parquet file, which is written if it is not there yet. The time of the passes is that of a fit
 * less that of a fit of one pass. Both take turns, three times or {@code -Drounds=2}; the least
 * counts.
 *
 * <pre>
 * kmeans-spark/run.sh io.github.kmeans4j.spark.bench.AgainstOneProcess MASTER PARQUET ROWS K PASSES
 * </pre>
 *
 * With {@code -Donly=spark} or {@code -Donly=one} before the class the other one is left out. What
 * a pass takes on 20,000 rows is nearly all overhead of Spark's: with {@code
 * local-cluster[2,1,1024]} as the master that of a cluster.
 */
public final class AgainstOneProcess {
  private static final int COLUMNS = 16;
  private static final int ROUNDS = Integer.getInteger("rounds", 3);
  private static final String ONLY = System.getProperty("only", "");

  private AgainstOneProcess() {}

  /**
   * Runs it.
   *
   * @param args Spark's master, the file, the number of rows, of clusters, of passes
   * @throws Exception if the file cannot be read
   */
  public static void main(String[] args) throws Exception {
    int n = Integer.parseInt(args[2]);
    int k = Integer.parseInt(args[3]);
    int passes = Integer.parseInt(args[4]);
    double[][] initial = new double[k][COLUMNS];
    for (int j = 0; j < k; j++) {
      for (int c = 0; c < COLUMNS; c++) {
        initial[j][c] = value((long) j * n / k, c);
      }
    }
    SparkSession session =
        SparkSession.builder()
            .master(args[0])
            .config("spark.ui.enabled", false)
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.network.timeout", "1200s")
            .config("spark.executor.extraClassPath", System.getProperty("java.class.path"))
            .getOrCreate();
    List<Timed> all = new ArrayList<>();
    if (!ONLY.equals("one")) {
      write(session, args[1], n);
      // A partition for each core: more of them cost a few milliseconds a pass each.
      int cores = session.sparkContext().defaultParallelism();
      Dataset<Row> data = session.read().parquet(args[1]).coalesce(cores);
      KMeans estimator = new KMeans().setK(k).setTol(0).setInitialCenters(initial);
      all.add(
          new Timed("Spark", count -> estimator.setMaxIter(count).fit(data).summary().numIter()));
    }
    if (!ONLY.equals("spark")) {
      float[] values = new float[n * COLUMNS];
      for (int i = 0; i < values.length; i++) {
        values[i] = value(i / COLUMNS, i % COLUMNS);
      }
      Points points = Points.of(values, n, COLUMNS);
      LloydKMeans estimator =
          new LloydKMeans(k).withInitializer(Initializer.of(new DMatrixRMaj(initial)));
      all.add(
          new Timed(
              "one process", count -> estimator.withMaxIterations(count).fit(points).iterations()));
    }
    for (int round = 0; round < ROUNDS; round++) {
      all.forEach(timed -> timed.run(passes));
    }
    all.forEach(Timed::report);
    reportEmptyJobs(JavaSparkContext.fromSparkContext(session.sparkContext()), passes);
    session.stop();
  }

  /** Blobs that overlap. */
  private static float value(long row, int c) {
    long center = mix(row / 3 * 31 + 7) & 127;
    double at = (mix(center * COLUMNS + c) >>> 11) * 0x1p-53;
    double spread = 0;
    for (int i = 0; i < 4; i++) {
      spread += (mix((row * COLUMNS + c) * 4 + i) >>> 11) * 0x1p-53 - 0.5;
    }
    return (float) (at + 0.5 * spread);
  }

  private static long mix(long z) {
    long once = (z * 0x9E37_79B9_7F4A_7C15L ^ z >>> 30) * 0xBF58_476D_1CE4_E5B9L;
    long twice = (once ^ once >>> 27) * 0x94D0_49BB_1331_11EBL;
    return twice ^ twice >>> 31;
  }

  private static void write(SparkSession session, String file, int n) {
    if (Files.exists(Path.of(file))) {
      return;
    }
    StructType schema =
        new StructType().add("features", DataTypes.createArrayType(DataTypes.FloatType, false));
    session
        .createDataFrame(
            session
                .range(0, n, 1, 4)
                .toJavaRDD()
                .map(
                    row -> {
                      List<Object> values = new ArrayList<>(COLUMNS);
                      for (int c = 0; c < COLUMNS; c++) {
                        values.add(value(row, c));
                      }
                      return RowFactory.create(CollectionConverters.asScala(values).toSeq());
                    }),
            schema)
        .write()
        .parquet(file);
  }

  /** One of the two. */
  private static final class Timed {
    private final String where;
    private final IntUnaryOperator fit;
    private double onePass = Double.POSITIVE_INFINITY;
    private double others = Double.POSITIVE_INFINITY;
    private int more;

    Timed(String where, IntUnaryOperator fit) {
      this.where = where;
      this.fit = fit;
    }

    void run(int passes) {
      long start = System.nanoTime();
      fit.applyAsInt(1);
      double one = seconds(start);
      start = System.nanoTime();
      more = fit.applyAsInt(passes + 1) - 1;
      others = Math.min(others, seconds(start) - one);
      onePass = Math.min(onePass, one);
    }

    void report() {
      System.out.printf(
          Locale.ROOT,
          "%-12s one pass %.2f s, %d more passes %.2f s, %.1f ms each%n",
          where,
          onePass,
          more,
          others,
          1000 * others / more);
    }
  }

  /** What Spark takes for a job that does nothing. */
  private static void reportEmptyJobs(JavaSparkContext context, int count) {
    JavaRDD<Integer> nothing = context.parallelize(List.of(1, 2), 2);
    long start = 0;
    for (int i = -count; i < count; i++) {
      start = i == 0 ? System.nanoTime() : start;
      nothing.collect();
    }
    System.out.printf(Locale.ROOT, "an empty job %.1f ms%n", 1000 * seconds(start) / count);
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
