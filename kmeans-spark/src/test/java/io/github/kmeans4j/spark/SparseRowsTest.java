package io.github.kmeans4j.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.kmeans4j.Clustering;
import io.github.kmeans4j.core.CosineDistance;
import io.github.kmeans4j.core.EuclideanDistance;
import io.github.kmeans4j.core.LloydKMeans;
import io.github.kmeans4j.spark.internal.rows.Column;
import io.github.kmeans4j.spark.internal.rows.Packing;
import io.github.kmeans4j.spark.internal.rows.RowBlock;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sparse vectors stay sparse, and come to the bits of dense ones. */
class SparseRowsTest {
  private static KMeans given(double[][] initial) {
    return new KMeans().setK(initial.length).setTol(0).setMaxIter(300).setInitialCenters(initial);
  }

  private static void assertSameForAnyPartitions(
      Clustering expected, KMeans estimator, Rows rows, Rows.Form form) {
    for (int partitions : new int[] {1, 2, 7}) {
      SameBitsTest.assertSame(
          expected,
          estimator.fit(rows.dataset(Sessions.local(), form, partitions, partitions + 1)));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"DENSE", "SPARSE", "MIXED"})
  void fromGivenCenters(Rows.Form form) {
    Rows rows = Rows.sparse(1200, 300, 1);
    double[][] initial = rows.firstDistinct(11);
    Clustering expected = rows.inOneProcess(new LloydKMeans(11), initial);
    assertSameForAnyPartitions(expected, given(initial), rows, form);
  }

  @ParameterizedTest
  @EnumSource(names = {"SPARSE", "MIXED"})
  void withWeightsAndEmptyClusters(Rows.Form form) {
    Rows rows = Rows.sparse(500, 130, 2).weighted(3);
    double[][] initial = rows.firstDistinct(10);
    for (int j = 6; j < 10; j++) {
      initial[j] = initial[j - 6].clone();
    }
    Clustering expected = rows.inOneProcess(new LloydKMeans(10), initial);
    assertSameForAnyPartitions(expected, given(initial).setWeightCol("w"), rows, form);
  }

  @ParameterizedTest
  @EnumSource(names = {"SPARSE", "MIXED"})
  void withColumnsOfVeryDifferentValues(Rows.Form form) {
    Rows rows = Rows.sparse(400, 100, 4);
    for (double[] row : rows.values()) {
      row[3] *= 1e60;
      row[17] *= 1e-80;
    }
    double[][] initial = rows.firstDistinct(6);
    Clustering expected = rows.inOneProcess(new LloydKMeans(6), initial);
    assertSameForAnyPartitions(expected, given(initial), rows, form);
  }

  @ParameterizedTest
  @EnumSource(names = {"SPARSE", "MIXED"})
  void byTheCosineDistance(Rows.Form form) {
    Rows rows = Rows.sparse(300, 90, 5);
    for (double[] row : rows.values()) {
      row[1] += 1e-3; // no row of zeros
    }
    double[][] initial = rows.firstDistinct(5);
    Clustering expected =
        rows.inOneProcess(new LloydKMeans(5).withMetric(new CosineDistance()), initial);
    assertSameForAnyPartitions(expected, given(initial).setDistanceMeasure("cosine"), rows, form);
  }

  @Test
  void seedsAreThoseOfDenseRows() {
    Rows rows = Rows.sparse(900, 200, 6);
    for (String mode : List.of("k-means||", "random")) {
      KMeans estimator = new KMeans().setK(8).setSeed(5).setMaxIter(0).setInitMode(mode);
      KMeansModel expected = estimator.fit(rows.dataset(Sessions.local(), Rows.Form.DENSE, 3, 1));
      for (Rows.Form form : List.of(Rows.Form.SPARSE, Rows.Form.MIXED)) {
        for (int partitions : new int[] {1, 4}) {
          KMeansModel model =
              estimator.fit(rows.dataset(Sessions.local(), form, partitions, partitions));
          assertArrayEquals(expected.clusterCenters(), model.clusterCenters());
          assertEquals(expected.summary().trainingCost(), model.summary().trainingCost());
        }
      }
    }
  }

  private static InternalRow vector(double[] row, boolean sparse) {
    int[] indices = IntStream.range(0, row.length).filter(c -> row[c] != 0).toArray();
    double[] values = IntStream.of(indices).mapToDouble(c -> row[c]).toArray();
    Object[] fields =
        sparse
            ? new Object[] {
              (byte) 0,
              row.length,
              UnsafeArrayData.fromPrimitiveArray(indices),
              UnsafeArrayData.fromPrimitiveArray(values)
            }
            : new Object[] {(byte) 1, null, null, UnsafeArrayData.fromPrimitiveArray(row)};
    return new GenericInternalRow(new Object[] {new GenericInternalRow(fields)});
  }

  @Test
  void aPartitionKeepsThemApartFromDenseOnes() {
    Rows rows = Rows.sparse(700, 60, 7);
    List<InternalRow> vectors = new ArrayList<>();
    int few = 0;
    for (int i = 0; i < rows.values().length; i++) {
      double[] row = rows.values()[i];
      vectors.add(vector(row, i % 3 > 0));
      long stored = IntStream.range(0, row.length).filter(c -> row[c] != 0).count();
      few += i % 3 > 0 && 8 * stored <= row.length ? 1 : 0;
    }
    Column column = Column.of("x", SQLDataTypes.VectorType());
    Iterator<RowBlock> blocks =
        new Packing("x", column, null, new EuclideanDistance()).call(vectors.iterator());
    RowBlock dense = blocks.next();
    RowBlock sparse = blocks.next();
    assertTrue(!blocks.hasNext());
    assertTrue(dense.points().toString().contains("doubles"), dense.points().toString());
    assertTrue(sparse.points().toString().contains("sparse"), sparse.points().toString());
    assertEquals(few, sparse.rows());
    assertEquals(700 - few, dense.rows());
    int next = 0;
    double[] kept = new double[60];
    for (int i = 0; i < 700; i++) {
      double[] row = rows.values()[i];
      long stored = IntStream.range(0, row.length).filter(c -> row[c] != 0).count();
      if (i % 3 > 0 && 8 * stored <= row.length) {
        sparse.points().copyRow(next++, kept);
        assertArrayEquals(row, kept);
      }
    }
  }

  @Test
  void millionsOfColumnsFit() {
    Rows rows = Rows.sparse(60, 50, 8);
    int columns = 2_000_000;
    List<InternalRow> vectors = new ArrayList<>();
    for (double[] row : rows.values()) {
      double[] stored =
          IntStream.range(0, 50).filter(c -> row[c] != 0).mapToDouble(c -> row[c]).toArray();
      int[] indices =
          IntStream.range(0, 50).filter(c -> row[c] != 0).map(c -> 40_000 * c).toArray();
      vectors.add(
          new GenericInternalRow(
              new Object[] {
                new GenericInternalRow(
                    new Object[] {
                      (byte) 0,
                      columns,
                      UnsafeArrayData.fromPrimitiveArray(indices),
                      UnsafeArrayData.fromPrimitiveArray(stored)
                    })
              }));
    }
    Column column = Column.of("x", SQLDataTypes.VectorType());
    RowBlock block =
        new Packing("x", column, null, new EuclideanDistance()).call(vectors.iterator()).next();
    assertEquals(60, block.rows());
    assertEquals(columns, block.columns());
  }
}
