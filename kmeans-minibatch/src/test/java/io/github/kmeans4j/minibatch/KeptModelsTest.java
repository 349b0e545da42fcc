package io.github.kmeans4j.minibatch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.github.kmeans4j.Clustering;
import io.github.kmeans4j.Initializer;
import io.github.kmeans4j.Iteration;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.StopReason;
import io.github.kmeans4j.core.EuclideanDistance;
import io.github.kmeans4j.core.internal.serve.KernelAssigner;
import io.github.kmeans4j.core.prepare.MissingValues;
import io.github.kmeans4j.core.prepare.Standardization;
import io.github.kmeans4j.core.prepare.Standardizer;
import io.github.kmeans4j.internal.Assigner;
import io.github.kmeans4j.minibatch.internal.batch.ClassicStep;
import io.github.kmeans4j.minibatch.internal.stream.ResumableRandom;
import io.github.kmeans4j.minibatch.internal.stream.StreamRandom;
import io.github.kmeans4j.minibatch.internal.stream.StreamState;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The files in {@code resources/models} were written by the first version of the format. They are
 * never to be changed, and every version must load them to what stands here.
 */
class KeptModelsTest {
  @TempDir Path folder;

  /** What {@code clustering-v1.km4j} was saved from. */
  static Clustering clustering() {
    return Clustering.builder(
            new DMatrixRMaj(new double[][] {{0.1, -0.0, 3}, {1e-300, 5, -1e17}}),
            new EuclideanDistance())
        .labels(new int[] {1, 0, 1}, 2.75)
        .course(
            2,
            StopReason.CONVERGED,
            List.of(
                new Iteration(1, 4.5, 3, 0.5, Duration.ofMillis(3)),
                new Iteration(2, 2.75, 0, 0, Duration.ofMillis(4))))
        .build();
  }

  /** What {@code centroids-v1.km4j} was saved from. */
  static Clustering centroids() {
    return Clustering.of(new DMatrixRMaj(new double[][] {{0.5, -1}, {1e9, 2}}));
  }

  /** What {@code stream-fitter-v1.km4j} was saved from. */
  static StreamFitter fitter() {
    return new MiniBatchKMeans(2)
            .withSeed(11)
            .withInitializer(Initializer.of(new DMatrixRMaj(new double[][] {{0, 0}, {9, 9}})))
            .stream()
            .partialFit(Points.of(new double[][] {{0, 0}, {2, 0}, {10, 10}, {12, 10}}));
  }

  @Test
  void clusteringOfVersionOneLoads() throws IOException {
    Clustering expected = clustering();
    Path file = resource("clustering-v1.km4j");
    Clustering loaded = Clustering.load(file);
    assertArrayEquals(expected.centroids().data, loaded.centroids().data);
    assertEquals(3, loaded.centroids().numCols);
    assertArrayEquals(new int[] {1, 2}, loaded.sizes());
    assertEquals(2.75, loaded.inertia());
    assertEquals(2, loaded.iterations());
    assertEquals(StopReason.CONVERGED, loaded.stopReason());
    assertEquals(expected.history(), loaded.history());
    assertEquals(new EuclideanDistance(), loaded.metric());
    assertArrayEquals(
        new int[] {0, 1}, loaded.predict(Points.of(new double[][] {{0, 0, 0}, {0, 0, -9e16}})));
  }

  @Test
  void centroidsWithoutAFitLoad() throws IOException {
    Clustering loaded = Clustering.load(resource("centroids-v1.km4j"));
    assertFalse(loaded.isFitted());
    assertArrayEquals(new double[] {0.5, -1, 1e9, 2}, loaded.centroids().data);
    assertEquals(2, loaded.columns());
    assertEquals(new EuclideanDistance(), loaded.metric());
    assertEquals(1, loaded.predict(new double[] {6e8, 0}));
  }

  /** What {@code standardization-v1.km4j} was saved from. */
  static Standardization standardization() {
    return new Standardizer()
        .withMissingValues(MissingValues.MEAN)
        .fit(new double[][] {{1, 5, -1e17}, {3, 5, 2e-300}, {Double.NaN, 5, 1e17}});
  }

  @Test
  void standardizationOfVersionOneLoads() throws IOException {
    Standardization loaded = Standardization.load(resource("standardization-v1.km4j"));
    assertArrayEquals(new double[] {2, 5, 2e-300 / 3}, loaded.means());
    assertArrayEquals(new double[] {1, 0, 8.1649658092772608E16}, loaded.deviations());
    assertEquals(MissingValues.MEAN, loaded.missingValues());
    assertArrayEquals(
        new double[] {0, 1, 0}, loaded.transform(new double[] {Double.NaN, 6, 2e-300 / 3}));
  }

  /** It was more than an int can hold, and came back as 2³¹ − 1. */
  @Test
  void aStreamOfMoreRowsThanAnIntCountsTellsTheirNumber() throws IOException {
    ResumableRandom random = StreamRandom.of(0).step();
    ClassicStep step = new ClassicStep(new double[][] {{0}}, 0, random);
    long[] sizes = {5_000_000_000L};
    Clustering c = new StreamState<>(step, random, sizes, 9, 0).toClustering(1);
    assertArrayEquals(sizes, c.longSizes());
    Path file = folder.resolve("large");
    c.save(file);
    assertArrayEquals(sizes, Clustering.load(file).longSizes());
  }

  @Test
  void fitterOfVersionOneLoadsAndGoesOn() throws IOException {
    StreamFitter loaded = StreamFitter.load(resource("stream-fitter-v1.km4j"));
    Clustering c = loaded.toClustering();
    assertArrayEquals(new double[] {1, 0, 11, 10}, c.centroids().data);
    assertArrayEquals(new int[] {2, 2}, c.sizes());
    assertEquals(0 + 4 + 2 + 10, c.inertia());
    assertEquals(1, loaded.batches());
    c = loaded.partialFit(Points.of(new double[][] {{4, 0}, {11, 13}})).toClustering();
    assertArrayEquals(new double[] {2, 0, 11, 11}, c.centroids().data, 1e-14);
    assertArrayEquals(new int[] {3, 3}, c.sizes());
    assertEquals(2, c.iterations());
  }

  @Test
  void asLongAsVersionOneIsWrittenItIsTheSameBytes() throws IOException {
    Path file = folder.resolve("again");
    clustering().save(file);
    assertArrayEquals(Files.readAllBytes(resource("clustering-v1.km4j")), Files.readAllBytes(file));
    centroids().save(file);
    assertArrayEquals(Files.readAllBytes(resource("centroids-v1.km4j")), Files.readAllBytes(file));
    standardization().save(file);
    assertArrayEquals(
        Files.readAllBytes(resource("standardization-v1.km4j")), Files.readAllBytes(file));
    StreamFitter.load(resource("stream-fitter-v1.km4j")).save(file);
    assertArrayEquals(
        Files.readAllBytes(resource("stream-fitter-v1.km4j")), Files.readAllBytes(file));
  }

  @Test
  void loadedClusteringPredictsOnTheKernel() {
    assertInstanceOf(KernelAssigner.class, Assigner.installed());
  }

  private Path resource(String name) throws IOException {
    Path copy = folder.resolve(name);
    try (InputStream in =
        Objects.requireNonNull(KeptModelsTest.class.getResourceAsStream("/models/" + name), name)) {
      Files.write(copy, in.readAllBytes());
    }
    return copy;
  }
}
