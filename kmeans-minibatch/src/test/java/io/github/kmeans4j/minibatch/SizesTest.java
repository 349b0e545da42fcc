package io.github.kmeans4j.minibatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.kmeans4j.BlockSource;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.internal.assign.RowAssignment;
import io.github.kmeans4j.core.internal.exact.FitRows;
import io.github.kmeans4j.core.internal.kernel.Kernels;
import io.github.kmeans4j.core.internal.work.Workers;
import io.github.kmeans4j.minibatch.internal.batch.ClassicStep;
import io.github.kmeans4j.minibatch.internal.batch.MiniBatchOptions;
import io.github.kmeans4j.minibatch.internal.stream.ResumableRandom;
import io.github.kmeans4j.minibatch.internal.stream.StreamRandom;
import io.github.kmeans4j.minibatch.internal.stream.StreamState;
import org.junit.jupiter.api.Test;

/** Sizes near the limit of an int: counted right, or refused by name. */
class SizesTest {

  /** Of any shape; nobody gets as far as to read it. */
  private record Shape(long rows, int columns) implements BlockSource {
    @Override
    public Points read(long firstRow, int count) {
      throw new AssertionError("nothing should be read");
    }

    @Override
    public void close() {}
  }

  @Test
  void aSampleOfThreeHugeBatchesIsNoSmallOne() {
    MiniBatchOptions options = new MiniBatchOptions(5);
    options.batchSize = 1 << 30;
    assertEquals(2_000_000_000, options.initializationRows(2_000_000_000));
    assertEquals(700, options.initializationRows(700));
    options.batchSize = 1;
    assertEquals(15, options.initializationRows(700));
  }

  @Test
  void theCountOfBatchesStaysAtTheLargestInt() {
    MiniBatchOptions options = new MiniBatchOptions(1);
    ResumableRandom random = StreamRandom.of(0).step();
    ClassicStep step = new ClassicStep(new double[][] {{0}}, 0, random);
    StreamState<ClassicStep> state =
        new StreamState<>(step, random, new long[1], Integer.MAX_VALUE - 1, 0);
    try (Workers workers = new Workers(1)) {
      Points points = Points.of(new double[] {1, 2}, 2, 1);
      FitRows rows = FitRows.of(points, Kernels.get(), workers);
      RowAssignment assignment = new RowAssignment(rows, 1);
      for (int batch = 0; batch < 3; batch++) {
        state.learn(rows.store(), assignment, new int[] {0, 1}, new int[2], workers);
        assertEquals(Integer.MAX_VALUE, state.batches());
      }
    }
    assertEquals(Integer.MAX_VALUE, state.toClustering(options.threads).iterations());
  }

  @Test
  void centroidsThatFitIntoNoArrayAreRefusedBeforeTheSourceIsRead() {
    assertEquals(
        "k: 20 centroids of 100000000 columns do not fit into one array, where they take"
            + " 3200000000 values and at most 2147483639 are possible",
        assertThrows(
                IllegalArgumentException.class,
                () -> new MiniBatchKMeans(20).fit(new Shape(1L << 40, 100_000_000)))
            .getMessage());
  }

  @Test
  void batchesThatFitIntoNoArrayAreRefusedBeforeTheSourceIsRead() {
    assertEquals(
        "batchSize: 1024 rows of 3000000 columns do not fit into one array",
        assertThrows(
                IllegalArgumentException.class,
                () -> new MiniBatchKMeans(2).fit(new Shape(1L << 40, 3_000_000)))
            .getMessage());
  }
}
