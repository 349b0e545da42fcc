package io.github.kmeans4j.core.internal.exact;

import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class OutwardTest {
  @Property
  void floatsLieOutward(@ForAll double value) {
    assertTrue(Outward.above(value) >= value, () -> "above " + value);
    assertTrue(Outward.below(value) <= value, () -> "below " + value);
  }

  @Property
  void factorsPayForTwoRoundings(@ForAll float value) {
    float size = Math.abs(value);
    if (size >= 0x1p-100f && size <= 0x1p100f) {
      assertTrue(size * Outward.UP >= size * (1 + 0x1p-23), () -> "up " + size);
      assertTrue(size * Outward.DOWN <= size * (1 - 0x1p-23), () -> "down " + size);
    }
  }
}
