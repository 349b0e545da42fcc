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
    int[] nonzero = IntStream.range(0, d).filter(c -> point[c] != 0).toArray();
    assertEquals(
        dense.squaredDistanceFast(0, point), sparse.squaredDistanceFast(0, point, nonzero));
    assertEquals(dense.squaredDistanceFast(0, point), sparse.squaredDistanceFast(0, point));
    int[] some = IntStream.range(0, d).filter(c -> point[c] != 0 || c % 3 == 0).toArray();
    double[] values = IntStream.of(some).mapToDouble(c -> point[c]).toArray();
    assertEquals(dense.squaredDistance(0, point), sparse.squaredDistance(0, some, values));
    assertEquals(
        sparse.squaredDistance(row, point),
        sparse.squaredDistance(IntStream.range(0, d).toArray(), row, some, values));
  }

  private static double[] values(int d, int rarity, SplittableRandom random) {
    return IntStream.range(0, d)
        .mapToDouble(c -> random.nextInt(rarity + 1) == 0 ? random.nextGaussian() : 0)
        .toArray();
  }
}
