package io.github.kmeans4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.function.Consumer;
import org.ejml.data.DMatrixSparseCSC;
import org.ejml.data.DMatrixSparseTriplet;
import org.ejml.ops.DConvertMatrixStruct;
import org.junit.jupiter.api.Test;

/** Sparse rows: what is not stored is 0, and what cannot be is refused by row and position. */
class SparsePointsTest {

  @Test
  void rowsMayBeEmptyAndStoreZeros() {
    Points points =
        Points.ofSparseRows(
            new int[] {0, 0, 2, 2}, new int[] {4, 1}, new float[] {0, -3}, Integer.MAX_VALUE);
    assertEquals(3, points.rows());
    assertEquals(Integer.MAX_VALUE, points.columns());
    assertEquals(0, points.get(0, 4));
    assertEquals(0, points.get(1, 4));
    assertEquals(-3, points.get(1, 1));
    assertEquals(0, points.get(2, Integer.MAX_VALUE - 1));
  }

  @Test
  void aMatrixByColumnsIsCopiedByRows() {
    DMatrixSparseTriplet triplets = new DMatrixSparseTriplet(3, 4, 5);
    triplets.addItem(2, 3, 5);
    triplets.addItem(0, 1, 7);
    triplets.addItem(2, 0, 9);
    DMatrixSparseCSC matrix = DConvertMatrixStruct.convert(triplets, (DMatrixSparseCSC) null);
    Points points = Points.of(matrix);
    matrix.nz_values[0] = -1;
    double[][] expected = {{0, 7, 0, 0}, {0, 0, 0, 0}, {9, 0, 0, 5}};
    for (int i = 0; i < 3; i++) {
      double[] row = new double[4];
      points.copyRow(i, row);
      assertArrayEquals(expected[i], row);
    }
    matrix.nz_rows[1] = 3;
    refused("data: nz_rows must be in 0..2, but position 1 is 3", () -> Points.of(matrix));
  }

  @SuppressWarnings("NullAway") // the point of the test
  @Test
  void aMatrixThatContradictsItselfIsRefused() {
    refused(
        "data: col_idx must have 10 entries, but has 3",
        () -> Points.of(changed(m -> m.numCols = 9)));
    refused(
        "data: col_idx must have 3 entries, but is null",
        () -> Points.of(changed(m -> m.col_idx = null)));
    refused(
        "data: col_idx must ascend from 0, but column 1 has 1 and then 0",
        () -> Points.of(changed(m -> m.col_idx[2] = 0)));
    refused(
        "data: col_idx must ascend from 0, but column 0 has 1 and then 1",
        () -> Points.of(changed(m -> m.col_idx[0] = 1)));
    refused(
        "data: nz_rows must have 50 entries, but has 2",
        () -> Points.of(changed(m -> m.col_idx[2] = 50)));
    refused(
        "data: nz_values must have 2 entries, but has 1",
        () -> Points.of(changed(m -> m.nz_values = new double[1])));
    refused(
        "data: nz_length must be 2, where the last column ends in col_idx, but is 1",
        () -> Points.of(changed(m -> m.nz_length = 1)));
    refused(
        "data must store each value once, but row 2, column 1 is there twice",
        () ->
            Points.of(
                changed(
                    m -> {
                      m.nz_rows = new int[] {0, 2, 0, 2};
                      m.nz_values = new double[4];
                      m.nz_length = 4;
                      m.col_idx[2] = 4;
                    })));
  }

  @Test
  void arraysOfAMatrixMayBeLongerThanWhatItStores() {
    Points points =
        Points.of(
            changed(
                m -> {
                  m.nz_rows = new int[] {0, 2, 9, -1};
                  m.nz_values = new double[] {1, 5, Double.NaN, 8};
                }));
    double[][] expected = {{1, 0}, {0, 0}, {0, 5}};
    for (int i = 0; i < expected.length; i++) {
      double[] row = new double[2];
      points.copyRow(i, row);
      assertArrayEquals(expected[i], row);
    }
  }

  private static DMatrixSparseCSC changed(Consumer<DMatrixSparseCSC> change) {
    DMatrixSparseCSC matrix = new DMatrixSparseCSC(3, 2, 2);
    matrix.set(0, 0, 1);
    matrix.set(2, 1, 5);
    change.accept(matrix);
    return matrix;
  }

  @Test
  void structuresThatCannotBeAreRefused() {
    int[] none = {};
    refused("rows must be at least 1, but there are 0", () -> of(new int[] {0}, none, 3));
    refused("rows must be at least 1, but there are -1", () -> of(none, none, 3));
    refused("columns must be at least 1, but there are 0", () -> of(new int[] {0, 0}, none, 0));
    refused(
        "rowStarts must not be negative, but row 0 begins at position -1",
        () -> of(new int[] {-1, 0}, none, 3));
    refused(
        "rowStarts must not fall, but row 1 begins at position 2 and ends at position 1",
        () -> of(new int[] {0, 2, 1}, new int[] {0, 1}, 3));
    refused(
        "rowStarts: row 1 ends at position 3, but there are 2 columnIndices and 2 values",
        () -> of(new int[] {0, 2, 3}, new int[] {0, 1}, 3));
    refused(
        "rowStarts: row 0 ends at position 2, but there are 2 columnIndices and 1 values",
        () -> Points.ofSparseRows(new int[] {0, 2}, new int[] {0, 1}, new double[1], 3));
    refused(
        "columnIndices must be in 0..2, but row 1, position 2 is 3",
        () -> of(new int[] {0, 2, 3}, new int[] {0, 1, 3}, 3));
    refused(
        "columnIndices must be in 0..2, but row 0, position 1 is -2",
        () -> of(new int[] {0, 2, 3}, new int[] {0, -2, 1}, 3));
    refused(
        "columnIndices must not repeat a column in a row, but in row 1 column 2 stands at position"
            + " 1 and at position 3",
        () -> of(new int[] {0, 1, 4}, new int[] {2, 2, 0, 2}, 3));
    refused(
        "columnIndices must not repeat a column in a row, but in row 0 column 1 stands at position"
            + " 0 and at position 1",
        () -> of(new int[] {0, 2}, new int[] {1, 1}, 3));
  }

  private static Points of(int[] rowStarts, int[] columnIndices, int columns) {
    return Points.ofSparseRows(rowStarts, columnIndices, new float[columnIndices.length], columns);
  }

  private static void refused(String message, org.junit.jupiter.api.function.Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }
}
