package io.github.kmeans4j.spark;

import io.github.kmeans4j.Clustering;
import io.github.kmeans4j.DistanceMetric;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.api.java.UDF1;
import org.ejml.data.DMatrixRMaj;
import org.jspecify.annotations.Nullable;
import scala.collection.Seq;

/** Finds the cluster of a row, whatever it comes as; the centers are prepared once a task. */
final class Labeling implements UDF1<Object, Integer> {
  private static final long serialVersionUID = 1;

  private final String column;
  private final double[][] centers;
  private final String metric;
  private transient @Nullable Clustering clustering;

  Labeling(String column, double[][] centers, String metric) {
    this.column = column;
    this.centers = centers;
    this.metric = metric;
  }

  @Override
  public Integer call(@Nullable Object row) {
    if (row == null) {
      throw new IllegalArgumentException(column + " must not be null, but is");
    }
    double[] values = values(row);
    try {
      return label(values);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(column + ": " + e.getMessage(), e);
    }
  }

  int label(double[] row) {
    Clustering prepared = clustering;
    if (prepared == null) {
      prepared = Clustering.of(new DMatrixRMaj(centers), DistanceMetric.named(metric));
      clustering = prepared;
    }
    return prepared.predict(row);
  }

  private double[] values(Object row) {
    if (row instanceof Vector vector) {
      return vector.toArray();
    }
    if (row instanceof byte[] bytes) {
      double[] values = new double[bytes.length];
      for (int c = 0; c < values.length; c++) {
        values[c] = bytes[c] & 0xFF;
      }
      return values;
    }
    Seq<?> sequence = (Seq<?>) row;
    double[] values = new double[sequence.size()];
    for (int c = 0; c < values.length; c++) {
      if (!(sequence.apply(c) instanceof Number number)) {
        throw new IllegalArgumentException(
            column + " must be numbers, but column " + c + " is null");
      }
      values[c] = number.doubleValue();
    }
    return values;
  }
}
