package io.github.kmeans4j.bench.shapes;

import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.data.FileSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds the rows that fits start from. */
final class FirstRows {
  private static final int BLOCK = 4096;

  private FirstRows() {}

  /**
   * Returns the indices of the first k rows of a file that differ from all before them.
   *
   * @param file a {@code .npy}
   * @param rows how many of its rows are looked at
   * @param k how many are wanted
   * @return indices, ascending
   * @throws IOException if the file cannot be read, or has fewer distinct rows
   */
  static int[] distinct(Path file, int rows, int k) throws IOException {
    int[] found = new int[k];
    int count = 0;
    Set<List<Double>> seen = new HashSet<>();
    try (FileSource source = FileSource.npy(file)) {
      for (int from = 0; from < rows && count < k; from += BLOCK) {
        Points block = source.read(from, Math.min(BLOCK, rows - from));
        for (int i = 0; i < block.rows() && count < k; i++) {
          List<Double> row = new ArrayList<>();
          for (int c = 0; c < block.columns(); c++) {
            row.add(block.get(i, c) + 0.0); // −0 is 0
          }
          if (seen.add(row)) {
            found[count++] = from + i;
          }
        }
      }
    }
    if (count < k) {
      throw new IOException(file + " has only " + count + " distinct rows, not " + k);
    }
    return found;
  }
}
