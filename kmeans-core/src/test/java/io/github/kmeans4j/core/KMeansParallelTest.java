package io.github.kmeans4j.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.kmeans4j.Initializer;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.Seeding;
import io.github.kmeans4j.core.contract.InitializerContractTest;
import java.util.SplittableRandom;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

class KMeansParallelTest extends InitializerContractTest {

  @Override
  protected Initializer initializer() {
    return new KMeansParallel();
  }

  @Test
  void findsEveryClusterThatStandsApart() {
    int clusters = 20;
    double[][] rows = new double[4000][2];
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < rows.length; i++) {
      rows[i][0] = 100.0 * (i % clusters) + random.nextDouble();
      rows[i][1] = random.nextDouble();
    }
    for (long seed = 0; seed < 10; seed++) {
      DMatrixRMaj centroids = run(initializer(), rows, clusters, seed);
      boolean[] found = new boolean[clusters];
      for (int j = 0; j < clusters; j++) {
        found[(int) (centroids.get(j, 0) / 100)] = true;
      }
      for (int j = 0; j < clusters; j++) {
        assertTrue(found[j], "cluster " + j + " with seed " + seed);
      }
    }
  }

  @Test
  void fillsUpIfTheRoundsGiveTooFewCandidates() {
    double[][] rows = Data.of(Data.Kind.DOUBLES, 300, 2, 1);
    KMeansParallel sparing = new KMeansParallel().withRounds(1).withOversampling(0.01);
    assertEquals(50, run(sparing, rows, 50, 3).numRows);
  }

  @Test
  void optionsAreChecked() {
    KMeansParallel parallel = new KMeansParallel();
    assertEquals("KMeansParallel[rounds=5, oversampling=2.0]", parallel.toString());
    assertEquals(
        "KMeansParallel[rounds=2, oversampling=0.5]",
        parallel.withRounds(2).withOversampling(0.5).toString());
    assertEquals(
        "rounds must be at least 1, but is 0",
        assertThrows(IllegalArgumentException.class, () -> parallel.withRounds(0)).getMessage());
    for (double bad : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertEquals(
          "oversampling must be positive and finite, but is " + bad,
          assertThrows(IllegalArgumentException.class, () -> parallel.withOversampling(bad))
              .getMessage());
    }
  }

  private static DMatrixRMaj run(Initializer initializer, double[][] rows, int k, long seed) {
    Seeding seeding = new Seeding(new SplittableRandom(seed), new EuclideanDistance(), null, 2);
    return initializer.initialize(Points.of(rows), k, seeding);
  }
}
