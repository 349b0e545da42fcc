package org.example;

import io.github.kmeans4j.Clustering;
import io.github.kmeans4j.Initializer;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.LloydKMeans;
import io.github.kmeans4j.spark.KMeans;
import io.github.kmeans4j.spark.KMeansModel;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.ejml.data.DMatrixRMaj;

/** Images of digits, clustered by Spark from Parquet and by one process, with the same bits. */
public final class Digits {
  private Digits() {}

  /** The images in the IDX format, gzipped; where the Parquet file goes; how many clusters. */
  public static void main(String[] args) throws IOException {
    String parquet = args[1];
    int k = Integer.parseInt(args[2]);
    SparkSession session = SparkSession.builder().appName("digits").getOrCreate();
    List<byte[]> images = read(args[0]);
    write(session, images, parquet);

    Dataset<Row> digits = session.read().parquet(parquet);
    double[][] initial = first(images, k);
    KMeans estimator =
        new KMeans().setK(k).setFeaturesCol("image").setSeed(7).setMaxIter(300).setTol(0);
    KMeansModel model = estimator.setInitialCenters(initial).fit(digits);
    print("Spark", model.summary().numIter(), model.summary().trainingCost());

    Clustering clustering =
        new LloydKMeans(k)
            .withInitializer(Initializer.of(new DMatrixRMaj(initial)))
            .fit(Points.ofUnsignedBytes(flat(images), images.size(), initial[0].length));
    print("one process", clustering.iterations(), clustering.inertia());

    int[] labels = clustering.labels();
    long different =
        model.transform(digits).select("id", "prediction").collectAsList().stream()
            .filter(row -> labels[row.getInt(0)] != row.getInt(1))
            .count();
    System.out.println("labels that differ: " + different);

    // Centers of its own, by k-means||; they do not depend on how the rows are divided either.
    estimator.clear(estimator.initialCenters());
    for (int partitions : new int[] {2, 7}) {
      KMeansModel own = estimator.fit(digits.repartition(partitions));
      print(partitions + " parts", own.summary().numIter(), own.summary().trainingCost());
    }
    session.stop();
  }

  private static void print(String where, int iterations, double inertia) {
    System.out.printf(
        Locale.ROOT, "%-12s %3d iterations, inertia %.1f%n", where, iterations, inertia);
  }

  private static List<byte[]> read(String file) throws IOException {
    try (DataInputStream in =
        new DataInputStream(
            new BufferedInputStream(new GZIPInputStream(new FileInputStream(file))))) {
      in.readInt(); // what kind of file it is
      int count = in.readInt();
      int pixels = in.readInt() * in.readInt();
      List<byte[]> images = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        byte[] image = new byte[pixels];
        in.readFully(image);
        images.add(image);
      }
      return images;
    }
  }

  private static void write(SparkSession session, List<byte[]> images, String parquet) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < images.size(); i++) {
      rows.add(RowFactory.create(i, images.get(i)));
    }
    StructType schema =
        new StructType().add("id", DataTypes.IntegerType).add("image", DataTypes.BinaryType);
    session.createDataFrame(rows, schema).repartition(4).write().mode("overwrite").parquet(parquet);
  }

  private static double[][] first(List<byte[]> images, int k) {
    double[][] rows = new double[k][images.get(0).length];
    for (int j = 0; j < k; j++) {
      for (int c = 0; c < rows[j].length; c++) {
        rows[j][c] = images.get(j)[c] & 0xFF;
      }
    }
    return rows;
  }

  private static byte[] flat(List<byte[]> images) {
    int pixels = images.get(0).length;
    byte[] flat = new byte[images.size() * pixels];
    for (int i = 0; i < images.size(); i++) {
      System.arraycopy(images.get(i), 0, flat, i * pixels, pixels);
    }
    return flat;
  }
}
