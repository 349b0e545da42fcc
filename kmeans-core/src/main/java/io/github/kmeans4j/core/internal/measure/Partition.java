package io.github.kmeans4j.core.internal.measure;

import io.github.kmeans4j.core.internal.work.CountingSort;
import java.util.Arrays;
import java.util.Objects;

/**
 * A checked labeling with its labels renumbered: codes 0..count-1 in the order of the labels, so
 * that no table grows with the value of a label and no group is empty.
 */
public final class Partition {
  private final int[] codes;
  private final int[] values;
  private final int[] sizes;

  private Partition(int[] codes, int[] values, int[] sizes) {
    this.codes = codes;
    this.values = values;
    this.sizes = sizes;
  }

  public static Partition of(int[] labels, String name) {
    checkNotNegative(labels, name, 0);
    int[] values = Arrays.stream(labels).sorted().distinct().toArray();
    int[] codes = new int[labels.length];
    int[] sizes = new int[values.length];
    for (int i = 0; i < labels.length; i++) {
      codes[i] = Arrays.binarySearch(values, labels[i]);
      sizes[codes[i]]++;
    }
    return new Partition(codes, values, sizes);
  }

  /** Refuses null, nothing, and labels below {@code lowest}. */
  public static void checkNotNegative(int[] labels, String name, int lowest) {
    Objects.requireNonNull(labels, name);
    if (labels.length == 0) {
      throw new IllegalArgumentException(name + " must not be empty");
    }
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] < lowest) {
        throw new IllegalArgumentException(
            name + " must be at least " + lowest + ", but row " + i + " has " + labels[i]);
      }
    }
  }

  public static void checkSameLength(int[] labels, String name, int rows, String others) {
    Objects.requireNonNull(labels, name);
    if (labels.length != rows) {
      throw new IllegalArgumentException(
          name
              + " and "
              + others
              + " must have equal lengths, but there are "
              + labels.length
              + " "
              + name
              + " and "
              + rows
              + " "
              + others);
    }
  }

  public int rows() {
    return codes.length;
  }

  /** Number of groups, none of them empty. */
  public int count() {
    return values.length;
  }

  public int code(int row) {
    return codes[row];
  }

  public int value(int code) {
    return values[code];
  }

  public int size(int code) {
    return sizes[code];
  }

  /** All rows in the order of their codes, rows of one group in their own order. */
  public int[] rowsByCode() {
    int[] order = new int[codes.length];
    Arrays.setAll(order, i -> i);
    return rowsByCode(order);
  }

  /** Rows in the order of their codes, rows of one group in the order given. */
  public int[] rowsByCode(int[] order) {
    CountingSort byCode = new CountingSort(values.length);
    for (int row : order) {
      byCode.count(codes[row]);
    }
    byCode.allocate();
    for (int row : order) {
      byCode.place(codes[row], row);
    }
    return byCode.items();
  }
}
