package io.github.kmeans4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.kmeans4j.internal.RowCheck;
import io.github.kmeans4j.internal.model.ModelFile;
import io.github.kmeans4j.io.FileFormatException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.ejml.data.DMatrixRMaj;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is saved comes back bit for bit, and what cannot be a clustering is refused by name. */
class SavedClusteringTest {
  @TempDir Path folder;
  private Path file;

  /** What {@link #forge} writes. */
  private double inertia;

  @BeforeEach
  void name() {
    file = folder.resolve("model.km4j");
  }

  private static Clustering clustering() {
    return Clustering.builder(
            new DMatrixRMaj(new double[][] {{-0.0, 0.1}, {Double.MIN_VALUE, 4}, {1e150, -2}}),
            new Named("squared"))
        .labels(new int[] {2, 0, 2, 2}, 1 / 3.0)
        .course(
            2,
            StopReason.TIME_BUDGET,
            List.of(
                new Iteration(1, Double.POSITIVE_INFINITY, 4, 0.25, Duration.ofNanos(7)),
                new Iteration(2, 1 / 3.0, 0, 0, Duration.ofDays(3).plusNanos(1))))
        .build();
  }

  @Test
  void comesBackAllButTheLabels() throws IOException {
    Clustering saved = clustering();
    saved.save(file);
    Named metric = new Named("squared");
    Clustering loaded = Clustering.load(file, metric);
    assertEquals(3, loaded.k());
    assertArrayEquals(saved.centroids().data, loaded.centroids().data);
    assertEquals(2, loaded.centroids().numCols);
    assertArrayEquals(new int[] {1, 0, 3}, loaded.sizes());
    assertEquals(saved.inertia(), loaded.inertia());
    assertEquals(2, loaded.iterations());
    assertEquals(StopReason.TIME_BUDGET, loaded.stopReason());
    assertEquals(saved.history(), loaded.history());
    assertSame(metric, loaded.metric());
    assertEquals(0, loaded.labels().length);
    assertEquals(1, loaded.predict(new double[] {0, 3}));
    assertArrayEquals(new int[] {0, 1}, loaded.predict(Points.of(new double[][] {{1, 1}, {0, 9}})));
    assertEquals(8L * 3 * (2 + 1) + 32L * 2, Files.size(file), 100);
  }

  @ParameterizedTest
  @EnumSource
  void everyReasonToStopComesBack(StopReason reason) throws IOException {
    Clustering.builder(new DMatrixRMaj(3, 1), new Named("squared"))
        .sizes(new long[] {4, 0, 0}, 1)
        .course(5, reason, List.of())
        .build()
        .save(file);
    Clustering loaded = Clustering.load(file, new Named("squared"));
    assertEquals(reason, loaded.stopReason());
    assertEquals(2, loaded.emptyClusters());
  }

  @Test
  void sizesThatAnIntCannotHoldComeBack() throws IOException {
    long[] sizes = {1L << 40, 0, Long.MAX_VALUE};
    Clustering.builder(new DMatrixRMaj(3, 1), new Named("squared"))
        .sizes(sizes, 1)
        .build()
        .save(file);
    assertArrayEquals(sizes, Clustering.load(file, new Named("squared")).longSizes());
  }

  @Test
  void sameClusteringGivesTheSameBytesAndReplacesTheOldFile() throws IOException {
    clustering().save(file);
    byte[] first = Files.readAllBytes(file);
    Clustering.load(file, new Named("squared")).save(file);
    assertArrayEquals(first, Files.readAllBytes(file));
    assertEquals(List.of(file), list(), "no temporary file stays");
  }

  @Test
  void failedSaveLeavesTheOldFileAndNoOther() throws IOException {
    clustering().save(file);
    byte[] before = Files.readAllBytes(file);
    Clustering nameless =
        Clustering.builder(new DMatrixRMaj(1, 1), new Named("x".repeat(1025))).build();
    assertThrows(IllegalArgumentException.class, () -> nameless.save(file));
    assertThrows(
        IOException.class,
        () ->
            ModelFile.write(
                file,
                1,
                out -> {
                  throw new IOException("the disk is full");
                }));
    assertArrayEquals(before, Files.readAllBytes(file));
    assertEquals(List.of(file), list());
    Path directory = Files.createDirectories(folder.resolve("taken").resolve("inside")).getParent();
    assertEquals(
        directory + ": a folder cannot be replaced by a file",
        assertThrows(FileSystemException.class, () -> clustering().save(directory)).getMessage());
    Path lost = folder.resolve("none").resolve("m");
    assertEquals(
        lost + ": there is no folder " + folder.resolve("none"),
        assertThrows(NoSuchFileException.class, () -> clustering().save(lost)).getMessage());
    Path inside = file.resolve("m");
    String message =
        assertThrows(FileSystemException.class, () -> clustering().save(inside)).getMessage();
    assertTrue(message.startsWith(inside + ": "), message);
    assertFalse(message.contains(".part"), message);
    assertEquals(List.of(file, directory), list());
  }

  @Test
  void anotherMetricIsRefused() throws IOException {
    clustering().save(file);
    assertFails(
        24,
        "the metric \"squared\" is not registered; give an instance of it to load(file, metric): "
            + "name: there is no DistanceMetric named \"squared\", the known ones are []",
        () -> Clustering.load(file));
    assertFails(
        24,
        "the metric must be \"other\", the given one, but is \"squared\"",
        () -> Clustering.load(file, new Named("other")));
  }

  @Test
  void builderRefusesWhatCouldNotBeLoaded() {
    DMatrixRMaj two = new DMatrixRMaj(new double[][] {{1, 2}, {3, 4}});
    Named metric = new Named("m");
    DMatrixRMaj bad = new DMatrixRMaj(new double[][] {{1, 2}, {Double.NaN, 4}});
    assertBad(
        "centroids must have rows, but there are none",
        Clustering.builder(new double[0][], metric));
    assertBad(
        "centroids must be finite, but row 1, column 0 is NaN", Clustering.builder(bad, metric));
    assertBad(
        "sizes must not be negative, but the one of cluster 1 is -1",
        Clustering.builder(two, metric).sizes(new long[] {1, -1}, 0));
    assertBad(
        "inertia must be at least 0, but is NaN",
        Clustering.builder(two, metric).sizes(new long[] {1, 1}, Double.NaN));
    assertBad(
        "inertia must be at least 0, but is -5.0",
        Clustering.builder(two, metric).labels(new int[] {0}, -5));
    assertBad(
        "centroids must have columns, but there are none",
        Clustering.builder(new DMatrixRMaj(2, 0), metric));
    assertBad(
        "centroids: squared distances overflow, since row 1, column 0 is 1.0E200; the largest"
            + " magnitude allowed for 1 columns is 1.34e+154",
        Clustering.builder(new double[][] {{1}, {1e200}}, metric));
    assertBad(
        "iterations must be at least 1, but are 0",
        Clustering.builder(two, metric).course(0, StopReason.CONVERGED, List.of()));
  }

  @Test
  @SuppressWarnings("NullAway") // the point of the test
  void builderRefusesAHistoryThatCouldNotBeSaved() {
    assertEquals(
        "history",
        assertThrows(NullPointerException.class, () -> withHistory(null).build()).getMessage());
    assertEquals(
        "history: elapsed",
        assertThrows(NullPointerException.class, () -> withHistory(after(null)).build())
            .getMessage());
    Duration longest = Duration.ofNanos(Long.MAX_VALUE);
    assertBad(
        "history: elapsed must be in 0..2^63 nanoseconds, but that of iteration 1 is "
            + longest.plusNanos(1),
        withHistory(after(longest.plusNanos(1))));
    assertBad(
        "history: elapsed must be in 0..2^63 nanoseconds, but that of iteration 1 is PT-1S",
        withHistory(after(Duration.ofSeconds(-1))));
    assertEquals(
        longest, withHistory(after(longest)).build().history().get(0).elapsed(), "just allowed");
  }

  private static Clustering.Builder withHistory(@Nullable Iteration iteration) {
    return Clustering.builder(new DMatrixRMaj(1, 1), new Named("m"))
        .labels(new int[1], 0)
        .course(1, StopReason.CONVERGED, Collections.singletonList(iteration));
  }

  @SuppressWarnings("NullAway") // the point of the test
  private static Iteration after(@Nullable Duration elapsed) {
    return new Iteration(1, 0, 1, 0, elapsed);
  }

  /** Files with a right checksum whose fields cannot be. */
  @Test
  void impossibleFieldsAreNamed() throws IOException {
    forge(1, -1, 1, "CONVERGED", 0, 5, 5);
    assertFails(33, "d must be at least 1, but is -1", this::load);
    forge(0, 1, 1, "CONVERGED", 0, 5, 5);
    assertFails(29, "k must be at least 1, but is 0", this::load);
    forge(Integer.MAX_VALUE, Integer.MAX_VALUE, 1, "CONVERGED", 0, 5, 5);
    assertFails(62, "sizes takes 2147483647 × 8 bytes, but the model has only 28 left", this::load);
    forge(1, Integer.MAX_VALUE, 1, "CONVERGED", 0, 5, 5);
    assertFails(
        74, "centroids takes 2147483647 × 8 bytes, but the model has only 16 left", this::load);
    forge(1, 2, 1, "CONVERGED", Integer.MAX_VALUE, 5, 5);
    assertFails(
        74, "history takes 2147483647 × 32 bytes, but the model has only 16 left", this::load);
    forge(1, 2, 0, "CONVERGED", 0, 5, 5);
    assertFails(45, "iterations must be at least 1, but is 0", this::load);
    forge(1, 2, 1, "TIRED", 0, 5, 5);
    assertFails(
        49,
        "the reason to stop must be one of [CONVERGED, TOLERANCE, MAX_ITERATIONS, TIME_BUDGET,"
            + " STOPPED_BY_LISTENER, SETTLED], but is \"TIRED\"",
        this::load);
    forge(1, 2, 1, "CONVERGED", 0, 5, Double.NaN);
    assertFails(
        82,
        "centroids must be finite and at most "
            + RowCheck.largestCentroid(2)
            + " in magnitude, but row 0, column 1 is NaN",
        this::load);
    forge(1, 2, 1, "CONVERGED", 0, 1e200, 5);
    assertFails(
        74,
        "centroids must be finite and at most "
            + RowCheck.largestCentroid(2)
            + " in magnitude, but row 0, column 0 is 1.0E200",
        this::load);
    inertia = -5;
    forge(1, 2, 1, "CONVERGED", 0, 5, 5);
    assertFails(37, "inertia must be in 0.0..Infinity, but is -5.0", this::load);
    inertia = 0;
    forge(1, 1, 1, "CONVERGED", 0, 5, 5);
    assertFails(82, "the model must end here, but 8 more bytes follow", this::load);
    forge(1, 3, 1, "CONVERGED", 0, 5, 5);
    assertFails(74, "centroids takes 3 × 8 bytes, but the model has only 16 left", this::load);
    forge(1, 2, 1, "CONVERGED", 0, 5, 7);
    assertArrayEquals(new double[] {5, 7}, load().centroids().data);
    double largest = RowCheck.largestCentroid(2);
    forge(1, 2, 1, "CONVERGED", 0, -largest, largest);
    assertArrayEquals(new double[] {-largest, largest}, load().centroids().data);
    forge(1, 2, 1, "CONVERGED", 0, -largest, Math.nextUp(largest));
    assertFails(
        82,
        "centroids must be finite and at most "
            + largest
            + " in magnitude, but row 0, column 1 is "
            + Math.nextUp(largest),
        this::load);
  }

  private Clustering load() throws IOException {
    return Clustering.load(file, new Named("m"));
  }

  private void forge(int k, int d, int iterations, String reason, int history, double... centroids)
      throws IOException {
    ModelFile.write(
        file,
        ModelFile.CLUSTERING,
        out -> {
          out.putString("m");
          out.putInt(k);
          out.putInt(d);
          out.putDouble(inertia);
          out.putInt(iterations);
          out.putString(reason);
          out.putLong(1);
          out.putInt(history);
          out.putDoubles(centroids);
        });
  }

  private void assertFails(long offset, String problem, Executable call) {
    FileFormatException e = assertThrows(FileFormatException.class, call);
    assertEquals(file + ", byte " + offset + ": " + problem, e.getMessage());
    assertEquals(offset, e.offset());
  }

  private static void assertBad(String message, Clustering.Builder builder) {
    assertEquals(
        message, assertThrows(IllegalArgumentException.class, builder::build).getMessage());
  }

  private List<Path> list() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> found = files.sorted().toList();
      assertTrue(found.stream().allMatch(Files::isReadable));
      return found;
    }
  }

  /** A metric that is registered nowhere. */
  record Named(String name) implements DistanceMetric {
    @Override
    public double distance(double[] a, double[] b) {
      double sum = 0;
      for (int c = 0; c < a.length; c++) {
        sum += Math.abs(a[c] - b[c]);
      }
      return sum;
    }
  }
}
