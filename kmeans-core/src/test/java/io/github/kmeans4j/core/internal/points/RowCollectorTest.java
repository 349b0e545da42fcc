package io.github.kmeans4j.core.internal.points;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.kmeans4j.Points;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class RowCollectorTest {
  private static final double[][] ROWS = {{1, 2}, {3, 4}, {5, 250}};

  private static List<Points> storages() {
    double[] flat = {1, 2, 3, 4, 5, 250};
    float[] floats = {1, 2, 3, 4, 5, 250};
    byte[] bytes = {1, 2, 3, 4, 5, (byte) 250};
    return List.of(
        Points.of(flat, 3, 2),
        Points.of(floats, 3, 2),
        Points.ofUnsignedBytes(bytes, 3, 2),
        Points.of(ROWS),
        Points.of(new float[][] {{1, 2}, {3, 4}, {5, 250}}),
        Points.ofSparseRows(
            new int[] {0, 2, 4, 6},
            new int[] {1, 0, 0, 1, 0, 1},
            new double[] {2, 1, 3, 4, 5, 250},
            2),
        Points.ofSparseRows(
            new int[] {0, 2, 4, 6},
            new int[] {1, 0, 0, 1, 0, 1},
            new float[] {2, 1, 3, 4, 5, 250},
            2));
  }

  @Test
  void joinsPartsOfEveryStorage() {
    List<String> kinds =
        List.of(
            "doubles",
            "floats",
            "unsigned bytes",
            "doubles",
            "floats",
            "sparse doubles",
            "sparse floats");
    for (int s = 0; s < kinds.size(); s++) {
      RowCollector collector = new RowCollector(6, 2);
      collector.add(storages().get(s));
      collector.add(storages().get(s));
      Points all = collector.points();
      assertEquals("Points[6 × 2 " + kinds.get(s) + "]", all.toString());
      for (int i = 0; i < 12; i++) {
        assertEquals(ROWS[i / 2 % 3][i % 2], all.get(i / 2, i % 2));
      }
    }
  }

  @Test
  void refusesWhatIsNoPart() {
    RowCollector collector = new RowCollector(4, 2);
    assertFails("there are 0 of 4 rows", collector::points);
    collector.add(storages().get(2));
    assertFails("there are 3 of 4 rows", collector::points);
    Points two = Points.of(new double[2][2]);
    assertFails(two + " is no part of 4 × 2 values after row 3", () -> collector.add(two));
    Points wide = Points.of(new double[1][3]);
    assertFails(wide + " is no part of 4 × 2 values after row 3", () -> collector.add(wide));
    Points doubles = Points.of(new double[1][2]);
    assertFails(
        doubles + " has another precision than the rows before it", () -> collector.add(doubles));
    Points floats = Points.of(new float[1][32768]);
    RowCollector large = new RowCollector(65536, 32768);
    assertEquals(
        "rows: 65536 × 32768 values do not fit into one array",
        assertThrows(IllegalArgumentException.class, () -> large.add(floats)).getMessage());
    RowCollector sparse = new RowCollector(4, 2);
    sparse.add(storages().get(5));
    assertFails(
        "sparse floats have another precision than the rows before them",
        () -> sparse.add(Points.ofSparseRows(new int[2], new int[0], new float[0], 2)));
  }

  private static void assertFails(String message, Executable call) {
    assertEquals(message, assertThrows(IllegalStateException.class, call).getMessage());
  }
}
