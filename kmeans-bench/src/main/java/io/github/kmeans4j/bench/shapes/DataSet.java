package io.github.kmeans4j.bench.shapes;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Rows to cluster, before they are there.
 *
 * @param kind where they come from
 * @param rows n
 * @param columns d
 * @param parts number of clusters they are drawn from; 0 where there are none
 * @param seed of the random numbers
 * @param file where they are, if they are a file of the user's, else null
 */
record DataSet(DataKind kind, int rows, int columns, int parts, long seed, @Nullable Path file) {

  DataSet(DataKind kind, int rows, int columns, int parts, long seed) {
    this(kind, rows, columns, parts, seed, null);
  }

  /** Returns the same with fewer rows, if it has more. */
  DataSet atMost(int most) {
    return new DataSet(kind, Math.min(most, rows), columns, parts, seed, file);
  }

  /** Returns a name for the file, which tells everything that the rows depend on. */
  String fileName() {
    return kind + "-" + rows + "x" + columns + "-" + parts + "-seed" + seed + ".npy";
  }
}
