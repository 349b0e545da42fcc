package io.github.kmeans4j.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.kmeans4j.core.EuclideanDistance;
import io.github.kmeans4j.core.internal.sums.Span;
import io.github.kmeans4j.core.internal.sums.SumGrid;
import io.github.kmeans4j.spark.internal.pass.FitPlan;
import io.github.kmeans4j.spark.internal.rows.Column;
import io.github.kmeans4j.spark.internal.rows.Packing;
import io.github.kmeans4j.spark.internal.rows.RowBlock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.VectorUDT;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.serializer.KryoSerializer;
import org.apache.spark.serializer.SerializerInstance;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.junit.jupiter.api.Test;
import scala.reflect.ClassTag;

/**
 * Fits come to the same bits where Spark writes by Kryo, which knows neither records nor {@link
 * java.io.Externalizable} and drops transient fields.
 */
class KryoTest {
  /**
   * What of a fit goes through Spark's serializer: broadcasts, blocks and answers. All else is in
   * these or goes with tasks, by Java serialization.
   */
  private static final String REGISTERED =
      "io.github.kmeans4j.spark.internal.pass.FitPlan,"
          + "io.github.kmeans4j.spark.internal.rows.RowBlock,"
          + "io.github.kmeans4j.spark.internal.rows.Answer,"
          + "[Lio.github.kmeans4j.spark.internal.rows.Answer;,"
          + "[[D,"
          + "[[[D";

  /** The same of the test's own rows. */
  private static final String OF_ROWS =
      ",org.apache.spark.sql.catalyst.expressions.GenericRow,[Ljava.lang.Object;";

  /** What fits come to: centers, cost, sizes and predictions. */
  private static List<String> outcomes(SparkSession session) {
    List<String> outcomes = new ArrayList<>();
    for (Rows rows : List.of(Rows.blobs(600, 5, 1).weighted(2), Rows.sparse(600, 80, 3))) {
      for (KMeans estimator :
          List.of(
              new KMeans().setK(6),
              new KMeans().setK(6).setWeightCol("w"),
              new KMeans().setK(6).setInitMode("random"))) {
        outcomes.add(outcome(estimator, rows.dataset(session, Rows.Form.MIXED, 3, 1)));
      }
    }
    Rows directions = Rows.blobs(300, 4, 4);
    outcomes.add(
        outcome(
            new KMeans().setK(5).setDistanceMeasure("cosine"),
            directions.dataset(session, Rows.Form.DENSE, 2, 1)));
    return outcomes;
  }

  private static String outcome(KMeans estimator, Dataset<Row> dataset) {
    KMeansModel model = estimator.fit(dataset);
    List<String> centers = new ArrayList<>();
    for (Vector center : model.clusterCenters()) {
      centers.add(Arrays.toString(center.toArray()));
    }
    List<Integer> labels = new ArrayList<>();
    for (Row row : model.transform(dataset).select("prediction").collectAsList()) {
      labels.add(row.getInt(0));
    }
    return centers
        + " "
        + model.summary().trainingCost()
        + Arrays.toString(model.summary().clusterSizes())
        + labels;
  }

  @Test
  void fitsComeToTheSameBits() {
    SparkSession local = Sessions.local();
    List<String> expected = outcomes(local);
    local.stop();
    SparkSession session =
        Sessions.open(
            SparkSession.builder()
                .master("local[2]")
                .config("spark.serializer", KryoSerializer.class.getName())
                // Fails where a class goes this way that is not listed above.
                .config("spark.kryo.registrationRequired", true)
                .config("spark.kryo.classesToRegister", REGISTERED + OF_ROWS));
    try {
      assertEquals(expected, outcomes(session));
    } finally {
      session.stop();
      SparkSession.clearDefaultSession();
    }
  }

  @Test
  void plansAndBlocksComeBackWhole() throws IOException {
    Span[] spans = {Span.of(0x1p-60, 4096, false, false)};
    assertComesBack(
        new FitPlan(3, 5, true, new EuclideanDistance(), new SumGrid(spans, 5, 100, true)));
    double[] sparse = new double[100];
    sparse[7] = 0.1;
    for (double[] row : new double[][] {{1, 2, 3}, {1, 0.5, 3}, {0.1, 2, 3}, sparse}) {
      assertComesBack(block(row));
    }
  }

  private static RowBlock block(double[] row) {
    Packing packing =
        new Packing("x", Column.of("x", SQLDataTypes.VectorType()), "w", new EuclideanDistance());
    InternalRow vector = new VectorUDT().serialize(Vectors.dense(row).compressed());
    InternalRow read = new GenericInternalRow(new Object[] {vector, 0.7});
    return packing.call(List.of(read, read).iterator()).next();
  }

  private static <T> void assertComesBack(T value) throws IOException {
    SerializerInstance kryo = new KryoSerializer(new SparkConf()).newInstance();
    ClassTag<T> tag = ClassTag.apply(value.getClass());
    T back = kryo.deserialize(kryo.serialize(value, tag), tag);
    assertArrayEquals(bytes(value), bytes(back));
  }

  private static byte[] bytes(Object value) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(value);
    }
    return bytes.toByteArray();
  }
}
