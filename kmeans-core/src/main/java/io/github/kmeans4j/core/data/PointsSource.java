package io.github.kmeans4j.core.data;

import io.github.kmeans4j.BlockSource;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.internal.points.Subset;
import java.util.Objects;

/**
 * Data in memory, read as if they came from a file; gives the same blocks, bit for bit, as a file
 * of the same values. Blocks are copies in the data's own precision. Thread-safe as long as the
 * data are left alone; closing it does nothing.
 *
 * <pre>{@code
 * Clustering c = new SourceKMeans(10).fit(new PointsSource(points));
 * }</pre>
 */
public final class PointsSource implements BlockSource {
  private final Points points;

  /**
   * Wraps data.
   *
   * @param points data, n × d; not copied, must not change
   */
  public PointsSource(Points points) {
    this.points = Objects.requireNonNull(points, "points");
  }

  @Override
  public long rows() {
    return points.rows();
  }

  @Override
  public int columns() {
    return points.columns();
  }

  @Override
  public Points read(long firstRow, int rows) {
    Ranges.check(this, firstRow, rows);
    int[] indices = new int[rows];
    for (int i = 0; i < rows; i++) {
      indices[i] = (int) firstRow + i;
    }
    return Subset.of(points, indices);
  }

  /** Does nothing: there is nothing to release. */
  @Override
  public void close() {}
}
