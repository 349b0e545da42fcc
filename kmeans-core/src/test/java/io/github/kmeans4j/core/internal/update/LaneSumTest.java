package io.github.kmeans4j.core.internal.update;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.kmeans4j.core.internal.kernel.Kernels;
import io.github.kmeans4j.internal.ExactSum;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;

class LaneSumTest {
  private final SplittableRandom random = new SplittableRandom(20);

  /** Adds many values in both ways, some hundred at a time. */
  private void check(DoubleSupplier values) {
    LaneSum lanes = new LaneSum(Kernels.get());
    ExactSum expected = new ExactSum();
    for (int round = 0; round < 50; round++) {
      int count = random.nextInt(LaneSum.MOST + 1);
      for (int r = 0; r < count; r++) {
        lanes.values[r] = values.getAsDouble();
        expected.add(lanes.values[r]);
      }
      lanes.add(count);
    }
    ExactSum found = new ExactSum();
    found.add(1e10);
    expected.add(1e10);
    lanes.addTo(found);
    assertEquals(expected.toBigInteger(), found.toBigInteger());
    assertEquals(expected.value(), found.value());
  }

  @Test
  void valuesOfLikeSize() {
    check(random::nextDouble);
  }

  /** No pair of doubles holds sums of these. */
  @Test
  void valuesFarApart() {
    check(() -> Math.scalb(random.nextDouble(), random.nextInt(-1070, 900)));
  }

  /** Most lanes hold, some do not. */
  @Test
  void fewValuesFarApart() {
    check(() -> random.nextInt(300) == 0 ? 0x1p-300 * random.nextDouble() : random.nextDouble());
  }

  @Test
  void zerosAndSubnormals() {
    check(() -> random.nextInt(3) * Double.MIN_VALUE);
  }
}
