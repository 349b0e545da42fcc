package io.github.kmeans4j.minibatch.internal.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class ResumableRandomTest {
  @Test
  void randomNumbersAreSplitMix64() {
    // The first numbers of the reference implementation for the seed 1234567.
    ResumableRandom random = new ResumableRandom(1234567);
    assertEquals(6457827717110365317L, random.nextLong());
    assertEquals(3203168211198807973L, random.nextLong());
    RandomGenerator again = new ResumableRandom(random.state());
    assertEquals(random.nextLong(), again.nextLong());
  }

  @Test
  void boundedNumbersAreUniform() {
    ResumableRandom random = new ResumableRandom(5);
    int[] counts = new int[7];
    for (int i = 0; i < 70_000; i++) {
      counts[random.nextInt(7)]++;
    }
    for (int count : counts) {
      assertEquals(10_000, count, 400);
    }
    assertEquals(0, random.nextInt(1));
    assertTrue(random.nextInt(Integer.MAX_VALUE) >= 0);
    assertThrows(IllegalArgumentException.class, () -> random.nextInt(0));
  }
}
