package io.github.kmeans4j.minibatch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.kmeans4j.BlockSource;
import io.github.kmeans4j.Clustering;
import io.github.kmeans4j.EmptyClusterException;
import io.github.kmeans4j.EmptyClusterPolicy;
import io.github.kmeans4j.Initializer;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.LloydKMeans;
import io.github.kmeans4j.core.data.PointsSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Which schemes and options a source and a stream take, and that the others are refused. */
@Timeout(60)
class SourceSchemesTest {
  private static final int N = 3000;
  private static final Points POINTS = points();
  private static final BlockSource SOURCE = new PointsSource(POINTS);

  /** One of two centroids is far from all rows. */
  private static final Initializer ONE_FAR =
      Initializer.of(new DMatrixRMaj(new double[][] {{0, 0}, {1e6, 1e6}}));

  private static Points points() {
    Random random = new Random(11);
    double[] values = new double[N * 2];
    for (int i = 0; i < values.length; i++) {
      values[i] = 20 * (i / 2 * 5 / N) + random.nextGaussian();
    }
    return Points.of(values, N, 2);
  }

  private static MiniBatchKMeans base(int k) {
    return new MiniBatchKMeans(k).withBatchSize(100).withMaxPasses(4);
  }

  @Test
  void whoeverChoseNoSchemeGetsTheClassicOne() throws IOException {
    Clustering chosen = base(5).withScheme(BatchScheme.classic()).fit(SOURCE);
    Clustering notChosen = base(5).fit(SOURCE);
    assertArrayEquals(chosen.centroids().data, notChosen.centroids().data);
    assertArrayEquals(
        base(5).withScheme(BatchScheme.classic()).stream()
            .partialFit(POINTS)
            .toClustering()
            .centroids()
            .data,
        base(5).stream().partialFit(POINTS).toClustering().centroids().data);
  }

  @Test
  void adaptiveSchemeIsAnotherAndAsReproducible() throws IOException {
    MiniBatchKMeans adaptive = base(5).withScheme(BatchScheme.adaptive()).withMaxPasses(20);
    Clustering c = adaptive.withThreads(1).fit(SOURCE);
    assertArrayEquals(c.centroids().data, adaptive.withThreads(3).fit(SOURCE).centroids().data);
    assertTrue(c.inertia() != base(5).fit(SOURCE).inertia());
    double exact = new LloydKMeans(5).withRestarts(5).fit(POINTS).inertia();
    assertTrue(c.inertia() < 1.01 * exact, () -> c.inertia() + " is far above " + exact);
  }

  @Test
  void whatNeedsAllRowsInMemoryIsRefused() {
    assertRefused(
        "scheme must be classic or adaptive for a source, but is nested, whose batches need all"
            + " rows in memory; choose one of the others, or none for classic, or fit the rows as"
            + " Points",
        () -> base(5).withScheme(BatchScheme.nested()).fit(SOURCE));
    assertRefused(
        "fullPasses must be 0 for a source, but is 3; full passes need all rows in memory, so fit"
            + " the rows as Points",
        () -> base(5).withFullPasses(3).fit(SOURCE));
    for (BatchScheme scheme : new BatchScheme[] {BatchScheme.nested(), BatchScheme.adaptive()}) {
      assertRefused(
          "scheme must be classic for a stream, but is "
              + scheme
              + "; choose BatchScheme.classic(), or none, before stream()",
          () -> base(5).withScheme(scheme).stream());
    }
  }

  @Test
  void noFullPassesMayBeAskedForExplicitly() throws IOException {
    assertArrayEquals(
        base(5).fit(SOURCE).centroids().data,
        base(5).withFullPasses(0).fit(SOURCE).centroids().data);
  }

  @Test
  void policyForEmptyClustersHolds() throws IOException {
    MiniBatchKMeans base = base(2).withInitializer(ONE_FAR);
    for (BatchScheme.Drawn scheme : Schemes.drawn().toList()) {
      MiniBatchKMeans estimator = base.withScheme(scheme);
      int[] relocated = estimator.fit(SOURCE).sizes();
      assertTrue(relocated[0] > 0 && relocated[1] > 0);
      Clustering kept = estimator.withEmptyClusters(EmptyClusterPolicy.KEEP).fit(SOURCE);
      assertArrayEquals(new int[] {N, 0}, kept.sizes());
      assertEquals(1e6, kept.centroids().get(1, 0));
      String message =
          assertThrows(
                  EmptyClusterException.class,
                  () -> estimator.withEmptyClusters(EmptyClusterPolicy.FAIL).fit(SOURCE))
              .getMessage();
      assertEquals(
          "cluster 1 has no row in the end and the policy for empty clusters is FAIL", message);
    }
  }

  /** A saved fitter remembers that no centroid may move. */
  @Test
  void streamKeepsEmptyClustersIfToldSo(@TempDir Path folder) throws IOException {
    StreamFitter fitter =
        base(2).withInitializer(ONE_FAR).withEmptyClusters(EmptyClusterPolicy.KEEP).stream()
            .partialFit(POINTS);
    Path file = folder.resolve("fitter");
    fitter.save(file);
    Clustering c = StreamFitter.load(file).partialFit(POINTS).toClustering();
    assertEquals(1e6, c.centroids().get(1, 1));
    assertArrayEquals(new int[] {2 * N, 0}, c.sizes());
  }

  private static void assertRefused(String message, Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }
}
