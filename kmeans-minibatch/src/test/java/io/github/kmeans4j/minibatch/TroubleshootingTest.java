package io.github.kmeans4j.minibatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.kmeans4j.Clustering;
import io.github.kmeans4j.DistanceMetric;
import io.github.kmeans4j.EmptyClusterException;
import io.github.kmeans4j.EmptyClusterPolicy;
import io.github.kmeans4j.FitInterruptedException;
import io.github.kmeans4j.Initializer;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.CosineDistance;
import io.github.kmeans4j.core.LloydKMeans;
import io.github.kmeans4j.core.data.PointsSource;
import io.github.kmeans4j.core.prepare.Standardizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Each message that the page quotes is produced here, and the page quotes each of these. */
class TroubleshootingTest {
  private static final Path PAGE =
      Path.of(System.getProperty("basedir", ""))
          .toAbsolutePath()
          .resolveSibling("docs")
          .resolve("guide/troubleshooting.md");

  /** What a first cell quotes. */
  private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");

  /** Said by others: the JVM and SLF4J. */
  private static final List<String> FROM_ELSEWHERE =
      List.of(
          "SLF4J(W): No SLF4J providers were found",
          "NoClassDefFoundError: org/slf4j/LoggerFactory",
          "WARNING: Using incubator modules: jdk.incubator.vector",
          "OutOfMemoryError");

  private static final double[][] ROWS = {{0, 1}, {2, 3}, {9, 9}};

  /** Centroids of which the second one attracts no row. */
  private static final double[][] FAR = {{0, 1}, {1e6, 1e6}};

  @TempDir Path folder;

  /** A metric that no provider offers, under a name of its own. */
  private static final class Unregistered implements DistanceMetric {
    @Override
    public double distance(double[] a, double[] b) {
      return Math.sqrt(loss(a, b));
    }

    @Override
    public double loss(double[] a, double[] b) {
      double sum = 0;
      for (int c = 0; c < a.length; c++) {
        sum += (a[c] - b[c]) * (a[c] - b[c]);
      }
      return sum;
    }

    @Override
    public String name() {
      return "mine";
    }
  }

  private static double[][] with(double value) {
    return new double[][] {{0, 1}, {2, value}, {9, 9}};
  }

  private static Clustering clusters() {
    return new LloydKMeans(2).fit(ROWS);
  }

  private static Executable fit(int k, double[][] rows) {
    return () -> new LloydKMeans(k).fit(rows);
  }

  private static Executable weighted(double... weights) {
    return () -> new LloydKMeans(2).fit(Points.of(ROWS), weights);
  }

  private static Executable from(double[][] centroids) {
    return () ->
        new LloydKMeans(2)
            .withInitializer(Initializer.of(new DMatrixRMaj(centroids)))
            .withEmptyClusters(EmptyClusterPolicy.FAIL)
            .fit(ROWS);
  }

  private static void interrupted() {
    interrupted(TroubleshootingTest::clusters);
  }

  private static void interrupted(Runnable fit) {
    Thread.currentThread().interrupt();
    try {
      fit.run();
    } finally {
      assertTrue(Thread.interrupted(), "the flag is still set");
    }
  }

  /** Loads a saved clustering of which one byte was changed; the checksum fits again if asked. */
  private Executable changed(int at, boolean isCheckedAgain) {
    return () -> {
      Path file = folder.resolve("model.km4j");
      clusters().save(file);
      byte[] bytes = Files.readAllBytes(file);
      bytes[at < 0 ? bytes.length + at : at] ^= 3;
      if (isCheckedAgain) {
        CRC32 crc = new CRC32();
        crc.update(bytes, 0, bytes.length - 4);
        for (int i = 0; i < 4; i++) {
          bytes[bytes.length - 4 + i] = (byte) (crc.getValue() >>> 24 - 8 * i);
        }
      }
      Files.write(file, bytes);
      Clustering.load(file);
    };
  }

  private void loadUnregistered() throws IOException {
    Path file = folder.resolve("mine.km4j");
    new LloydKMeans(2).withMetric(new Unregistered()).fit(ROWS).save(file);
    Clustering.load(file);
  }

  /** The quotes of the page, and what brings each of them. */
  private Map<String, List<Executable>> causes() {
    Map<String, List<Executable>> causes = new LinkedHashMap<>();
    causes.put("points must be finite, but row …", List.of(fit(2, with(Double.NaN))));
    causes.put("points: squared distances overflow", List.of(fit(2, with(1e160))));
    causes.put(
        "points must have no missing values",
        List.of(() -> new Standardizer().fit(with(Double.NaN))));
    causes.put(
        "points: column … has no value",
        List.of(() -> new Standardizer().fit(Points.of(ROWS), new double[3])));
    causes.put(
        "points: sparse rows cannot be centered",
        List.of(
            () ->
                new Standardizer()
                    .fit(
                        Points.ofSparseRows(new int[] {0, 1}, new int[] {1}, new float[] {5}, 2))));
    causes.put(
        "points: row …: the cosine distance needs a direction",
        List.of(
            () ->
                new LloydKMeans(2)
                    .withMetric(new CosineDistance())
                    .fit(new double[][] {{0, 1}, {0, 0}, {9, 9}})));
    causes.put("rows must have equal lengths", List.of(fit(2, new double[][] {{1, 2}, {3}})));
    causes.put("rowMajor must hold rows × columns", List.of(() -> Points.of(new float[5], 2, 3)));
    causes.put("k must be", List.of(() -> new LloydKMeans(0), fit(4, ROWS)));
    causes.put(
        "weights must",
        List.of(weighted(1, 1), weighted(1, -1, 1), weighted(1, Double.NaN, 1), weighted(0, 0, 0)));
    causes.put(
        "centroids must",
        List.of(
            from(new double[][] {{0, Double.NaN}, {1, 1}}),
            from(new double[][] {{0, 1}}),
            from(new double[][] {{0}, {1}})));
    causes.put(
        "… must have … columns", List.of(() -> clusters().predict(new double[][] {{1, 2, 3}})));
    causes.put(
        "name: there is no … named \"…\", the known ones are …",
        List.of(() -> DistanceMetric.named("euclidian"), () -> Initializer.named("kmeans++")));
    causes.put("the calling thread was interrupted", List.of(TroubleshootingTest::interrupted));
    causes.put(
        "the fit of a standardizer was interrupted",
        List.of(() -> interrupted(() -> new Standardizer().fit(ROWS))));
    causes.put("cluster … lost its last row", List.of(from(FAR)));
    causes.put(
        "cluster … has no row in the end",
        List.of(
            () ->
                new MiniBatchKMeans(2)
                    .withScheme(BatchScheme.classic())
                    .withInitializer(Initializer.of(new DMatrixRMaj(FAR)))
                    .withEmptyClusters(EmptyClusterPolicy.FAIL)
                    .fit(new PointsSource(Points.of(ROWS)))));
    causes.put("…: a folder cannot be read as a file", List.of(() -> Clustering.load(folder)));
    causes.put("…, byte …: the checksum must be …", List.of(changed(-6, false)));
    causes.put("…, byte 0: a model file begins with …", List.of(changed(0, false)));
    causes.put("…, byte 8: the version must be …", List.of(changed(11, true)));
    causes.put("…, byte 12: the file must hold …", List.of(changed(15, true)));
    causes.put("…, byte …: the metric \"…\" is not registered", List.of(this::loadUnregistered));
    return causes;
  }

  @Test
  void everyMessageIsProduced() {
    causes()
        .forEach(
            (quote, executables) -> {
              Pattern beginning =
                  Pattern.compile(
                      Stream.of(quote.split("…", -1))
                          .map(Pattern::quote)
                          .collect(Collectors.joining(".*")));
              for (Executable cause : executables) {
                String message = assertThrows(Exception.class, cause, quote).getMessage();
                assertTrue(beginning.matcher(message).lookingAt(), quote + " or: " + message);
              }
            });
  }

  @Test
  void thePageQuotesThese() throws IOException {
    List<String> quoted = new ArrayList<>();
    for (String line : Files.readAllLines(PAGE)) {
      if (line.startsWith("| `")) {
        Matcher quote = QUOTED.matcher(line.substring(0, line.indexOf(" |", 1)));
        assertTrue(quote.find(), line);
        quoted.add(quote.group(1));
      }
    }
    List<String> known = new ArrayList<>(causes().keySet());
    known.addAll(FROM_ELSEWHERE);
    assertEquals(known, quoted);
  }

  @Test
  void theKindsOfExceptionsAreThoseOfThePage() throws IOException {
    String page = Files.readString(PAGE);
    assertTrue(
        page.contains("`FitInterruptedException`") && page.contains("`EmptyClusterException`"));
    assertThrows(FitInterruptedException.class, TroubleshootingTest::interrupted);
    assertThrows(EmptyClusterException.class, from(FAR));
  }
}
