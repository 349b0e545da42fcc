package io.github.kmeans4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.kmeans4j.internal.Storage;
import io.github.kmeans4j.internal.StorageVisitor;
import io.github.kmeans4j.internal.StoredRows;
import java.util.stream.Stream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of storage shows the same rows, and none of them is a copy. */
class PointsTest {
  private static final double[][] ROWS = {{0, 1, 2}, {253, 254, 255}};

  static Stream<Arguments> storages() {
    double[] doubles = {0, 1, 2, 253, 254, 255};
    int[] starts = {1, 3, 6}; // what stands before the first row and behind the last is not read
    int[] columns = {-1, 2, 1, 0, 2, 1, -1};
    double[] sparse = {Double.NaN, 2, 1, 253, 255, 254, Double.NaN};
    float[] sparseFloats = {Float.NaN, 2, 1, 253, 255, 254, Float.NaN};
    float[] floats = {0, 1, 2, 253, 254, 255};
    byte[] bytes = {0, 1, 2, (byte) 253, (byte) 254, (byte) 255};
    float[][] floatRows = {{0, 1, 2}, {253, 254, 255}};
    // After a reshape the array is longer than rows × columns and keeps the stale values.
    DMatrixRMaj roomyDoubles = new DMatrixRMaj(5, 7);
    roomyDoubles.reshape(2, 3);
    FMatrixRMaj roomyFloats = new FMatrixRMaj(5, 7);
    roomyFloats.reshape(2, 3);
    for (int i = 0; i < 6; i++) {
      roomyDoubles.data[i] = doubles[i];
      roomyFloats.data[i] = floats[i];
    }
    return Stream.of(
        Arguments.of(Points.of(doubles, 2, 3), doubles, "doubles"),
        Arguments.of(Points.of(floats, 2, 3), floats, "floats"),
        Arguments.of(Points.ofUnsignedBytes(bytes, 2, 3), bytes, "unsigned bytes"),
        Arguments.of(Points.of(ROWS), ROWS, "rows of doubles"),
        Arguments.of(Points.of(floatRows), floatRows, "rows of floats"),
        Arguments.of(Points.ofSparseRows(starts, columns, sparse, 3), sparse, "sparse doubles"),
        Arguments.of(
            Points.ofSparseRows(starts, columns, sparseFloats, 3), sparseFloats, "sparse floats"),
        Arguments.of(Points.of(roomyDoubles), roomyDoubles.data, "doubles"),
        Arguments.of(Points.of(roomyFloats), roomyFloats.data, "floats"));
  }

  @ParameterizedTest
  @MethodSource("storages")
  void showsTheRowsOfTheArrayItself(Points points, Object array, String kind) {
    assertEquals(2, points.rows());
    assertEquals(3, points.columns());
    double[] row = new double[4];
    row[0] = -1; // what a target held before is overwritten
    for (int i = 0; i < 2; i++) {
      points.copyRow(i, row);
      for (int c = 0; c < 3; c++) {
        assertEquals(ROWS[i][c], points.get(i, c));
        assertEquals(ROWS[i][c], row[c]);
      }
      assertEquals(0, row[3]);
    }
    assertSame(array, StoredRows.storageOf(points).accept(new ArrayItself()));
    assertEquals("Points[2 × 3 " + kind + "]", points.toString());
  }

  @ParameterizedTest
  @MethodSource("storages")
  void refusesIndicesOutsideTheShape(Points points, Object array, String kind) {
    assertThrows(IndexOutOfBoundsException.class, () -> points.get(2, 0));
    assertThrows(IndexOutOfBoundsException.class, () -> points.get(-1, 0));
    assertThrows(IndexOutOfBoundsException.class, () -> points.get(0, 3));
    assertThrows(IndexOutOfBoundsException.class, () -> points.get(0, -1));
    assertThrows(IndexOutOfBoundsException.class, () -> points.copyRow(2, new double[3]));
    assertThrows(IndexOutOfBoundsException.class, () -> points.copyRow(0, new double[2]));
  }

  @Test
  void floatsAreWidenedWithoutLoss() {
    assertEquals(0.1f, Points.of(new float[] {0.1f}, 1, 1).get(0, 0));
    assertEquals(Float.MIN_VALUE, Points.of(new float[][] {{Float.MIN_VALUE}}).get(0, 0));
  }

  @Test
  void aChangeOfTheArrayIsSeen() {
    double[] values = {1, 2};
    Points points = Points.of(values, 1, 2);
    values[1] = 7;
    assertEquals(7, points.get(0, 1));
  }

  @Test
  void theShapeOfAMatrixIsReadOnce() {
    DMatrixRMaj matrix = new DMatrixRMaj(new double[][] {{1, 2}, {3, 4}});
    Points points = Points.of(matrix);
    matrix.reshape(1, 2);
    assertEquals(2, points.rows());
    assertEquals(4, points.get(1, 1));
  }

  @Test
  void shapesThatCannotBeAreRefused() {
    refused("rows must be at least 1, but there are 0", () -> Points.of(new double[0], 0, 3));
    refused("rows must be at least 1, but there are -1", () -> Points.of(new float[3], -1, 3));
    refused(
        "columns must be at least 1, but there are 0",
        () -> Points.ofUnsignedBytes(new byte[0], 3, 0));
    refused("columns must be at least 1, but there are 0", () -> Points.of(new float[2][0]));
    refused("rows must be at least 1, but there are 0", () -> Points.of(new FMatrixRMaj(0, 1)));
    // 65536 × 65536 is 0 in int arithmetic.
    refused(
        "rowMajor must hold rows × columns = 65536 × 65536 = 4294967296 values, but its length is"
            + " 0",
        () -> Points.of(new double[0], 65536, 65536));
    refused(
        "rows must have equal lengths, but row 2 has 3 columns and row 0 has 2",
        () -> Points.of(new double[][] {{1, 2}, {3, 4}, {5, 6, 7}}));
  }

  private static void refused(String message, org.junit.jupiter.api.function.Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }

  @Test
  void aMatrixIsNotChangedByBeingSeen() {
    FMatrixRMaj matrix = new FMatrixRMaj(new float[][] {{1, 2}, {3, 4}});
    Points.of(matrix).copyRow(1, new double[2]);
    assertArrayEquals(new float[] {1, 2, 3, 4}, matrix.data);
  }

  /** Returns the very array behind the points. */
  private static final class ArrayItself implements StorageVisitor<Object> {
    @Override
    public Object doubles(double[] data) {
      return data;
    }

    @Override
    public Object floats(float[] data) {
      return data;
    }

    @Override
    public Object unsignedBytes(byte[] data) {
      return data;
    }

    @Override
    public Object doubleRows(double[][] rows) {
      return rows;
    }

    @Override
    public Object floatRows(float[][] rows) {
      return rows;
    }

    @Override
    public Object sparse(Storage.Sparse rows) {
      return rows instanceof Storage.SparseFloats floats
          ? floats.values()
          : ((Storage.SparseDoubles) rows).values();
    }
  }
}
