package io.github.kmeans4j.core.contract;

import java.util.SplittableRandom;

/** Odd and round sizes, about the widths of vectors, panels and blocks; and values for them. */
final class ContractSizes {
  /** Numbers of columns, or of whatever a method goes through one by one. */
  static final int[] WIDTHS = {1, 2, 3, 5, 7, 8, 9, 15, 16, 17, 31, 33, 63, 64, 65, 100, 257, 785};

  /** Numbers of centroids. */
  static final int[] CLUSTERS = {1, 2, 3, 5, 8, 15, 16, 17, 31, 33, 50, 64};

  /** Numbers of rows. */
  static final int[] COUNTS = {1, 2, 3, 4, 5, 7, 8, 63, 64, 65, 130};

  /** What stands where nothing may be written. */
  static final float UNTOUCHED = -77.25f;

  private ContractSizes() {}

  static float[] floats(SplittableRandom random, int length, double from, double to) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) random.nextDouble(from, to);
    }
    return values;
  }

  static float[] wholeNumbers(SplittableRandom random, int length, int from, int to) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = random.nextInt(from, to);
    }
    return values;
  }
}
