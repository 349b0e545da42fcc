package io.github.kmeans4j.core.internal.points;

import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.internal.work.ArrayLength;
import io.github.kmeans4j.internal.Storage;
import io.github.kmeans4j.internal.StorageVisitor;
import io.github.kmeans4j.internal.StoredRows;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** A copy of some rows, in the precision they have. */
public final class Subset {
  private Subset() {}

  /**
   * Draws distinct rows, every subset alike.
   *
   * @param n number of rows
   * @param size how many, at most n
   * @param random source of randomness
   * @return ascending row indices
   */
  public static int[] draw(int n, int size, RandomGenerator random) {
    int[] rows = new int[size];
    int taken = 0;
    // Selection sampling (Knuth, The Art of Computer Programming 2, 3.4.2, algorithm S).
    for (int i = 0; taken < size; i++) {
      if (random.nextDouble() * (n - i) < size - taken) {
        rows[taken++] = i;
      }
    }
    return rows;
  }

  /**
   * Copies rows.
   *
   * @param points data, n × d
   * @param rows row indices
   * @return their copies, in that order
   */
  public static Points of(Points points, int[] rows) {
    int d = points.columns();
    int m = rows.length;
    Storage storage = StoredRows.storageOf(points);
    return storage.accept(
        new StorageVisitor<Points>() {
          @Override
          public Points doubles(double[] data) {
            double[] copy = new double[ArrayLength.of("rows", m, d)];
            for (int r = 0; r < m; r++) {
              System.arraycopy(data, rows[r] * d, copy, r * d, d);
            }
            return Points.of(copy, m, d);
          }

          @Override
          public Points floats(float[] data) {
            float[] copy = new float[ArrayLength.of("rows", m, d)];
            for (int r = 0; r < m; r++) {
              System.arraycopy(data, rows[r] * d, copy, r * d, d);
            }
            return Points.of(copy, m, d);
          }

          @Override
          public Points unsignedBytes(byte[] data) {
            byte[] copy = new byte[ArrayLength.of("rows", m, d)];
            for (int r = 0; r < m; r++) {
              System.arraycopy(data, rows[r] * d, copy, r * d, d);
            }
            return Points.ofUnsignedBytes(copy, m, d);
          }

          @Override
          public Points doubleRows(double[][] data) {
            return Points.of(
                Arrays.stream(rows).mapToObj(row -> data[row].clone()).toArray(double[][]::new));
          }

          @Override
          public Points floatRows(float[][] data) {
            return Points.of(
                Arrays.stream(rows).mapToObj(row -> data[row].clone()).toArray(float[][]::new));
          }

          @Override
          public Points sparse(Storage.Sparse data) {
            return RowCollector.some(data, rows);
          }
        });
  }
}
