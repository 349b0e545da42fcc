package io.github.kmeans4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Nobody else's metric is found, or taken, by the name of the Euclidean distance. */
class ReservedNameTest {

  /** One that takes a name that is not its own. */
  public static final class Impostor implements DistanceMetric {
    @Override
    public double distance(double[] a, double[] b) {
      return 0;
    }

    @Override
    public String name() {
      return "euclidean";
    }
  }

  @Test
  void impostorsAreRefused(@TempDir Path folder) {
    DMatrixRMaj one = new DMatrixRMaj(1, 1);
    Impostor impostor = new Impostor();
    SplittableRandom random = new SplittableRandom(1);
    for (Executable call :
        List.<Executable>of(
            () -> Clustering.of(one, impostor),
            () -> Clustering.builder(one, impostor),
            () -> Clustering.load(folder.resolve("none"), impostor),
            () -> Clustering.load(InputStream.nullInputStream(), impostor),
            () -> new Seeding(random, impostor, null, 1))) {
      assertEquals(
          "metric: the name \"euclidean\" is reserved for EuclideanDistance, but this is a "
              + Impostor.class.getName(),
          assertThrows(IllegalArgumentException.class, call).getMessage());
    }
  }

  @Test
  void impostorsAreLeftOut(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("META-INF/services/" + DistanceMetric.class.getName());
    Files.createDirectories(file.getParent());
    Files.writeString(file, Impostor.class.getName());
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
      thread.setContextClassLoader(loader);
      IllegalArgumentException e =
          assertThrows(IllegalArgumentException.class, () -> DistanceMetric.named("euclidean"));
      assertEquals(
          "the name \"euclidean\" is reserved for io.github.kmeans4j.core.EuclideanDistance",
          e.getSuppressed()[0].getMessage());
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
