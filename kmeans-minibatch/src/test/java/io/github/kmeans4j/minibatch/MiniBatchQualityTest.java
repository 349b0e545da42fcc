package io.github.kmeans4j.minibatch;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.kmeans4j.Clusterer;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.LloydKMeans;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntFunction;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How good the defaults are on MNIST, in the mean of seeds 0 to 4, against what scikit-learn 1.2.1
 * reaches with its own (MiniBatchKMeans with n_init=3, KMeans with greedy k-means++).
 */
class MiniBatchQualityTest {
  private static byte[] pixels = {};

  @BeforeAll
  static void readMnist() throws IOException {
    String folder = System.getenv("KMEANS4J_MNIST_DIR");
    if (folder == null) {
      Assertions.assertNotEquals("true", System.getenv("KMEANS4J_REQUIRE_MNIST"));
      Assumptions.abort("KMEANS4J_MNIST_DIR is not set: the tests on MNIST are skipped");
    }
    Path file = Path.of(folder, "train-images-idx3-ubyte.gz");
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      in.skipNBytes(16);
      pixels = in.readNBytes(60000 * 784);
    }
  }

  @ParameterizedTest
  @CsvSource({"10, 1.5301e11", "16, 1.4219e11", "64, 1.1612e11", "256, 9.597e10"})
  void miniBatchIsAtMostAThirdOfAPercentAboveFullBatch(int k, double reference) {
    check(MiniBatchKMeans::new, k, 1.0033 * reference);
  }

  @ParameterizedTest
  @CsvSource({"classic, 10, 1.5489e11", "classic, 64, 1.1741e11", "adaptive, 64, 1.1741e11"})
  void otherSchemesAreAtMostOnePercentAbove(String name, int k, double reference) {
    BatchScheme scheme = Schemes.all().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
    check(clusters -> new MiniBatchKMeans(clusters).withScheme(scheme), k, 1.01 * reference);
  }

  @ParameterizedTest
  @CsvSource({"10, 1.5301e11", "16, 1.4219e11"})
  void fullBatchIsAtMostHalfAPercentAbove(int k, double reference) {
    check(LloydKMeans::new, k, 1.005 * reference);
  }

  /** A tolerance ends the runs earlier, at a higher inertia than the defaults would. */
  @Test
  void fullBatchOfManyClustersIsAtMostHalfAPercentAbove() {
    check(k -> new LloydKMeans(k).withTolerance(2), 64, 1.005 * 1.1612e11);
  }

  private static void check(IntFunction<Clusterer> clusterer, int k, double limit) {
    Points points = Points.ofUnsignedBytes(pixels, 60000, 784);
    double sum = 0;
    for (int seed = 0; seed < 5; seed++) {
      Clusterer seeded = clusterer.apply(k);
      seeded =
          seeded instanceof LloydKMeans lloyd
              ? lloyd.withSeed(seed)
              : ((MiniBatchKMeans) seeded).withSeed(seed);
      sum += seeded.fit(points).inertia();
    }
    double mean = sum / 5;
    assertTrue(mean <= limit, "mean inertia " + mean + " exceeds " + limit);
  }
}
