package io.github.kmeans4j.spark.example;

import io.github.kmeans4j.Clustering;
import io.github.kmeans4j.Initializer;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.LloydKMeans;
import io.github.kmeans4j.spark.KMeans;
import io.github.kmeans4j.spark.KMeansModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.ejml.data.DMatrixRMaj;

/**
 * Clusters the images of MNIST on Spark and in one process, from the same centers, and prints that
 * both come to the same:
 *
 * <pre>
 * spark-submit --class io.github.kmeans4j.spark.example.ClusterDigits \
 *     --jars kmeans-spark_2.13.jar,kmeans-core.jar,kmeans-api.jar,kmeans-simd.jar,ejml-core.jar,ejml-ddense.jar \
 *     kmeans-spark_2.13-examples.jar MNIST_FOLDER PARQUET_FOLDER 10
 * </pre>
 */
public final class ClusterDigits {
  private ClusterDigits() {}

  /**
   * Runs it.
   *
   * @param args the folder of MNIST's files, where to write the images as Parquet, the number of
   *     clusters
   * @throws Exception if the images cannot be read or written
   */
  public static void main(String[] args) throws Exception {
    IdxImages images = IdxImages.ofMnist(Path.of(args[0]));
    int k = Integer.parseInt(args[2]);
    SparkSession session = SparkSession.builder().appName("k-means of digits").getOrCreate();
    write(session, images, args[1]);
    Dataset<Row> digits = session.read().parquet(args[1]);
    KMeansModel model =
        new KMeans()
            .setK(k)
            .setFeaturesCol("image")
            .setInitialCenters(images.first(k))
            .setMaxIter(300)
            .setTol(0)
            .fit(digits);
    print("Spark", model.summary().numIter(), model.summary().trainingCost());
    Clustering clustering =
        new LloydKMeans(k)
            .withInitializer(Initializer.of(new DMatrixRMaj(images.first(k))))
            .fit(Points.ofUnsignedBytes(images.pixels(), images.count(), images.size()));
    print("one process", clustering.iterations(), clustering.inertia());
    session.stop();
  }

  private static void write(SparkSession session, IdxImages images, String path) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < images.count(); i++) {
      rows.add(RowFactory.create((Object) images.image(i)));
    }
    StructType schema = new StructType().add("image", DataTypes.BinaryType);
    session.createDataFrame(rows, schema).repartition(8).write().mode("overwrite").parquet(path);
  }

  private static void print(String where, int iterations, double inertia) {
    System.out.printf(
        Locale.ROOT, "%-12s %4d iterations, inertia %.1f%n", where, iterations, inertia);
  }
}
