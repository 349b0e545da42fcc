package io.github.kmeans4j.core.internal.assign;

import io.github.kmeans4j.core.internal.work.Chunks;
import java.util.Arrays;
import java.util.Comparator;

/**
 * Which centroids share a bound: a fixed order of the centroids, cut into groups of equal width,
 * each of whole panels of the kernel. Neighbours in that order are near each other, so that a group
 * is ruled out as a whole. Immutable and thread-safe.
 */
public final class CentroidGroups {
  /** How often a direction is multiplied by what the centroids scatter: a fair guess will do. */
  private static final int ROUNDS = 4;

  /** Number of groups. */
  public final int count;

  /** Centroids a group; the last one may have fewer. */
  public final int width;

  /** The centroid at each position. */
  public final int[] order;

  /** The position of each centroid. */
  public final int[] position;

  private CentroidGroups(int count, int width, int[] order) {
    this.count = count;
    this.width = width;
    this.order = order;
    this.position = new int[order.length];
    for (int p = 0; p < order.length; p++) {
      position[order[p]] = p;
    }
  }

  /**
   * Puts all centroids in one group.
   *
   * @param k how many there are
   * @return the group, in their own order
   */
  public static CentroidGroups one(int k) {
    int[] order = new int[k];
    Arrays.setAll(order, j -> j);
    return new CentroidGroups(1, k, order);
  }

  /**
   * Splits the centroids in two halves along the direction in which they differ most, and each half
   * again, until it is one group.
   *
   * @param coordinates k × size, row-major
   * @param k number of centroids
   * @param size number of coordinates
   * @param width centroids a group; k for a single one
   * @return the groups
   */
  public static CentroidGroups near(float[] coordinates, int k, int size, int width) {
    if (width >= k) {
      return one(k);
    }
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
    double[] places = places(order, from, to, coordinates, size);
    Arrays.sort(order, from, to, Comparator.comparingDouble(j -> places[j]));
    int middle = from + groups / 2 * width;
    split(order, from, middle, coordinates, size, width);
    split(order, middle, to, coordinates, size, width);
  }

  /**
   * Where some centroids lie along their principal direction, by a few rounds of the power method
   * from the one that is farthest from their mean; by centroid.
   */
  private static double[] places(Integer[] order, int from, int to, float[] coordinates, int size) {
    double[] mean = new double[size];
    for (int p = from; p < to; p++) {
      for (int c = 0; c < size; c++) {
        mean[c] += coordinates[order[p] * size + c] / (double) (to - from);
      }
    }
    double[] places = new double[coordinates.length / size];
    double[] direction = farthest(order, from, to, coordinates, mean);
    for (int round = 0; round < ROUNDS; round++) {
      double[] next = new double[size];
      for (int p = from; p < to; p++) {
        int at = order[p] * size;
        double place = 0;
        for (int c = 0; c < size; c++) {
          place += (coordinates[at + c] - mean[c]) * direction[c];
        }
        places[order[p]] = place;
        for (int c = 0; c < size; c++) {
          next[c] += (coordinates[at + c] - mean[c]) * place;
        }
      }
      direction = unit(next);
    }
    return places;
  }

  private static double[] farthest(
      Integer[] order, int from, int to, float[] coordinates, double[] mean) {
    double[] farthest = new double[mean.length];
    double most = -1;
    for (int p = from; p < to; p++) {
      double[] away = new double[mean.length];
      double sum = 0;
      for (int c = 0; c < mean.length; c++) {
        away[c] = coordinates[order[p] * mean.length + c] - mean[c];
        sum += away[c] * away[c];
      }
      if (sum > most) {
        most = sum;
        farthest = away;
      }
    }
    return unit(farthest);
  }

  /** Of length 1; centroids that do not differ have no direction, and keep their order. */
  private static double[] unit(double[] vector) {
    double sum = 0;
    for (double x : vector) {
      sum += x * x;
    }
    double length = Math.sqrt(sum);
    for (int c = 0; c < vector.length && length > 0; c++) {
      vector[c] /= length;
    }
    return vector;
  }

  /**
   * Returns the group of a centroid.
   *
   * @param centroid its number
   * @return from 0 to {@link #count}
   */
  public int of(int centroid) {
    return position[centroid] / width;
  }
}
