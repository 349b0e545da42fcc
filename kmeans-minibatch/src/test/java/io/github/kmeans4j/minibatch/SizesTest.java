package io.github.kmeans4j.minibatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.kmeans4j.BlockSource;
import io.github.kmeans4j.Points;
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
  void centroidsThatFitIntoNoArrayAreRefusedBeforeTheSourceIsRead() {
    assertEquals(
        "k: 20 centroids of 100000000 columns do not fit into one array, where they take"
            + " 3200000064 values and at most 2147483639 are possible",
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
