package io.github.kmeans4j.mnist.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import io.github.kmeans4j.Points;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The real MNIST, where it is. */
class RealMnistTest {
  /** Loaded by the first test. */
  private static DigitData data;

  private Path folder;

  /** Before each test, since a class that is given up as a whole is not reported as skipped. */
  @BeforeEach
  void load() throws IOException {
    folder = MnistGuard.folder();
    if (data == null) {
      data =
          new Mnist()
              .withEnvironment(Map.of(Mnist.VARIABLE, folder.toString()))
              .load((name, bytes, total) -> fail("nothing is to be downloaded"));
    }
  }

  @Test
  void itIsMnistByItsChecksums() throws IOException {
    assertEquals(DigitData.Origin.ENVIRONMENT, data.origin());
    assertEquals("MNIST from KMEANS4J_MNIST_DIR=" + folder, data.description());
    assertEquals(data.description(), data.announcement());
  }

  @Test
  void shapesAreThePublishedOnes() {
    for (LabeledImages images : new LabeledImages[] {data.train(), data.test()}) {
      assertEquals(28, images.height());
      assertEquals(28, images.width());
      assertEquals(784, images.points().columns());
    }
    assertEquals(60000, data.train().count());
    assertEquals(60000, data.train().points().rows());
    assertEquals(10000, data.test().count());
    assertEquals(10000, data.test().points().rows());
  }

  @Test
  void eachDigitIsThereAsOftenAsPublished() {
    assertArrayEquals(
        new int[] {5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949},
        histogram(data.train()));
    assertArrayEquals(
        new int[] {980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009}, histogram(data.test()));
  }

  private static int[] histogram(LabeledImages images) {
    int[] counts = new int[10];
    for (int label : images.labels()) {
      counts[label]++;
    }
    return counts;
  }

  @Test
  void theFirstImageIsTheWellKnownFive() {
    Points points = data.train().points();
    assertEquals(5, data.train().labels()[0]);
    assertEquals(
        27525, IntStream.range(0, 784).mapToDouble(j -> points.get(0, j)).sum(), "sum of pixels");
    assertEquals(255, IntStream.range(0, 784).mapToDouble(j -> points.get(0, j)).max().orElse(0));
  }
}
