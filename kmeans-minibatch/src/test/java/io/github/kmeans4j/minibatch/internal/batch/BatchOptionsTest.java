package io.github.kmeans4j.minibatch.internal.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class BatchOptionsTest {
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
  void theSampleOfFewColumnsHasFourBatchesOrAPartOfTheRows() {
    MiniBatchOptions options = new MiniBatchOptions(16);
    assertEquals(8192, options.rowsOfSample(1_000_000, 128));
    assertEquals(6250, options.rowsOfSample(100_000, 2));
    assertEquals(0, options.rowsOfSample(1_000_000, 129));
    options.batchSize = 1 << 30;
    assertEquals(134_217_727, options.rowsOfSample(Integer.MAX_VALUE, 2));
  }
}
