package io.github.kmeans4j.minibatch.internal.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.internal.exact.FitRows;
import io.github.kmeans4j.core.internal.kernel.Kernels;
import io.github.kmeans4j.core.internal.sparse.RowAssignment;
import io.github.kmeans4j.core.internal.work.Workers;
import io.github.kmeans4j.minibatch.internal.batch.ClassicStep;
import org.junit.jupiter.api.Test;

class StreamStateTest {
  @Test
  void theCountOfBatchesStaysAtTheLargestInt() {
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
    assertEquals(Integer.MAX_VALUE, state.toClustering(1).iterations());
  }
}
