package io.github.kmeans4j.spark;

import io.github.kmeans4j.Clustering;
import io.github.kmeans4j.Initializer;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.LloydKMeans;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.ejml.data.DMatrixRMaj;
import org.jspecify.annotations.Nullable;

/** Rows for tests, and what they come to in one process. */
record Rows(double[][] values, double @Nullable [] weights) {
  /** In which type a column comes. */
  enum Form {
    DENSE(SQLDataTypes.VectorType()),
    SPARSE(SQLDataTypes.VectorType()),
    MIXED(SQLDataTypes.VectorType()),
    DOUBLES(DataTypes.createArrayType(DataTypes.DoubleType)),
    FLOATS(DataTypes.createArrayType(DataTypes.FloatType)),
    BYTES(DataTypes.createArrayType(DataTypes.ByteType)),
    BINARY(DataTypes.BinaryType);

    final DataType type;

    Form(DataType type) {
      this.type = type;
    }

    Object of(double[] row) {
      switch (this) {
        case DENSE:
          return Vectors.dense(row);
        case SPARSE:
          return Vectors.dense(row).toSparse();
        case MIXED:
          return (Arrays.hashCode(row) & 1) == 0 ? Vectors.dense(row) : SPARSE.of(row);
        case BINARY:
          byte[] bytes = new byte[row.length];
          for (int c = 0; c < bytes.length; c++) {
            bytes[c] = (byte) row[c];
          }
          return bytes;
        default:
          List<Object> list = new ArrayList<>();
          for (double v : row) {
            list.add(this == DOUBLES ? (Object) v : this == FLOATS ? (Object) (float) v : (byte) v);
          }
          return scala.jdk.javaapi.CollectionConverters.asScala(list).toSeq();
      }
    }
  }

  /** Blobs of many rows, some of them equal, far from 0, of doubles that are no floats. */
  static Rows blobs(int n, int d, int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] rows = new double[n][d];
    for (int i = 0; i < n; i++) {
      if (i % 7 == 3) {
        rows[i] = rows[random.nextInt(i)].clone();
        continue;
      }
      int blob = random.nextInt(9);
      for (int c = 0; c < d; c++) {
        rows[i][c] = 1000 + 3 * (blob * (c + 1) % 9) + random.nextGaussian();
      }
    }
    return new Rows(rows, null);
  }

  /** Whole numbers in 0..3, so that distances and rows are equal very often. */
  static Rows grid(int n, int d, int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] rows = new double[n][d];
    for (double[] row : rows) {
      for (int c = 0; c < d; c++) {
        row[c] = random.nextInt(4);
      }
    }
    return new Rows(rows, null);
  }

  /**
   * Rows of which a few values are not 0, some of them in columns that others have not, some equal.
   */
  static Rows sparse(int n, int d, int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] rows = new double[n][d];
    for (int i = 0; i < n; i++) {
      if (i % 9 == 5) {
        rows[i] = rows[random.nextInt(i)].clone();
        continue;
      }
      int topic = random.nextInt(7);
      for (int v = random.nextInt(d / 20); v >= 0; v--) {
        int c = random.nextInt(3) == 0 ? random.nextInt(d) : (topic * 11 + random.nextInt(30)) % d;
        rows[i][c] = i % 2 == 0 ? 1 + random.nextInt(5) : random.nextGaussian();
      }
    }
    return new Rows(rows, null);
  }

  Rows weighted(int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return new Rows(
        values, random.doubles(values.length, 0, 3).map(w -> w < 0.3 ? 0 : w).toArray());
  }

  Dataset<Row> dataset(SparkSession session, Form form, int partitions, int shuffle) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      rows.add(RowFactory.create(form.of(values[i]), weights == null ? 1.0 : weights[i]));
    }
    Collections.shuffle(rows, new Random(shuffle));
    StructType schema = new StructType().add("features", form.type).add("w", DataTypes.DoubleType);
    return session.createDataFrame(
        JavaSparkContext.fromSparkContext(session.sparkContext()).parallelize(rows, partitions),
        schema);
  }

  double[][] firstDistinct(int k) {
    List<double[]> found = new ArrayList<>();
    for (double[] row : values) {
      if (found.size() < k && found.stream().noneMatch(f -> Arrays.equals(f, row))) {
        found.add(row.clone());
      }
    }
    return found.toArray(double[][]::new);
  }

  Clustering inOneProcess(LloydKMeans estimator, double[][] initial) {
    LloydKMeans given = estimator.withInitializer(Initializer.of(new DMatrixRMaj(initial)));
    Points points = Points.of(values);
    return weights == null ? given.fit(points) : given.fit(points, weights);
  }
}
