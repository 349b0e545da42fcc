package io.github.kmeans4j.minibatch;

import io.github.kmeans4j.BlockSource;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.data.PointsSource;
import io.github.kmeans4j.minibatch.internal.source.RowRange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Data in memory that take note of how they are read, and may do something strange instead. */
public final class FakeSource implements BlockSource {
  public final List<RowRange> reads = Collections.synchronizedList(new ArrayList<>());
  public final List<Thread> readers = Collections.synchronizedList(new ArrayList<>());
  private final PointsSource source;
  private final Behavior behavior;

  /** What happens at a read; returns null to go on as usual. */
  @FunctionalInterface
  public interface Behavior {
    Points read(int number) throws IOException;
  }

  public FakeSource(Points points) {
    this(points, number -> null);
  }

  public FakeSource(Points points, Behavior behavior) {
    this.source = new PointsSource(points);
    this.behavior = behavior;
  }

  @Override
  public long rows() {
    return source.rows();
  }

  @Override
  public int columns() {
    return source.columns();
  }

  @Override
  public Points read(long firstRow, int rows) throws IOException {
    readers.add(Thread.currentThread());
    reads.add(new RowRange(firstRow, rows));
    Points strange = behavior.read(reads.size());
    return strange == null ? source.read(firstRow, rows) : strange;
  }

  @Override
  public void close() {
    throw new AssertionError("a fit closes no source");
  }
}
