package io.github.kmeans4j.core.internal.serve;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.internal.exact.ScoredCentroids;
import io.github.kmeans4j.core.internal.exact.SinglePrecision;
import io.github.kmeans4j.core.internal.kernel.PortableKernel;
import io.github.kmeans4j.core.internal.rows.RowStore;
import io.github.kmeans4j.core.internal.work.Workers;
import io.github.kmeans4j.internal.Kernel;
import io.github.kmeans4j.internal.kernel.Tiles;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Every bound that the coordinates of centroids give, against what it bounds. */
class CentroidPlaneTest {
  private static final int D = 140;
  private static final int K = 80;
  private static final int N = 300;

  private final Kernel kernel = new PortableKernel();

  @Test
  void scoresByCoordinatesAreOffByNoMoreThanTheirBounds() {
    for (double noise : new double[] {1e-4, 0.05, 1}) {
      for (double offset : new double[] {0, 40}) {
        double share = openShare(noise, offset);
        assertTrue(noise > 0.05 || share < 0.5, "the plane settles " + (1 - share));
      }
    }
  }

  /** Checks all pairs; returns the share of other centroids that stay open. */
  private double openShare(double noise, double offset) {
    SplittableRandom random = new SplittableRandom(3);
    double[][] axes = new double[6][D];
    for (double[] axis : axes) {
      for (int c = 0; c < D; c++) {
        axis[c] = random.nextDouble(-1, 1);
      }
    }
    double[][] centroids = new double[K][];
    for (int j = 0; j < K; j++) {
      centroids[j] = row(random, axes, noise / 4, offset);
    }
    double[][] rows = new double[N][];
    for (int i = 0; i < N; i++) {
      rows[i] = row(random, axes, noise, offset);
    }
    RowStore store = RowStore.of(Points.of(rows), kernel);
    SinglePrecision frame = SinglePrecision.around(store, centroids);
    ScoredCentroids scored = new ScoredCentroids(frame, centroids);
    CentroidPlane plane;
    try (Workers workers = new Workers(2)) {
      plane = CentroidPlane.of(frame, scored, workers);
    }
    assertNotNull(plane);
    int m = plane.size;
    double open = 0;
    for (int i = 0; i < N; i++) {
      float[] z = new float[D];
      frame.load(i, z, 0);
      float[] y = scores(z, plane.directions, m);
      for (int t = 0; t < m; t++) {
        y[t] *= -0.5f;
      }
      float[] scores = scores(y, plane.packed, K);
      double norm = frame.norm(frame.squaredNorm(z, 0));
      float insideSq = kernel.dotProduct(y, 0, y, 0, m);
      double twiceRest = plane.twiceRest(frame, norm, insideSq);
      double error = plane.error(frame, norm, frame.norm(insideSq), twiceRest, scored.largestNorm);
      int nearest = 0;
      for (int j = 0; j < K; j++) {
        double off = Math.abs(scores[j] - score(frame, rows[i], centroids[j]));
        assertTrue(off <= twiceRest * plane.rests[j] + error, off + " of row " + i);
        nearest = scores[j] < scores[nearest] ? j : nearest;
      }
      double limit = scores[nearest] + twiceRest * plane.rests[nearest] + 2 * error;
      for (int j = 0; j < K; j++) {
        open += j != nearest && scores[j] - twiceRest * plane.rests[j] <= limit ? 1 : 0;
      }
    }
    return open / N / (K - 1);
  }

  /** The exact score, but for the errors of doubles. */
  private static double score(SinglePrecision frame, double[] row, double[] centroid) {
    double sum = 0;
    float[] zero = new float[D];
    frame.load(new double[D], zero, 0); // the shift, negated
    for (int c = 0; c < D; c++) {
      double g = centroid[c] * frame.scale + zero[c];
      double z = row[c] * frame.scale + zero[c];
      sum += g * g - 2 * g * z;
    }
    return sum;
  }

  private float[] scores(float[] row, Tiles.Packed packed, int k) {
    int width = kernel.panelWidth(k);
    int panels = (k + width - 1) / width;
    float[] scores = new float[panels * width];
    kernel.scores(row, new int[] {0}, 1, packed, 0, panels, scores, panels * width);
    return scores;
  }

  private static double[] row(
      SplittableRandom random, double[][] axes, double noise, double offset) {
    double[] row = new double[D];
    for (int c = 0; c < D; c++) {
      row[c] = offset + noise * random.nextDouble(-1, 1);
    }
    for (double[] axis : axes) {
      double at = random.nextInt(-2, 3);
      for (int c = 0; c < D; c++) {
        row[c] += at * axis[c];
      }
    }
    return row;
  }
}
