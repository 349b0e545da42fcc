package io.github.kmeans4j.core.internal.lanes;

import java.util.Arrays;

/**
 * Rows in an array that are parted at a column's value, range by range, in place. Different threads
 * may part different ranges. What is done with a range depends on its rows alone.
 */
public final class RowRanges {
  /** Up to this many rows a box is measured, beyond it is estimated from as many. */
  private static final int MEASURED = 256;

  /** From so many rows on a place is looked for by a larger sample. */
  private static final int LONG = 4096;

  /** Ranges of fewer rows are not worth a sample. */
  private static final int SHORT = 64;

  private final int d;

  /** Row-major. */
  public final float[] rows;

  /** A number of each row, which moves along. */
  public final int[] numbers;

  /**
   * Makes room for rows.
   *
   * @param room rows that the array of values is to hold, n at least
   */
  RowRanges(int n, int room, int d) {
    this.d = d;
    this.rows = new float[room * d];
    this.numbers = new int[n];
  }

  /** The column in which the rows of a range differ most, or about most. */
  int widest(int from, int to) {
    int count = Math.min(to - from, MEASURED);
    int step = (to - from) / count;
    int widest = 0;
    float most = -1;
    for (int c = 0; c < d; c++) {
      float low = Float.POSITIVE_INFINITY;
      float high = Float.NEGATIVE_INFINITY;
      for (int s = 0; s < count; s++) {
        float v = rows[(from + s * step) * d + c];
        low = v < low ? v : low;
        high = v > high ? v : high;
      }
      if (high - low > most) {
        most = high - low;
        widest = c;
      }
    }
    return widest;
  }

  /**
   * Brings a row to the place that it would have if the range were sorted by a column, with no
   * greater one before it and no smaller one behind it (Hoare 1961, doi:10.1145/366622.366647).
   */
  void select(int column, int from, int to, int place) {
    int low = from;
    int high = to - 1;
    while (low < high) {
      float pivot = estimate(column, low, high, place);
      int i = low;
      int j = high;
      while (i <= j) {
        while (rows[i * d + column] < pivot) {
          i++;
        }
        while (rows[j * d + column] > pivot) {
          j--;
        }
        if (i <= j) {
          swap(i++, j--);
        }
      }
      if (j < place) {
        low = i;
      }
      if (place < i) {
        high = j;
      }
    }
  }

  /** A value of the range, about the one that belongs to a place. */
  private float estimate(int column, int low, int high, int place) {
    int length = high - low + 1;
    if (length < SHORT) {
      return rows[(low + high >>> 1) * d + column];
    }
    int size = length < LONG ? 9 : 31;
    float[] sample = new float[size];
    int step = length / size;
    for (int s = 0; s < size; s++) {
      sample[s] = rows[(low + s * step) * d + column];
    }
    Arrays.sort(sample);
    return sample[(int) ((long) (place - low) * size / length)];
  }

  private void swap(int i, int j) {
    int number = numbers[i];
    numbers[i] = numbers[j];
    numbers[j] = number;
    for (int c = 0; c < d; c++) {
      float v = rows[i * d + c];
      rows[i * d + c] = rows[j * d + c];
      rows[j * d + c] = v;
    }
  }
}
