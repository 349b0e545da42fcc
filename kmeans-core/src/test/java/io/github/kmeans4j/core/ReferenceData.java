package io.github.kmeans4j.core;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** The real data of the reference results: the embedded digits always, MNIST where it is. */
final class ReferenceData {
  private static final String VARIABLE = "KMEANS4J_MNIST_DIR";

  private ReferenceData() {}

  static byte[] digits() {
    try (InputStream in = resource("/digits/digits-images-idx3-ubyte.gz")) {
      return body(in, 1797 * 64);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static int[] digitLabels() {
    try (InputStream in = resource("/digits/digits-labels-idx1-ubyte.gz")) {
      return toInts(body(in, 1797));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a file of MNIST, or ends the test: as skipped where the variable is not set, as failed
   * where the build demands MNIST.
   */
  static byte[] mnist(String name, int size) {
    String folder = System.getenv(VARIABLE);
    if (folder == null) {
      Assertions.assertNotEquals(
          "true", System.getenv("KMEANS4J_REQUIRE_MNIST"), VARIABLE + " must be set in this build");
      Assumptions.abort(VARIABLE + " is not set: the test on MNIST is skipped");
    }
    try (InputStream in = Files.newInputStream(Path.of(folder, name + ".gz"))) {
      return body(in, size);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static int[] toInts(byte[] bytes) {
    int[] ints = new int[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      ints[i] = bytes[i] & 0xFF;
    }
    return ints;
  }

  private static InputStream resource(String name) {
    return java.util.Objects.requireNonNull(ReferenceData.class.getResourceAsStream(name), name);
  }

  private static byte[] body(InputStream in, int size) throws IOException {
    DataInputStream data =
        new DataInputStream(new BufferedInputStream(new GZIPInputStream(in), 1 << 16));
    int dimensions = data.readInt() & 0xFF;
    data.skipBytes(4 * dimensions);
    byte[] bytes = data.readNBytes(size);
    Assertions.assertEquals(size, bytes.length);
    return bytes;
  }
}
