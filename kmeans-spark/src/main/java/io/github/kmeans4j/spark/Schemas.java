package io.github.kmeans4j.spark;

import io.github.kmeans4j.spark.internal.rows.Column;
import java.util.Arrays;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructType;

/** Which columns must be there, and which is added. */
final class Schemas {
  private Schemas() {}

  static StructType withPrediction(StructType schema, String features, String prediction) {
    check(schema, "featuresCol", features);
    Column.of(features, schema.apply(features).dataType());
    if (Arrays.asList(schema.fieldNames()).contains(prediction)) {
      throw new IllegalArgumentException(
          "predictionCol must be the name of a new column, but there is one named " + prediction);
    }
    return schema.add(prediction, DataTypes.IntegerType, false);
  }

  static void checkNumeric(StructType schema, String param, String name) {
    check(schema, param, name);
    if (!(schema.apply(name).dataType() instanceof NumericType)) {
      throw new IllegalArgumentException(
          param
              + " must name a column of numbers, but "
              + name
              + " is of type "
              + schema.apply(name).dataType().catalogString());
    }
  }

  private static void check(StructType schema, String param, String name) {
    if (!Arrays.asList(schema.fieldNames()).contains(name)) {
      throw new IllegalArgumentException(
          param
              + " must name a column, but is "
              + name
              + " and the columns are "
              + String.join(", ", schema.fieldNames()));
    }
  }
}
