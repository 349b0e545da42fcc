package io.github.kmeans4j.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.kmeans4j.Initializer;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.Seeding;
import io.github.kmeans4j.core.contract.InitializerContractTest;
import java.util.SplittableRandom;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

class RandomPointsTest extends InitializerContractTest {

  @Override
  protected Initializer initializer() {
    return new RandomPoints();
  }

  @Test
  void everyRowIsAsLikelyAsAnyOther() {
    int n = 12;
    double[][] rows = new double[n][1];
    for (int i = 0; i < n; i++) {
      rows[i][0] = i;
    }
    double[] weights = {1, 100, 1, 0, 1, 1, 1, 1, 1, 0, 1, 1};
    int k = 4;
    int runs = 20_000;
    int[] plain = new int[n];
    int[] weighted = new int[n];
    SplittableRandom random = new SplittableRandom(1);
    for (int t = 0; t < runs; t++) {
      count(Points.of(rows), k, new Seeding(random, new EuclideanDistance(), null, 1), plain);
      count(Points.of(rows), k, new Seeding(random, new EuclideanDistance(), weights, 1), weighted);
    }
    // Six standard deviations of a count are at most 6 · sqrt(20000 · 0.4 · 0.6) < 420.
    for (int i = 0; i < n; i++) {
      assertEquals(runs * k / (double) n, plain[i], 420);
      assertEquals(weights[i] > 0 ? runs * k / 10.0 : 0, weighted[i], 420);
    }
  }

  private void count(Points points, int k, Seeding seeding, int[] counts) {
    DMatrixRMaj centroids = initializer().initialize(points, k, seeding);
    for (int j = 0; j < k; j++) {
      counts[(int) centroids.get(j, 0)]++;
    }
  }
}
