package io.github.kmeans4j.core.internal.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.kmeans4j.Clustering;
import io.github.kmeans4j.DistanceMetric;
import io.github.kmeans4j.Initializer;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.Seeding;
import io.github.kmeans4j.core.CosineDistance;
import io.github.kmeans4j.core.LloydKMeans;
import io.github.kmeans4j.core.internal.serve.KernelAssigner;
import io.github.kmeans4j.internal.Assigner;
import io.github.kmeans4j.internal.Kernel;
import io.github.kmeans4j.internal.KernelProvider;
import io.github.kmeans4j.internal.Loss;
import io.github.kmeans4j.internal.Providers;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.IntConsumer;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Broken providers stand before the good ones on a class path of their own; the good ones are found
 * all the same, and each broken one costs one line.
 */
class StaleProvidersTest {
  private static final String HERE = StaleProvidersTest.class.getName();

  @TempDir private Path folder;

  /** What is broken, and what the line about it must name. */
  @BeforeEach
  void register() throws IOException {
    register("org.slf4j.spi.SLF4JServiceProvider", RecordedLog.class.getName());
    register(
        DistanceMetric.class.getName(),
        "com.example.MetricOfAnOlderVersion",
        HERE + "$GoodKernel", // of another type
        HERE + "$ThrowingMetric",
        HERE + "$MetricWithoutItsLibrary",
        HERE + "$MetricThatCannotSayItsName",
        HERE + "$NamelessMetric",
        HERE + "$GoodMetric");
    register(
        Initializer.class.getName(),
        "com.example.InitializerOfAnOlderVersion",
        HERE + "$ThrowingInitializer",
        HERE + "$NamelessInitializer");
    register(
        Assigner.class.getName(), "com.example.AssignerOfAnOlderVersion", HERE + "$HiddenAssigner");
    register(
        KernelProvider.class.getName(),
        "com.example.KernelOfAnOlderVersion",
        HERE + "$KernelWithoutName",
        HERE + "$KernelWithoutPriority",
        HERE + "$KernelThatCannotSayWhetherItWorks",
        HERE + "$KernelThatCannotBeCreated",
        HERE + "$GoodKernel");
  }

  private void register(String service, String... providers) throws IOException {
    Path file = folder.resolve("META-INF/services/" + service);
    Files.createDirectories(file.getParent());
    Files.write(file, List.of(providers));
  }

  /** Runs a scenario with the broken entries first on its class path; returns the log. */
  private List<String> run(Class<? extends Callable<List<String>>> scenario) throws Exception {
    List<URL> path = new ArrayList<>();
    path.add(folder.toUri().toURL());
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      path.add(Path.of(entry).toUri().toURL());
    }
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader loader =
        new URLClassLoader(path.toArray(new URL[0]), ClassLoader.getPlatformClassLoader())) {
      thread.setContextClassLoader(loader);
      Object instance = loader.loadClass(scenario.getName()).getConstructor().newInstance();
      List<String> log = new ArrayList<>();
      for (Object line : (List<?>) ((Callable<?>) instance).call()) {
        log.add((String) line);
      }
      return log;
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static void assertEachIsNamedOnce(List<String> log, String... names) {
    List<String> warnings = log.stream().filter(line -> line.startsWith("WARN ")).toList();
    for (String name : names) {
      assertEquals(
          1, warnings.stream().filter(line -> line.contains(name)).count(), name + " in " + log);
    }
    assertEquals(names.length, warnings.size(), () -> String.join("\n", log));
  }

  @Test
  void metricsAreFoundBehindBrokenOnes() throws Exception {
    assertEachIsNamedOnce(
        run(Metrics.class),
        "com.example.MetricOfAnOlderVersion",
        "GoodKernel",
        "ThrowingMetric",
        "MetricWithoutItsLibrary",
        "MetricThatCannotSayItsName",
        "NamelessMetric");
  }

  /** Runs in a class loader of its own. */
  public static final class Metrics implements Callable<List<String>> {
    @Override
    public List<String> call() {
      for (int round = 0; round < 3; round++) {
        assertInstanceOf(CosineDistance.class, DistanceMetric.named("cosine"));
        assertInstanceOf(GoodMetric.class, DistanceMetric.named("good"));
      }
      IllegalArgumentException e =
          assertThrows(IllegalArgumentException.class, () -> DistanceMetric.named("gone"));
      assertEquals(
          "name: there is no DistanceMetric named \"gone\", the known ones are"
              + " [cosine, euclidean, good, manhattan]",
          e.getMessage());
      assertTrue(e.getSuppressed().length >= 6, "what is broken is not told");
      return RecordedLog.lines();
    }
  }

  @Test
  void initializersAreFoundBehindBrokenOnes() throws Exception {
    assertEachIsNamedOnce(
        run(Initializers.class),
        "com.example.InitializerOfAnOlderVersion",
        "ThrowingInitializer",
        "NamelessInitializer");
  }

  /** Runs in a class loader of its own. */
  public static final class Initializers implements Callable<List<String>> {
    @Override
    public List<String> call() {
      for (int round = 0; round < 3; round++) {
        assertEquals("k-means||", Initializer.named("k-means||").name());
        assertEquals("k-means++", Initializer.named("k-means++").name());
      }
      return RecordedLog.lines();
    }
  }

  @Test
  void savedModelsAreLoadedBehindBrokenMetricsAndAssigners() throws Exception {
    List<String> log = run(Models.class);
    assertEquals(1, log.stream().filter(l -> l.contains("AssignerOfAnOlderVersion")).count());
    assertEquals(1, log.stream().filter(l -> l.contains("MetricOfAnOlderVersion")).count());
    assertEquals(1, log.stream().filter(l -> l.contains("HiddenAssigner")).count());
  }

  /** Runs in a class loader of its own. */
  public static final class Models implements Callable<List<String>> {
    @Override
    public List<String> call() throws IOException {
      Path file = Files.createTempFile("model", ".k4j");
      try {
        Points points = Points.of(new double[][] {{1, 0}, {0, 1}, {2, 0}});
        LloydKMeans fit = new LloydKMeans(2).withMetric(new CosineDistance());
        Clustering saved = fit.fit(points);
        saved.save(file);
        for (int round = 0; round < 3; round++) {
          Clustering loaded = Clustering.load(file);
          assertInstanceOf(CosineDistance.class, loaded.metric());
          assertEquals(saved.labels()[1], loaded.predict(points)[1]);
          assertInstanceOf(KernelAssigner.class, Assigner.installed());
        }
        return RecordedLog.lines();
      } finally {
        Files.delete(file);
      }
    }
  }

  @Test
  void kernelsAreFoundBehindBrokenOnes() throws Exception {
    List<String> log = run(KernelChoice.class);
    assertEachIsNamedOnce(
        log,
        "com.example.KernelOfAnOlderVersion",
        "KernelWithoutName",
        "KernelWithoutPriority",
        "KernelThatCannotSayWhetherItWorks",
        "KernelThatCannotBeCreated");
    assertTrue(log.contains("INFO k-means kernel: portable"), () -> String.join("\n", log));
  }

  /** Runs in a class loader of its own. */
  public static final class KernelChoice implements Callable<List<String>> {
    @Override
    public List<String> call() {
      assertInstanceOf(PortableKernel.class, Kernels.get());
      assertTrue(GoodKernel.created);
      return RecordedLog.lines();
    }
  }

  @Test
  void aForcedKernelThatFailsIsAnErrorThatTellsWhy() {
    KernelProvider failing = new KernelThatCannotBeCreated();
    IllegalStateException e =
        assertThrows(
            IllegalStateException.class,
            () -> Kernels.choose(Providers.of(KernelProvider.class, List.of(failing)), "failing"));
    assertEquals(
        "kmeans4j.kernel=failing: this kernel cannot be used here, since it fails", e.getMessage());
    assertInstanceOf(NoClassDefFoundError.class, e.getSuppressed()[0]);
  }

  @Test
  void anOptionThatAKernelRefusesIsAnError() {
    KernelProvider refusing =
        new KernelWithoutName() {
          @Override
          public String name() {
            return "refusing";
          }

          @Override
          public Kernel create() {
            throw new IllegalArgumentException("bits must be 128, but is 3");
          }
        };
    assertEquals(
        "bits must be 128, but is 3",
        assertThrows(
                IllegalArgumentException.class,
                () -> Kernels.choose(Providers.of(KernelProvider.class, List.of(refusing)), null))
            .getMessage());
  }

  @Test
  void filesThatAreNoListOfNamesAndLoadersThatFailHideNothing() throws Exception {
    register(DistanceMetric.class.getName(), "no name at all", "com.example.Hidden");
    List<String> log = run(Initializers.class);
    assertEquals(3, log.stream().filter(line -> line.startsWith("WARN ")).count());
    assertTrue(run(NoMetrics.class).get(0).contains("META-INF"), "names the file");
    ClassLoader failing =
        new ClassLoader(null) {
          @Override
          public java.util.Enumeration<URL> getResources(String name) throws IOException {
            throw new IOException("disk gone");
          }
        };
    assertEquals(List.of(), Providers.of(DistanceMetric.class, failing).usable());
  }

  /** Runs in a class loader of its own. */
  public static final class NoMetrics implements Callable<List<String>> {
    @Override
    public List<String> call() {
      assertInstanceOf(CosineDistance.class, DistanceMetric.named("cosine"));
      return RecordedLog.lines();
    }
  }

  /** The metric that an application has registered. */
  public static class GoodMetric implements DistanceMetric {
    @Override
    public double distance(double[] a, double[] b) {
      return 0;
    }

    @Override
    public String name() {
      return "good";
    }
  }

  /** Its constructor throws. */
  public static final class ThrowingMetric extends GoodMetric {
    /** Throws. */
    public ThrowingMetric() {
      throw new IllegalStateException("no license");
    }
  }

  /** Its class cannot be initialized. */
  public static final class MetricWithoutItsLibrary extends GoodMetric {
    static final int LIBRARY = load();

    private static int load() {
      throw new UnsatisfiedLinkError("no native code");
    }
  }

  /** Its name comes from a class that is missing. */
  public static final class MetricThatCannotSayItsName extends GoodMetric {
    @Override
    public String name() {
      throw new NoClassDefFoundError("com/example/Names");
    }
  }

  /** It has no name. */
  public static final class NamelessMetric extends GoodMetric {
    @Override
    @SuppressWarnings("NullAway")
    public String name() {
      return null;
    }
  }

  /** Its constructor throws. */
  public static final class ThrowingInitializer extends NamelessInitializer {
    /** Throws. */
    public ThrowingInitializer() {
      throw new IllegalStateException("no license");
    }
  }

  /** Its name comes from a class that is missing. */
  public static class NamelessInitializer implements Initializer {
    @Override
    public DMatrixRMaj initialize(Points points, int k, Seeding seeding) {
      throw new AssertionError();
    }

    @Override
    public String name() {
      throw new NoClassDefFoundError("com/example/Names");
    }
  }

  /** Its constructor is private. */
  public static final class HiddenAssigner implements Assigner {
    private HiddenAssigner() {}

    @Override
    public Assigner.Search search(double[][] centroids, Loss loss) {
      throw new AssertionError();
    }

    @Override
    public void run(int threads, int pieces, IntConsumer piece) {
      throw new AssertionError();
    }
  }

  /** Its name comes from a class that is missing. */
  public static class KernelWithoutName implements KernelProvider {
    @Override
    public String name() {
      throw new NoClassDefFoundError("com/example/Names");
    }

    @Override
    public boolean isUsable() {
      return true;
    }

    @Override
    public String remedy() {
      return "nothing helps";
    }

    @Override
    public int priority() {
      return 1000;
    }

    @Override
    public Kernel create() {
      return new PortableKernel();
    }
  }

  /** It fails when it is asked for its priority. */
  public static final class KernelWithoutPriority extends KernelWithoutName {
    @Override
    public String name() {
      return "unranked";
    }

    @Override
    public int priority() {
      throw new IncompatibleClassChangeError("priority");
    }
  }

  /** It fails when it is asked whether it works. */
  public static final class KernelThatCannotSayWhetherItWorks extends KernelWithoutName {
    @Override
    public String name() {
      return "unsure";
    }

    @Override
    public boolean isUsable() {
      throw new UnsupportedClassVersionError("compiled by a later version");
    }
  }

  /** It fails when its kernel is wanted. */
  public static final class KernelThatCannotBeCreated extends KernelWithoutName {
    @Override
    public String name() {
      return "failing";
    }

    @Override
    public Kernel create() {
      throw new NoClassDefFoundError("com/example/Kernel");
    }
  }

  /** It works. */
  public static final class GoodKernel extends KernelWithoutName {
    static boolean created;

    @Override
    public String name() {
      return "fine";
    }

    @Override
    public int priority() {
      return 10;
    }

    @Override
    public Kernel create() {
      created = true;
      return new PortableKernel();
    }
  }
}
