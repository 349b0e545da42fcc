package io.github.kmeans4j.mnist.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.github.kmeans4j.mnist.data.DigitData.Origin;
import io.github.kmeans4j.mnist.idx.IdxBytes;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where data is looked for, without a network. */
class MnistTest {
  @TempDir Path scratch;
  private final SmallMnist small = new SmallMnist();
  private Path cache;
  private Mnist mnist;

  @BeforeEach
  void offline() {
    cache = scratch.resolve("cache");
    mnist =
        new Mnist()
            .withEnvironment(Map.of())
            .withCache(cache)
            .withMirrors(List.of())
            .withChecksums(small.checksums());
  }

  private static DigitData load(Mnist mnist) throws IOException {
    return mnist.load((name, bytes, total) -> fail("nothing is to be downloaded"));
  }

  private void assertSmall(DigitData data) {
    assertEquals(SmallMnist.TRAIN, data.train().count());
    assertEquals(SmallMnist.TEST, data.test().count());
    assertEquals(20, data.train().height());
    assertEquals(30, data.test().width());
    assertEquals(small.plain(MnistFile.TEST_LABELS)[8 + 2], data.test().labels()[2]);
  }

  @Test
  void theFolderAskedForComesFirst() throws IOException {
    Path folder = small.writeTo(scratch.resolve("folder"));
    small.writeTo(cache);

    DigitData data =
        load(mnist.withEnvironment(Map.of(Mnist.VARIABLE, "/nowhere")).withFolder(folder));

    assertSmall(data);
    assertEquals(Origin.FOLDER, data.origin());
    assertEquals("MNIST from the folder " + folder, data.announcement());
    assertEquals(List.of(), data.failures());
  }

  @Test
  void theVariableComesSecond() throws IOException {
    Path folder = small.writeTo(scratch.resolve("folder"));
    small.writeTo(cache);

    DigitData data = load(mnist.withEnvironment(Map.of(Mnist.VARIABLE, folder.toString())));

    assertSmall(data);
    assertEquals(Origin.ENVIRONMENT, data.origin());
    assertEquals("MNIST from KMEANS4J_MNIST_DIR=" + folder, data.description());
  }

  @Test
  void theCacheComesThird() throws IOException {
    small.writeTo(cache);

    DigitData data = load(mnist.withEnvironment(Map.of(Mnist.VARIABLE, " ")));

    assertSmall(data);
    assertEquals(Origin.CACHE, data.origin());
    assertEquals("MNIST from the cache " + cache, data.description());
  }

  @Test
  void theUsualCacheIsWhereXdgSays() throws IOException {
    small.writeTo(scratch.resolve("kmeans4j").resolve("mnist"));

    DigitData data =
        load(
            new Mnist()
                .withEnvironment(Map.of("XDG_CACHE_HOME", scratch.toString()))
                .withMirrors(List.of())
                .withChecksums(small.checksums()));

    assertEquals(Origin.CACHE, data.origin());
  }

  @Test
  void everyUsualNameIsAccepted() throws IOException {
    Path folder = Files.createDirectories(scratch.resolve("names"));
    Files.write(folder.resolve("train-images.idx3-ubyte"), small.plain(MnistFile.TRAIN_IMAGES));
    Files.write(folder.resolve("train-labels-idx1-ubyte"), small.plain(MnistFile.TRAIN_LABELS));
    Files.write(folder.resolve("t10k-images-idx3-ubyte.gz"), small.packed(MnistFile.TEST_IMAGES));
    Files.write(folder.resolve("t10k-labels.idx1-ubyte.gz"), small.packed(MnistFile.TEST_LABELS));

    DigitData data = load(mnist.withFolder(folder));

    assertSmall(data);
    assertTrue(data.description().startsWith("MNIST from"), data.description());
  }

  @Test
  void aFolderMayHoldOtherImagesButTheyAreNotCalledMnist() throws IOException {
    Path folder = small.writeTo(scratch.resolve("folder"));

    DigitData data = load(new Mnist().withFolder(folder));

    assertSmall(data);
    assertEquals(
        "images (not MNIST by their checksums) from the folder " + folder, data.description());
  }

  @Test
  void aFolderThatWasAskedForMustServe() throws IOException {
    Path absent = scratch.resolve("absent");
    assertRefused("the folder " + absent + ": there is no such folder", mnist.withFolder(absent));
    assertRefused(
        "KMEANS4J_MNIST_DIR=" + absent + ": there is no such folder",
        mnist.withEnvironment(Map.of(Mnist.VARIABLE, absent.toString())));

    Path folder = small.writeTo(scratch.resolve("folder"));
    small.writeTo(cache);
    Path images = folder.resolve("t10k-images-idx3-ubyte.gz");
    Files.delete(images);
    assertRefused(
        "the folder "
            + folder
            + ": the file t10k-images-idx3-ubyte.gz is missing (also accepted:"
            + " t10k-images-idx3-ubyte, t10k-images.idx3-ubyte, t10k-images.idx3-ubyte.gz)",
        mnist.withFolder(folder));

    byte[] packed = small.packed(MnistFile.TEST_IMAGES);
    packed[packed.length / 2] ^= 0x55;
    Files.write(images, packed);
    IOException e = assertThrows(IOException.class, () -> load(mnist.withFolder(folder)));
    assertTrue(e.getMessage().startsWith(images + ", byte "), e.getMessage());
    Files.write(images, "no IDX".getBytes(StandardCharsets.US_ASCII));
    assertRefused(
        images + ", byte 0: an IDX file begins with two zero bytes, but this one with 6e 6f",
        mnist.withFolder(folder));

    Files.write(images, IdxBytes.file(0x08, new int[] {3, 1, 1}, 1, 2, 3));
    assertRefused(
        folder + ": training images are 20×30, but test images are 1×1", mnist.withFolder(folder));
  }

  private static void assertRefused(String message, Mnist mnist) {
    assertEquals(message, assertThrows(IOException.class, () -> load(mnist)).getMessage());
  }

  @Test
  void withoutAnythingTheEmbeddedDigitsServeAndSaySo() throws IOException {
    DigitData data = load(mnist);

    assertEquals(Origin.EMBEDDED, data.origin());
    assertEquals(1500, data.train().count());
    assertEquals(297, data.test().count());
    int[] all = EmbeddedDigits.all().labels();
    assertArrayEquals(Arrays.copyOf(all, 1500), data.train().labels());
    assertArrayEquals(Arrays.copyOfRange(all, 1500, 1797), data.test().labels());
    assertEquals(
        "MNIST was not found (no folder was given and the variable KMEANS4J_MNIST_DIR is not set;"
            + " the cache "
            + cache
            + " does not serve: train-images-idx3-ubyte.gz is missing): using the embedded UCI"
            + " digits, 1797 images of 8×8 pixels, the first 1500 to train. To use MNIST, put"
            + " train-images-idx3-ubyte.gz, train-labels-idx1-ubyte.gz, t10k-images-idx3-ubyte.gz,"
            + " t10k-labels-idx1-ubyte.gz into a folder and name it with --data or the variable"
            + " KMEANS4J_MNIST_DIR.",
        data.announcement());
    assertFalse(Files.exists(cache));
  }

  @Test
  void aWrongCacheIsNotUsed() throws IOException {
    small.writeTo(cache);
    Path labels = cache.resolve("train-labels-idx1-ubyte.gz");
    Files.write(labels, IdxBytes.gzip(IdxBytes.file(0x08, new int[] {40}, new int[40])));
    assertLastFailure("train-labels-idx1-ubyte.gz has a wrong SHA-256", load(mnist));

    Files.write(labels, Arrays.copyOf(small.packed(MnistFile.TRAIN_LABELS), 30));
    DigitData data = load(mnist);
    assertEquals(Origin.EMBEDDED, data.origin());
    String failure = data.failures().get(1);
    assertTrue(failure.contains("train-labels-idx1-ubyte.gz is damaged: "), failure);
  }

  private void assertLastFailure(String problem, DigitData data) {
    assertEquals(Origin.EMBEDDED, data.origin());
    assertEquals(
        "the cache " + cache + " does not serve: " + problem,
        data.failures().get(data.failures().size() - 1));
  }

  @Test
  void optionsAreChecked() {
    assertEquals(
        "timeout must be longer than 0, but is PT0S",
        assertThrows(IllegalArgumentException.class, () -> mnist.withTimeout(Duration.ZERO))
            .getMessage());
    assertEquals(
        "mirrors must be http or https addresses that end with a slash, but one is http://a/b",
        assertThrows(
                IllegalArgumentException.class,
                () -> mnist.withMirrors(List.of(URI.create("http://a/b"))))
            .getMessage());
  }
}
