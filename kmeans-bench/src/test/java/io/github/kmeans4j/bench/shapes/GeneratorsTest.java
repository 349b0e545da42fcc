package io.github.kmeans4j.bench.shapes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

/** One seed gives one set of bytes, for ever, and the rows are what they are said to be. */
class GeneratorsTest {
  private static String crc(float[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length);
    bytes.asFloatBuffer().put(values);
    CRC32 crc = new CRC32();
    crc.update(bytes.array());
    return String.format(Locale.ROOT, "%08x", crc.getValue());
  }

  @Test
  void bytesNeverChange() {
    assertEquals("dfa090e5", crc(Generators.blobs(101, 3, 4, 1)));
    assertEquals("21be8ef2", crc(Generators.mixture(50, 130, 5, 1)));
    assertEquals("ee6a0721", crc(Generators.flat(100, 7, 1)));
    assertEquals("e3596ffb", crc(Generators.uniform(100, 7, 1)));
  }

  @Test
  void seedsDiffer() {
    assertTrue(!Arrays.equals(Generators.flat(9, 2, 1), Generators.flat(9, 2, 2)));
    assertTrue(!Arrays.equals(Generators.blobs(9, 2, 2, 1), Generators.blobs(9, 2, 2, 2)));
  }

  @Test
  void mixturesHaveLengthOne() {
    int d = 40;
    float[] x = Generators.mixture(30, d, 3, 5);
    for (int i = 0; i < 30; i++) {
      double lengthSq = 0;
      for (int c = 0; c < d; c++) {
        lengthSq += (double) x[i * d + c] * x[i * d + c];
      }
      assertEquals(1, lengthSq, 1e-6);
    }
  }

  @Test
  void uniformNumbersAreFromZeroToOne() {
    for (float value : Generators.uniform(1000, 1, 3)) {
      assertTrue(value >= 0 && value < 1, () -> "" + value);
    }
  }

  @Test
  void ordersHoldEachNumberOnce() {
    int[] order = Generators.order(1000, 4);
    int[] sorted = order.clone();
    Arrays.sort(sorted);
    assertArrayEquals(IntStream.range(0, 1000).toArray(), sorted);
    assertTrue(!Arrays.equals(sorted, order));
  }

  /** Two photographs of 10 × 9 pixels; red counts the pixels, green is 1, blue 2. */
  private static Photographs photographs() {
    byte[] pixels = new byte[2 * 10 * 9 * 3];
    for (int i = 0; i < 180; i++) {
      pixels[3 * i] = (byte) i;
      pixels[3 * i + 1] = 1;
      pixels[3 * i + 2] = 2;
    }
    return new Photographs(pixels, 10, 9);
  }

  @Test
  void colorsAreAllPixelsOnce() {
    float[] x = photographs().colors(180, 1);
    boolean[] seen = new boolean[180];
    for (int i = 0; i < 180; i++) {
      seen[Math.round(255 * x[3 * i])] = true;
      assertEquals(1, 255 * x[3 * i + 1], 1e-5);
      assertEquals(2, 255 * x[3 * i + 2], 1e-5);
    }
    assertTrue(IntStream.range(0, 180).allMatch(i -> seen[i]));
    assertThrows(IllegalArgumentException.class, () -> photographs().colors(181, 1));
  }

  @Test
  void patchesAreSquaresWithinOnePhotograph() {
    // 3 across and 2 down in each of the two
    float[] x = photographs().patches(12, 1);
    boolean[] seen = new boolean[180];
    for (int i = 0; i < 12; i++) {
      int corner = Math.round(3 * 255 * x[64 * i]) - 3;
      seen[corner] = true;
      for (int c = 0; c < 64; c++) {
        int pixel = corner + c / 8 * 10 + c % 8;
        assertEquals(pixel + 3, 3 * 255 * x[64 * i + c], 1e-3);
      }
    }
    for (int corner : new int[] {0, 1, 2, 10, 11, 12, 90, 91, 92, 100, 101, 102}) {
      assertTrue(seen[corner], () -> "the square at pixel " + corner);
    }
    assertThrows(IllegalArgumentException.class, () -> photographs().patches(13, 1));
  }
}
