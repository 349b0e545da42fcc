package io.github.kmeans4j.core.internal.assign;

import io.github.kmeans4j.core.internal.exact.Outward;
import io.github.kmeans4j.core.internal.rows.Euclidean;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How far each centroid moved since the last pass, and the furthest of each group; in the scaled
 * units of the bounds, rounded up. Not thread-safe.
 */
public final class Drift {
  private final int k;
  private final int groupWidth;
  private final float[] moved;
  private final float[] furthest;
  private final int[] furthestAt;
  private final float[] secondFurthest;

  /** Centroid × group: the furthest move in the group of any centroid but that one. */
  private final float[] besides;

  private double @Nullable [][] previous;

  /**
   * Prepares it.
   *
   * @param k number of centroids
   * @param groups how many groups they make
   * @param groupWidth how many are in a group
   */
  public Drift(int k, int groups, int groupWidth) {
    this.k = k;
    this.groupWidth = groupWidth;
    this.moved = new float[k];
    this.furthest = new float[groups];
    this.furthestAt = new int[groups];
    this.secondFurthest = new float[groups];
    this.besides = new float[k * groups];
  }

  /**
   * Compares the centroids with those of the last call, which it keeps a reference to.
   *
   * @param centroids k × d
   * @param scale of the bounds' units
   */
  public void measure(double[][] centroids, double scale) {
    double[][] before = previous;
    Arrays.fill(furthest, 0);
    Arrays.fill(secondFurthest, 0);
    for (int j = 0; j < k && before != null; j++) {
      double[] from = before[j];
      double[] to = centroids[j];
      double moveSq = from == to ? 0 : Euclidean.squared(to, from);
      moved[j] =
          moveSq == 0
              ? tiny(from, to)
              : (float) (Math.sqrt(moveSq) * scale * Outward.UP) + Float.MIN_NORMAL;
      int g = j / groupWidth;
      if (moved[j] > furthest[g]) {
        secondFurthest[g] = furthest[g];
        furthest[g] = moved[j];
        furthestAt[g] = j;
      } else if (moved[j] > secondFurthest[g]) {
        secondFurthest[g] = moved[j];
      }
    }
    previous = centroids;
    int groups = furthest.length;
    for (int j = 0; j < k; j++) {
      int g = j / groupWidth;
      System.arraycopy(furthest, 0, besides, j * groups, groups);
      if (furthestAt[g] == j) {
        besides[j * groups + g] = secondFurthest[g];
      }
    }
  }

  /** Squares may underflow to zero although the centroid moved. */
  private static float tiny(double[] from, double[] to) {
    return from != to && Euclidean.differ(from, to) ? Float.MIN_NORMAL : 0;
  }

  /**
   * Returns how far a centroid moved.
   *
   * @param j which
   * @return at least its move; 0 only if it stands where it stood
   */
  public float of(int j) {
    return moved[j];
  }

  /**
   * Returns the moves of the others.
   *
   * @return centroid × group: the furthest move in the group of any centroid but that one; live
   */
  public float[] besides() {
    return besides;
  }
}
