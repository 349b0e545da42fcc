package io.github.kmeans4j.spark.internal.rows;

import java.io.Serializable;
import java.util.Arrays;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;

/**
 * How the values of a row are read from a column of a type. The values come as Spark keeps them
 * itself, whole arrays at once: through objects of rows each value would be boxed.
 */
public final class Column implements Serializable {
  private static final long serialVersionUID = 1;

  /** Fields of a vector's struct. */
  private static final int VECTOR_FIELDS = 4;

  private static final int SIZE = 1;
  private static final int INDICES = 2;
  private static final int VALUES = 3;

  private final Kind kind;
  private final boolean mayHoldNulls;

  /** The types that rows come in. */
  private enum Kind {
    VECTOR,
    DOUBLES,
    FLOATS,
    BYTES,
    UNSIGNED_BYTES
  }

  private Column(Kind kind, boolean mayHoldNulls) {
    this.kind = kind;
    this.mayHoldNulls = mayHoldNulls;
  }

  /**
   * Finds out how to read a column.
   *
   * @param name what the message calls it
   * @param type its type
   * @return the reader
   * @throws IllegalArgumentException if rows cannot come in that type
   */
  public static Column of(String name, DataType type) {
    if (type.equals(SQLDataTypes.VectorType())) {
      return new Column(Kind.VECTOR, false);
    }
    if (type instanceof BinaryType) {
      return new Column(Kind.UNSIGNED_BYTES, false);
    }
    if (type instanceof ArrayType array) {
      DataType element = array.elementType();
      if (element instanceof DoubleType) {
        return new Column(Kind.DOUBLES, array.containsNull());
      }
      if (element instanceof FloatType) {
        return new Column(Kind.FLOATS, array.containsNull());
      }
      if (element instanceof ByteType) {
        return new Column(Kind.BYTES, array.containsNull());
      }
    }
    throw new IllegalArgumentException(
        name
            + " must be a column of vectors, of arrays of double, float or byte, or binary, but is "
            + type.catalogString());
  }

  /**
   * Reads a row.
   *
   * @param row whose first field is the column; not null there
   * @return its values
   * @throws IllegalArgumentException if a value is null
   */
  RowValues read(InternalRow row) {
    switch (kind) {
      case VECTOR:
        return vector(row.getStruct(0, VECTOR_FIELDS));
      case UNSIGNED_BYTES:
        byte[] unsigned = row.getBinary(0);
        double[] values = new double[unsigned.length];
        for (int c = 0; c < values.length; c++) {
          values[c] = unsigned[c] & 0xFF;
        }
        return RowValues.of(values);
      default:
        return RowValues.of(array(row.getArray(0)));
    }
  }

  private static RowValues vector(InternalRow vector) {
    double[] values = vector.getArray(VALUES).toDoubleArray();
    if (vector.isNullAt(INDICES)) {
      return RowValues.of(values);
    }
    return RowValues.of(vector.getInt(SIZE), vector.getArray(INDICES).toIntArray(), values);
  }

  private double[] array(ArrayData array) {
    if (mayHoldNulls) {
      for (int c = 0; c < array.numElements(); c++) {
        if (array.isNullAt(c)) {
          throw new IllegalArgumentException("column " + c + " is null");
        }
      }
    }
    if (kind == Kind.DOUBLES) {
      return array.toDoubleArray();
    }
    double[] values = new double[array.numElements()];
    if (kind == Kind.FLOATS) {
      float[] floats = array.toFloatArray();
      Arrays.setAll(values, c -> floats[c]);
    } else {
      byte[] bytes = array.toByteArray();
      Arrays.setAll(values, c -> bytes[c]);
    }
    return values;
  }
}
