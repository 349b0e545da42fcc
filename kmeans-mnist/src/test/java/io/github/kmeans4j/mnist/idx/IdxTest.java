package io.github.kmeans4j.mnist.idx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the reader accepts, and what the writer leaves on disk. */
class IdxTest {
  @TempDir Path folder;

  static Stream<Arguments> valuesOfEachType() {
    return Stream.of(
        Arguments.of(0x08, bytes(2).put((byte) 0).put((byte) 200), new double[] {0, 200}),
        Arguments.of(0x09, bytes(2).put((byte) 127).put((byte) -128), new double[] {127, -128}),
        Arguments.of(
            0x0B, bytes(4).putShort((short) 258).putShort((short) -3), new double[] {258, -3}),
        Arguments.of(
            0x0C,
            bytes(8).putInt(16909060).putInt(Integer.MIN_VALUE),
            new double[] {16909060, -2147483648.0}),
        Arguments.of(0x0D, bytes(8).putFloat(1.5f).putFloat(-0.1f), new double[] {1.5, -0.1f}),
        Arguments.of(
            0x0E,
            bytes(16).putDouble(Math.PI).putDouble(Double.NEGATIVE_INFINITY),
            new double[] {Math.PI, Double.NEGATIVE_INFINITY}));
  }

  private static ByteBuffer bytes(int count) {
    return ByteBuffer.allocate(count);
  }

  @ParameterizedTest
  @MethodSource("valuesOfEachType")
  void readsEachType(int code, ByteBuffer elements, double[] expected) throws IOException {
    byte[] file =
        bytes(8 + elements.capacity())
            .put(IdxBytes.file(code, new int[] {2}))
            .put(elements.array())
            .array();

    IdxArray array = Idx.read(new ByteArrayInputStream(file), "values");

    assertEquals(code, array.type().code());
    assertArrayEquals(new int[] {2}, array.shape());
    assertEquals(2, array.size());
    assertArrayEquals(expected, new double[] {array.get(0), array.get(1)});
    assertThrows(IndexOutOfBoundsException.class, () -> array.get(2));
    assertArrayEquals(elements.array(), array.data());
  }

  @Test
  void elementsAreInRowMajorOrder() throws IOException {
    byte[] file = IdxBytes.file(0x08, new int[] {2, 3}, 1, 2, 3, 4, 5, 6);

    IdxArray array = Idx.read(new ByteArrayInputStream(IdxBytes.gzip(file)), "matrix");

    assertEquals("UNSIGNED_BYTE[2, 3]", array.toString());
    assertEquals(4, array.get(3));
    assertEquals(6, array.get(5));
  }

  @Test
  void readsAnArrayWithoutElementsWhateverItsOtherDimensions() throws IOException {
    int most = Integer.MAX_VALUE;
    byte[] file = IdxBytes.file(0x0E, new int[] {most, most, 0, most});

    IdxArray array = Idx.read(new ByteArrayInputStream(file), "nothing");

    assertEquals(0, array.size());
    assertArrayEquals(new int[] {most, most, 0, most}, array.shape());
  }

  @Test
  void reads255Dimensions() throws IOException {
    int[] shape = new int[255];
    Arrays.fill(shape, 1);
    Path file = folder.resolve("deep");
    Files.write(file, IdxBytes.file(0x09, shape, 7));

    assertEquals(new IdxArray(IdxType.BYTE, shape, new byte[] {7}), Idx.read(file));
  }

  @Test
  void doesNotCloseTheStream() throws IOException {
    boolean[] closed = {false};
    InputStream in =
        new ByteArrayInputStream(IdxBytes.file(0x08, new int[] {1}, 9)) {
          @Override
          public void close() {
            closed[0] = true;
          }
        };

    assertEquals(9, Idx.read(in, "kept").get(0));
    assertEquals(false, closed[0]);
  }

  @Test
  void readsFromAStreamThatGivesOneByteAtATime() throws IOException {
    byte[] file = IdxBytes.gzip(IdxBytes.file(0x08, new int[] {3}, 1, 2, 3));
    InputStream slow =
        new ByteArrayInputStream(file) {
          @Override
          public synchronized int read(byte[] b, int off, int len) {
            return super.read(b, off, Math.min(len, 1));
          }
        };

    assertArrayEquals(new byte[] {1, 2, 3}, Idx.read(slow, "slow").data());
  }

  @Test
  void readsGzipOfSeveralMembers() throws IOException {
    byte[] file = IdxBytes.file(0x08, new int[] {4}, 1, 2, 3, 4);
    byte[] first = IdxBytes.gzip(Arrays.copyOf(file, 9));
    byte[] second = IdxBytes.gzip(Arrays.copyOfRange(file, 9, file.length));
    Path joined = folder.resolve("members.gz");
    Files.write(joined, bytes(first.length + second.length).put(first).put(second).array());

    assertArrayEquals(new byte[] {1, 2, 3, 4}, Idx.read(joined).data());
  }

  @Test
  void readsMembersOfAStreamThatNeverSaysThatBytesAreAvailable() throws IOException {
    byte[] file = IdxBytes.file(0x08, new int[] {40}, IntStream.range(0, 40).toArray());
    for (int piece : new int[] {1, 7, 20, 1000}) {
      for (int members : new int[] {2, 3, file.length}) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (int m = 0; m < members; m++) {
          int from = m * file.length / members;
          joined.write(
              IdxBytes.gzip(Arrays.copyOfRange(file, from, (m + 1) * file.length / members)));
        }
        InputStream shy =
            new ByteArrayInputStream(joined.toByteArray()) {
              @Override
              public synchronized int available() {
                return 0;
              }

              @Override
              public synchronized int read(byte[] b, int off, int len) {
                return super.read(b, off, Math.min(len, piece));
              }
            };
        assertArrayEquals(
            Arrays.copyOfRange(file, 8, 48),
            Idx.read(shy, "shy").data(),
            members + " members in pieces of " + piece);
      }
    }
  }

  @Test
  void aMissingFileIsNamed() {
    Path missing = folder.resolve("missing");
    IOException e = assertThrows(NoSuchFileException.class, () -> Idx.read(missing));
    assertEquals(missing.toString(), e.getMessage());
  }

  @Test
  void writesExactlyTheFormat() throws IOException {
    Path file = folder.resolve("plain");
    IdxArray array = new IdxArray(IdxType.SHORT, new int[] {1, 2}, new byte[] {1, 2, 3, 4});

    Idx.write(array, file, Idx.Compression.NONE);

    byte[] expected = {0, 0, 0x0B, 2, 0, 0, 0, 1, 0, 0, 0, 2, 1, 2, 3, 4};
    assertArrayEquals(expected, Files.readAllBytes(file));
  }

  @Test
  void writingReplacesAndLeavesNothingElse() throws IOException {
    Path file = folder.resolve("array");
    Files.writeString(file, "old");
    IdxArray array = new IdxArray(IdxType.UNSIGNED_BYTE, new int[] {1}, new byte[] {5});

    Idx.write(array, file, Idx.Compression.GZIP);

    assertEquals(array, Idx.read(file));
    assertEquals(0x1F, Files.readAllBytes(file)[0]);
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(file), files.toList());
    }
  }

  @Test
  void aFailedWriteLeavesNothing() throws IOException {
    Path taken = Files.createDirectories(folder.resolve("taken").resolve("inside")).getParent();
    IdxArray array = new IdxArray(IdxType.UNSIGNED_BYTE, new int[] {1}, new byte[] {5});

    assertThrows(IOException.class, () -> Idx.write(array, taken, Idx.Compression.NONE));

    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(taken), files.toList());
    }
    assertTrue(Files.isDirectory(taken.resolve("inside")));
  }

  @Test
  void anArrayChecksItsShape() {
    assertRefused("shape must have 1 to 255 dimensions, but has 0", new int[0]);
    assertRefused("shape must have 1 to 255 dimensions, but has 256", new int[256]);
    assertRefused("shape must not be negative, but is [1, -2]", new int[] {1, -2});
    assertRefused("data must have 12 bytes for shape [3] of INT, but has 1", new int[] {3});
    assertRefused(
        "data must have more than 2147483647 bytes for shape [2147483647, 2147483647, 2147483647]"
            + " of INT, but has 1",
        new int[] {Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE});
  }

  private static void assertRefused(String message, int[] shape) {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> new IdxArray(IdxType.INT, shape, new byte[1]));
    assertEquals(message, e.getMessage());
  }

  @Test
  void anArrayKeepsItsShapeToItself() {
    int[] shape = {1};
    IdxArray array = new IdxArray(IdxType.BYTE, shape, new byte[1]);
    shape[0] = 2;
    array.shape()[0] = 3;
    assertArrayEquals(new int[] {1}, array.shape());
  }
}
