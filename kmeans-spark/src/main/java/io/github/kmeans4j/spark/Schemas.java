package io.github.kmeans4j.spark;

import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructType;

/** Which columns must be there, and which is added. */
final class Schemas {
  private Schemas() {}

  static StructType withPrediction(StructType schema, String features, String prediction) {
    check(schema, "featuresCol", features);
    io.github.kmeans4j.spark.internal.rows.Column.of(features, schema.apply(features).dataType());
    boolean knowsCase = SQLConf.get().caseSensitiveAnalysis();
    for (String there : schema.fieldNames()) {
      if (knowsCase ? there.equals(prediction) : there.equalsIgnoreCase(prediction)) {
        throw new IllegalArgumentException(
            "predictionCol must be the name of a new column, but there is one named " + there);
      }
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

  /** The column of a name, which may have dots; else those would lead into a structure. */
  static Column column(String name) {
    return functions.col("`" + name.replace("`", "``") + "`");
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
