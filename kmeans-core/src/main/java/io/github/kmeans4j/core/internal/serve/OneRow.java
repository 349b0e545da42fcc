package io.github.kmeans4j.core.internal.serve;

import io.github.kmeans4j.core.internal.exact.SinglePrecision;
import io.github.kmeans4j.core.internal.rows.Euclidean;
import io.github.kmeans4j.core.internal.work.Chunks;
import io.github.kmeans4j.internal.Kernel;

/** Scratch to label one row at a time, so that a label takes no memory. Not thread-safe. */
final class OneRow {
  private static final int[] START = {0};

  private final double[][] centroids;
  private final Kernel kernel;
  private final int stride;
  private final int panels;
  private final float[] values;
  private final float[] scores;
  private final float[] least = new float[1];
  private final float[] second = new float[1];
  private final int[] nearest = new int[1];

  OneRow(double[][] centroids, Kernel kernel) {
    int width = kernel.panelWidth(centroids.length);
    this.centroids = centroids;
    this.kernel = kernel;
    this.panels = Chunks.count(centroids.length, width);
    this.stride = panels * width;
    this.values = new float[centroids[0].length];
    this.scores = new float[stride];
  }

  /** Loads a row for {@link #label(double[], EuclideanSearch.Scored)}. */
  void load(double[] row, SinglePrecision frame) {
    frame.load(row, values, 0);
  }

  /** Labels the row that was loaded. */
  int label(double[] row, EuclideanSearch.Scored in) {
    double window = score(values, in);
    return (double) second[0] - least[0] > window ? nearest[0] : decide(row, window);
  }

  /** Labels a row. */
  int label(float[] row, EuclideanSearch.Scored in) {
    float[] x = row;
    if (!in.frame().plain) {
      in.frame().load(row, values);
      x = values;
    }
    double window = score(x, in);
    if ((double) second[0] - least[0] > window) {
      return nearest[0];
    }
    double[] exact = new double[row.length];
    for (int c = 0; c < row.length; c++) {
      exact[c] = row[c];
    }
    return decide(exact, window);
  }

  /** Scores a row; returns its window. */
  private double score(float[] x, EuclideanSearch.Scored in) {
    SinglePrecision frame = in.frame();
    kernel.scores(x, START, 1, in.centroids().packed, 0, panels, scores, stride);
    kernel.leastTwo(scores, 1, stride, stride, least, second, nearest);
    double norm = frame.norm(frame.squaredNorm(x, 0));
    double largest = in.centroids().largestNorm;
    return frame.window(frame.scoreError(norm, largest), norm, largest);
  }

  /** Asks the plain definition of all centroids within the window. */
  private int decide(double[] row, double window) {
    double limit = window < Double.POSITIVE_INFINITY ? least[0] + window : Double.POSITIVE_INFINITY;
    int label = -1;
    double best = Double.POSITIVE_INFINITY;
    for (int j = 0; j < centroids.length; j++) {
      if (!(scores[j] > limit)) {
        double distance = Euclidean.squared(row, centroids[j]);
        if (distance < best || label < 0) {
          best = distance;
          label = j;
        }
      }
    }
    return label;
  }
}
