package io.github.kmeans4j.core.internal.project;

import io.github.kmeans4j.core.internal.work.Chunks;
import java.util.Arrays;
import java.util.Comparator;

/**
 * Which centroids share a bound: a fixed order of the centroids, cut into groups of equal width,
 * each of whole panels of the kernel. Neighbours in that order are near each other, so that a group
 * is ruled out as a whole. Immutable and thread-safe.
 */
public final class CentroidGroups {
  /** Number of groups. */
  final int count;

  /** Centroids a group; the last one may have fewer. */
  final int width;

  /** The centroid at each position. */
  final int[] order;

  /** The position of each centroid. */
  final int[] position;

  private CentroidGroups(int count, int width, int[] order) {
    this.count = count;
    this.width = width;
    this.order = order;
    this.position = new int[order.length];
    for (int p = 0; p < order.length; p++) {
      position[order[p]] = p;
    }
  }

  /** All centroids in one group. */
  static CentroidGroups one(int k) {
    int[] order = new int[k];
    Arrays.setAll(order, j -> j);
    return new CentroidGroups(1, k, order);
  }

  /**
   * Splits the centroids in two halves by the coordinate in which they differ most, and each half
   * again, until it is one group.
   *
   * @param coordinates k × size, row-major
   * @param width centroids a group
   */
  static CentroidGroups near(float[] coordinates, int k, int size, int width) {
    Integer[] order = new Integer[k];
    Arrays.setAll(order, j -> j);
    split(order, 0, k, coordinates, size, width);
    int[] positions = Arrays.stream(order).mapToInt(Integer::intValue).toArray();
    return new CentroidGroups(Chunks.count(k, width), width, positions);
  }

  private static void split(
      Integer[] order, int from, int to, float[] coordinates, int size, int width) {
    int groups = Chunks.count(to - from, width);
    if (groups < 2) {
      return;
    }
    int widest = 0;
    double most = -1;
    for (int c = 0; c < size; c++) {
      double sum = 0;
      double squares = 0;
      for (int p = from; p < to; p++) {
        double x = coordinates[order[p] * size + c];
        sum += x;
        squares += x * x;
      }
      double spread = squares - sum * sum / (to - from);
      if (spread > most) {
        most = spread;
        widest = c;
      }
    }
    int column = widest;
    Arrays.sort(order, from, to, Comparator.comparingDouble(j -> coordinates[j * size + column]));
    int middle = from + groups / 2 * width;
    split(order, from, middle, coordinates, size, width);
    split(order, middle, to, coordinates, size, width);
  }

  /** The group of a centroid. */
  int of(int centroid) {
    return position[centroid] / width;
  }
}
