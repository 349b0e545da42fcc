package io.github.kmeans4j.core;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The plain definition, slow and obvious: direct differences in double, the lowest index on ties,
 * means rounded once from exact sums, stop when no centroid changes, empty clusters keep theirs.
 */
final class NaiveLloyd {
  final List<int[]> labels = new ArrayList<>();
  double[][] centroids;

  NaiveLloyd(double[][] rows, double[][] initial, int maxIterations) {
    centroids = initial;
    for (int iteration = 0; iteration < maxIterations; iteration++) {
      int[] current = assign(rows, centroids);
      labels.add(current);
      double[][] next = means(rows, current, centroids);
      if (areEqual(next, centroids)) {
        return;
      }
      centroids = next;
    }
  }

  /** As numbers: −0 is 0. */
  private static boolean areEqual(double[][] a, double[][] b) {
    for (int j = 0; j < a.length; j++) {
      for (int c = 0; c < a[j].length; c++) {
        if (a[j][c] != b[j][c]) {
          return false;
        }
      }
    }
    return true;
  }

  static int[] assign(double[][] rows, double[][] centroids) {
    int[] labels = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 1; j < centroids.length; j++) {
        if (squared(rows[i], centroids[j]) < squared(rows[i], centroids[labels[i]])) {
          labels[i] = j;
        }
      }
    }
    return labels;
  }

  static double squared(double[] a, double[] b) {
    double sum = 0;
    for (int c = 0; c < a.length; c++) {
      sum += (a[c] - b[c]) * (a[c] - b[c]);
    }
    return sum;
  }

  static double inertia(double[][] rows, int[] labels, double[][] centroids) {
    double sum = 0;
    for (int i = 0; i < rows.length; i++) {
      sum += squared(rows[i], centroids[labels[i]]);
    }
    return sum;
  }

  private static double[][] means(double[][] rows, int[] labels, double[][] centroids) {
    double[][] means = new double[centroids.length][];
    for (int j = 0; j < centroids.length; j++) {
      means[j] = centroids[j].clone();
      int count = 0;
      BigDecimal[] sums = new BigDecimal[rows[0].length];
      Arrays.fill(sums, BigDecimal.ZERO);
      for (int i = 0; i < rows.length; i++) {
        if (labels[i] == j) {
          count++;
          for (int c = 0; c < sums.length; c++) {
            sums[c] = sums[c].add(new BigDecimal(rows[i][c]));
          }
        }
      }
      for (int c = 0; c < sums.length && count > 0; c++) {
        // So many digits that no double, nor the middle of two, lies between the exact quotient and
        // this one: a sum of s decimals is a multiple of 2^-s.
        int decimals = Math.max(0, sums[c].scale()) + 40;
        means[j][c] =
            sums[c]
                    .divide(BigDecimal.valueOf(count), decimals, RoundingMode.HALF_EVEN)
                    .doubleValue()
                + 0.0;
      }
    }
    return means;
  }
}
