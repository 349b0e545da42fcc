package io.github.kmeans4j.core.internal.rows;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.internal.kernel.Kernels;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Distances of sparse rows have the bits of those of dense rows. */
class SparseRowsTest {
  @Property(tries = 200)
  void byTheColumnsThatCount(
      @ForAll @IntRange(min = 1, max = 50) int d,
      @ForAll @IntRange(max = 4) int rarity,
      @ForAll int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] row = values(d, rarity, random);
    double[] point = values(d, rarity, random);
    // In falling order of the columns, and with zeros that are stored.
    int[] columns =
        IntStream.range(0, d).map(c -> d - 1 - c).filter(c -> row[c] != 0 || c % 5 == 0).toArray();
    double[] stored = IntStream.of(columns).mapToDouble(c -> row[c]).toArray();
    Points points = Points.ofSparseRows(new int[] {0, columns.length}, columns, stored, d);
    SparseRows sparse = (SparseRows) RowStore.of(points, Kernels.get());
    RowStore dense = RowStore.of(Points.of(new double[][] {row}), Kernels.get());
    assertEquals(dense.squaredDistanceFast(0, point), sparse.squaredDistanceFast(0, point));
    int[] some = IntStream.range(0, d).filter(c -> point[c] != 0 || c % 3 == 0).toArray();
    double[] values = IntStream.of(some).mapToDouble(c -> point[c]).toArray();
    assertEquals(dense.squaredDistanceFast(0, point), sparse.squaredDistanceFast(0, some, values));
    assertEquals(dense.squaredDistance(0, point), sparse.squaredDistance(0, point));
    assertEquals(dense.squaredDistance(0, point), sparse.squaredDistance(0, some, values));
    assertEquals(
        sparse.squaredDistance(row, point),
        sparse.squaredDistance(IntStream.range(0, d).toArray(), row, some, values));
  }

  @Property(tries = 200)
  void betweenTwoRows(
      @ForAll @IntRange(min = 1, max = 50) int d,
      @ForAll @IntRange(max = 4) int rarity,
      @ForAll int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] rows = {values(d, rarity, random), values(d, rarity, random)};
    RowStore dense = RowStore.of(Points.of(rows), Kernels.get());
    int[] columns = IntStream.range(0, 2 * d).map(p -> d - 1 - p % d).toArray();
    double[] stored = IntStream.range(0, 2 * d).mapToDouble(p -> rows[p / d][columns[p]]).toArray();
    RowStore sparse =
        RowStore.of(
            Points.ofSparseRows(new int[] {0, d, 2 * d}, columns, stored, d), Kernels.get());
    assertEquals(
        dense.squaredDistanceFast(0, 1, rows[1]), sparse.squaredDistanceFast(0, 1, rows[1]));
    for (int row = 0; row < 2; row++) {
      assertEquals(0, sparse.compare(row, row));
      assertEquals(
          Integer.signum(dense.compare(row, 1 - row)),
          Integer.signum(sparse.compare(row, 1 - row)));
    }
  }

  private static double[] values(int d, int rarity, SplittableRandom random) {
    return IntStream.range(0, d)
        .mapToDouble(c -> random.nextInt(rarity + 1) == 0 ? random.nextGaussian() : 0)
        .toArray();
  }
}
