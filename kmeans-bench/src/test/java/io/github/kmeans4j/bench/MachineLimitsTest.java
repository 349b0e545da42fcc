package io.github.kmeans4j.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the limits time is done, not skipped. */
class MachineLimitsTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void everyValueIsReadOnce(int threads) {
    for (int length : new int[] {0, 1, 127, 1000, 4096}) {
      long[] data = new long[length];
      for (int i = 0; i < length; i++) {
        data[i] = i + 1;
      }
      try (MachineLimits limits = new MachineLimits(threads)) {
        assertEquals((long) length * (length + 1) / 2, limits.read(data));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void chainsConvergeToTheirFixedPoint(int threads) {
    // x = x / 2 + 1 / 4 tends to 1 / 2, exactly so in single precision after some dozens of steps
    try (MachineLimits limits = new MachineLimits(threads)) {
      assertEquals(0.5f, limits.multiplyAndAdd(128L * 2048 * 12 * 8));
    }
  }
}
