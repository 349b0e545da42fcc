package io.github.kmeans4j.core.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.kmeans4j.internal.kernel.Tiles;
import io.github.kmeans4j.internal.kernel.Vectors;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/** What the {@link Vectors} of every kernel must hold. */
public interface VectorsContract {
  /**
   * Returns the vectors under test.
   *
   * @return vectors that can run in this JVM
   */
  Vectors vectors();

  /**
   * Returns the tiles of the same kernel, whose bound holds for products too.
   *
   * @return tiles
   */
  Tiles tiles();

  /** Products are within both bounds, from any place to the end of the arrays. */
  @Test
  default void dotProductsAreWithinTheErrorBounds() {
    SplittableRandom random = new SplittableRandom(4);
    for (int d : ContractSizes.WIDTHS) {
      for (int round = 0; round < 20; round++) {
        float[] a = ContractSizes.floats(random, d + 3, -1, 1);
        float[] b = ContractSizes.floats(random, d + 5, -1, 1);
        double exact = 0;
        double size = 0;
        for (int c = 0; c < d; c++) {
          exact += (double) a[3 + c] * b[5 + c];
          size += Math.abs((double) a[3 + c] * b[5 + c]);
        }
        double chain = Math.min(vectors().dotChain(d), tiles().chain(d));
        assertEquals(
            exact, vectors().dotProduct(a, 3, b, 5, d), chain * 0x1p-24 * 1.001 * size, "d = " + d);
      }
      assertTrue(vectors().dotChain(d) >= 1 && vectors().dotChain(d) <= d + 64, "d = " + d);
    }
  }

  /** Both vectors may be the same one. */
  @Test
  default void aVectorMayBeMultipliedByItself() {
    SplittableRandom random = new SplittableRandom(5);
    for (int d : ContractSizes.WIDTHS) {
      float[] a = ContractSizes.wholeNumbers(random, d + 7, -50, 50);
      double own = 0;
      double next = 0;
      for (int c = 0; c < d; c++) {
        own += a[3 + c] * a[3 + c];
        next += a[3 + c] * a[7 + c];
      }
      // Whole numbers: no order of summation rounds.
      assertEquals(own, vectors().dotProduct(a, 3, a, 3, d));
      assertEquals(next, vectors().dotProduct(a, 3, a, 7, d));
    }
  }

  /** Bytes become floats exactly, and nothing beside the target is written. */
  @Test
  default void bytesAreWidenedExactly() {
    for (int d : ContractSizes.WIDTHS) {
      byte[] source = new byte[d + 2];
      float[] shift = new float[d];
      for (int c = 0; c < d; c++) {
        source[2 + c] = (byte) (c * 37);
        shift[c] = c * 5 % 256;
      }
      float[] target = untouched(d + 6);
      vectors().widen(source, 2, shift, target, 3, d);
      assertWritten(target, 3, d, c -> (source[2 + c] & 0xFF) - shift[c]);
    }
  }

  /** Shorts become floats exactly, and nothing beside the target is written. */
  @Test
  default void shortsAreWidenedExactly() {
    for (int d : ContractSizes.WIDTHS) {
      short[] source = new short[d + 2];
      for (int c = 0; c < d; c++) {
        source[2 + c] = (short) (c * 7919 - 32768);
      }
      float[] target = untouched(d + 6);
      vectors().widen(source, 2, target, 3, d);
      assertWritten(target, 3, d, c -> source[2 + c]);
    }
  }

  /** Floats are shifted and scaled with one rounding, and nothing beside the target is written. */
  @Test
  default void floatsAreCenteredWithOneRounding() {
    SplittableRandom random = new SplittableRandom(9);
    for (int d : ContractSizes.WIDTHS) {
      float[] source = ContractSizes.floats(random, d + 2, -100, 100);
      float[] shift = ContractSizes.floats(random, d, -0.1, 0.1);
      float[] sourceBefore = source.clone();
      float[] shiftBefore = shift.clone();
      float[] target = untouched(d + 6);
      vectors().center(source, 2, shift, 0x1p-7f, target, 3, d);
      assertArrayEquals(sourceBefore, source);
      assertArrayEquals(shiftBefore, shift);
      // Of two floats, rounding a difference to double first changes no bit of the float.
      assertWritten(target, 3, d, c -> (float) (((double) source[2 + c] - shift[c]) * 0x1p-7));
    }
  }

  /** Products are rounded before the sums are, whatever the rows are stored as. */
  @Test
  default void multiplesAreAddedWithTwoRoundings() {
    SplittableRandom random = new SplittableRandom(14);
    for (int d : ContractSizes.WIDTHS) {
      for (double weight : new double[] {1, -1, 0.3, -1e9 / 3}) {
        Rows rows = new Rows(d, random);
        double[] begin = random.doubles(d + 5, -1e3, 1e3).toArray();
        double[] doubles = begin.clone();
        double[] floats = begin.clone();
        double[] bytes = begin.clone();
        vectors().addTo(rows.doubles, 3, weight, doubles, 2, d);
        vectors().addTo(rows.floats, 3, weight, floats, 2, d);
        vectors().addTo(rows.bytes, 3, weight, bytes, 2, d);
        for (int j = 0; j < d + 5; j++) {
          boolean added = j >= 2 && j < d + 2;
          double double0 = added ? weight * rows.doubles[1 + j] : 0;
          double float0 = added ? weight * rows.floats[1 + j] : 0;
          double byte0 = added ? weight * (rows.bytes[1 + j] & 0xFF) : 0;
          assertEquals(begin[j] + double0, doubles[j], "d = " + d);
          assertEquals(begin[j] + float0, floats[j], "d = " + d);
          assertEquals(begin[j] + byte0, bytes[j], "d = " + d);
        }
      }
    }
  }

  /** Squared distances have eight partial sums and one order to add them in. */
  @Test
  default void squaredDistancesAreAddedInTheOrderThatIsPromised() {
    SplittableRandom random = new SplittableRandom(15);
    for (int d : ContractSizes.WIDTHS) {
      for (int round = 0; round < 10; round++) {
        Rows rows = new Rows(d, random);
        double[] c = random.doubles(d, -1, 300).toArray();
        assertEquals(
            inEightSums(d, j -> rows.doubles[3 + j] - c[j]),
            vectors().squaredDistance(rows.doubles, 3, c));
        assertEquals(
            inEightSums(d, j -> rows.floats[3 + j] - c[j]),
            vectors().squaredDistance(rows.floats, 3, c));
        assertEquals(
            inEightSums(d, j -> (rows.bytes[3 + j] & 0xFF) - c[j]),
            vectors().squaredDistance(rows.bytes, 3, c));
      }
    }
  }

  /** Squared distances of bytes are whole numbers, up to the largest that an int holds. */
  @Test
  default void squaredDistancesOfBytesAreExact() {
    SplittableRandom random = new SplittableRandom(16);
    for (int d : ContractSizes.WIDTHS) {
      byte[] x = new byte[2 * d + 4];
      random.nextBytes(x);
      int exact = 0;
      for (int j = 0; j < d; j++) {
        int t = (x[1 + j] & 0xFF) - (x[4 + d + j] & 0xFF);
        exact += t * t;
      }
      assertEquals(exact, vectors().squaredDistance(x, 1, 4 + d, d), "d = " + d);
      assertEquals(exact, vectors().squaredDistance(x, 4 + d, 1, d), "d = " + d);
      assertEquals(0, vectors().squaredDistance(x, 1, 1, d), "d = " + d);
    }
    byte[] far = new byte[2 * 33025];
    Arrays.fill(far, 33025, far.length, (byte) 255);
    assertEquals(33025 * 65025, vectors().squaredDistance(far, 0, 33025, 33025));
  }

  /** Values are cut into a whole number and the rest, exactly, and nothing beside is touched. */
  @Test
  default void partsAreTheNearestWholeNumberAndTheRest() {
    SplittableRandom random = new SplittableRandom(17);
    for (int d : ContractSizes.WIDTHS) {
      double[] x = new double[d + 3];
      double[] scale = new double[d + 4];
      for (int j = 0; j < d; j++) {
        x[3 + j] = Math.rint(random.nextDouble(-1, 1) * 0x1p40) * 0x1p-10;
        scale[2 + j] = random.nextInt(9) == 0 ? 0 : 0x1p-20;
      }
      for (double radix : new double[] {0, 0x1p30}) {
        for (double weight : new double[] {1, -1}) {
          long[] high = random.longs(d + 4, -1000, 1000).toArray();
          long[] low = random.longs(d + 4, -1000, 1000).toArray();
          long[] expectedHigh = high.clone();
          long[] expectedLow = low.clone();
          for (int j = 0; j < d; j++) {
            double y = weight * scale[2 + j] * x[3 + j];
            double z = Math.rint(y);
            expectedHigh[2 + j] += (long) z;
            expectedLow[2 + j] += (long) ((y - z) * radix);
          }
          vectors().addParts(x, 3, weight, scale, radix, high, low, 2, d);
          assertArrayEquals(expectedHigh, high, "d = " + d);
          assertArrayEquals(expectedLow, low, "d = " + d);
        }
      }
      long[] high = new long[d + 4];
      vectors().addParts(x, 3, 1, scale, 0, high, new long[0], 2, d); // no low ones are wanted
      assertEquals(Math.rint(scale[2] * x[3]), high[2]);
    }
  }

  private static double inEightSums(int d, IntToDoubleFunction difference) {
    double[] s = new double[8];
    int whole = d / 8 * 8;
    for (int j = 0; j < d; j++) {
      double t = difference.applyAsDouble(j);
      s[j < whole ? j % 8 : 0] += t * t;
    }
    return ((s[0] + s[1]) + (s[2] + s[3])) + ((s[4] + s[5]) + (s[6] + s[7]));
  }

  private static float[] untouched(int length) {
    float[] values = new float[length];
    Arrays.fill(values, ContractSizes.UNTOUCHED);
    return values;
  }

  private static void assertWritten(float[] target, int at, int d, IntToDoubleFunction value) {
    for (int i = 0; i < target.length; i++) {
      boolean written = i >= at && i < at + d;
      double expected = written ? value.applyAsDouble(i - at) : ContractSizes.UNTOUCHED;
      assertEquals((float) expected, target[i], "d = " + d + ", index " + i);
    }
  }

  /** A row in each storage, from index 3. */
  final class Rows {
    private final double[] doubles;
    private final float[] floats;
    private final byte[] bytes;

    Rows(int d, SplittableRandom random) {
      doubles = random.doubles(d + 3, -1, 1).toArray();
      floats = ContractSizes.floats(random, d + 3, -1, 1);
      bytes = new byte[d + 3];
      random.nextBytes(bytes);
    }
  }

  /** Zeros of either sign count as no magnitude; infinity and NaN come last. */
  @Test
  default void magnitudesOfFloatsAreFound() {
    SplittableRandom random = new SplittableRandom(40);
    float[] odd = {0, -0f, Float.MIN_VALUE, -1e-30f, -3e38f, Float.NEGATIVE_INFINITY, Float.NaN};
    for (int d : ContractSizes.WIDTHS) {
      for (int round = 0; round < 20; round++) {
        float[] x = ContractSizes.floats(random, d + 5, -1, 1);
        for (int c = round < 10 ? d : 0; c < d; c++) {
          x[3 + c] = odd[random.nextInt(random.nextInt(odd.length) + 1)];
        }
        int most = 0;
        int least = Integer.MAX_VALUE;
        for (int c = 0; c < d; c++) {
          int bits = Float.floatToRawIntBits(Math.abs(x[3 + c]));
          most = Math.max(most, bits);
          least = bits == 0 ? least : Math.min(least, bits);
        }
        int[] found = {-1, -1, -1};
        vectors().magnitudes(x, 3, d, found);
        assertArrayEquals(new int[] {most, least, -1}, found, "d = " + d);
      }
    }
  }

  /** The same of doubles. */
  @Test
  default void magnitudesOfDoublesAreFound() {
    SplittableRandom random = new SplittableRandom(41);
    double[] odd = {0, -0.0, Double.MIN_VALUE, -1e-300, -1e308, Double.NEGATIVE_INFINITY};
    for (int d : ContractSizes.WIDTHS) {
      for (int round = 0; round < 20; round++) {
        double[] x = random.doubles(d + 5, -1, 1).toArray();
        for (int c = round < 10 ? d : 0; c < d; c++) {
          x[3 + c] = odd[random.nextInt(random.nextInt(odd.length) + 1)];
        }
        long most = 0;
        long least = Long.MAX_VALUE;
        for (int c = 0; c < d; c++) {
          long bits = Double.doubleToRawLongBits(Math.abs(x[3 + c]));
          most = Math.max(most, bits);
          least = bits == 0 ? least : Math.min(least, bits);
        }
        long[] found = {-1, -1, -1};
        vectors().magnitudes(x, 3, d, found);
        assertArrayEquals(new long[] {most, least, -1}, found, "d = " + d);
      }
    }
  }

  /** Whole numbers that an int does not hold are none, wherever they stand. */
  @Test
  default void wholeNumbersAreTold() {
    SplittableRandom random = new SplittableRandom(42);
    float[] others = {0.5f, 0x1p32f, -0x1.8p31f, 1e20f, Float.NaN, Float.POSITIVE_INFINITY};
    for (int d : ContractSizes.WIDTHS) {
      float[] x = ContractSizes.wholeNumbers(random, d + 5, -1000, 1000);
      x[3 + d - 1] = -0f;
      x[0] = 0.5f;
      x[3 + d] = 0.5f;
      assertTrue(vectors().areIntegers(x, 3, d), "d = " + d);
      for (float other : others) {
        int at = 3 + random.nextInt(d);
        float former = x[at];
        x[at] = other;
        assertFalse(vectors().areIntegers(x, 3, d), "d = " + d + ", " + other);
        x[at] = former;
      }
      x[3] = -0x1p31f;
      assertTrue(vectors().areIntegers(x, 3, d), "d = " + d);
    }
    assertTrue(vectors().areIntegers(new float[] {0.5f}, 0, 0));
  }
}
