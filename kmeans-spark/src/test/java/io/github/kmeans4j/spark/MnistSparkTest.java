package io.github.kmeans4j.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.kmeans4j.spark.example.IdxImages;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** MNIST from its first images, against the reference. */
class MnistSparkTest {
  @ParameterizedTest
  @CsvSource({"10, 89, 153017875137.6, 2", "64, 105, 116057955472.1, 7"})
  void isAsInOneProcess(int k, int iterations, String inertia, int partitions) throws Exception {
    String folder = System.getenv("KMEANS4J_MNIST_DIR");
    if (Boolean.parseBoolean(System.getenv("KMEANS4J_REQUIRE_MNIST"))) {
      assertNotNull(folder, "KMEANS4J_MNIST_DIR");
    }
    assumeTrue(folder != null, "KMEANS4J_MNIST_DIR names no folder");
    IdxImages images = IdxImages.ofMnist(Path.of(folder));
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < images.count(); i++) {
      rows.add(RowFactory.create((Object) images.image(i)));
    }
    Dataset<Row> data =
        Sessions.local()
            .createDataFrame(
                JavaSparkContext.fromSparkContext(Sessions.local().sparkContext())
                    .parallelize(rows, 8),
                new StructType().add("features", DataTypes.BinaryType))
            .repartition(partitions); // else the rows would go with every task
    KMeansModel model =
        new KMeans().setK(k).setTol(0).setMaxIter(300).setInitialCenters(images.first(k)).fit(data);
    assertEquals(iterations, model.summary().numIter());
    assertEquals(inertia, String.format(Locale.ROOT, "%.1f", model.summary().trainingCost()));
  }
}
