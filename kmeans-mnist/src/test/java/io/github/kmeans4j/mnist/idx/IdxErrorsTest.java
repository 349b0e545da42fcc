package io.github.kmeans4j.mnist.idx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every malformed file is refused in words that name file, offset and expectation. */
class IdxErrorsTest {
  /** A header that claims 2 GiB less a little, the most that is not refused as too large. */
  private static final int[] HUGE = {32767, 65536};

  private static final int GZIP_HEADER = 10;
  private static final int GZIP_TRAILER = 8;
  private static final int STORED_HEADER = 5;

  @TempDir Path folder;

  @Test
  void aFolderIsNamed() {
    assertEquals(
        folder + ": a folder cannot be read as a file",
        assertThrows(IOException.class, () -> Idx.read(folder)).getMessage());
  }

  static Stream<Arguments> malformed() {
    byte[] good = IdxBytes.file(0x08, new int[] {2, 2}, 1, 2, 3, 4);
    return Stream.of(
        Arguments.of(
            "empty",
            new byte[0],
            "byte 0: the magic number must have 4 bytes, but the file ends after 0"),
        Arguments.of(
            "half a magic number",
            Arrays.copyOf(good, 3),
            "byte 3: the magic number must have 4 bytes, but the file ends after 3"),
        Arguments.of(
            "half the dimensions",
            Arrays.copyOf(good, 10),
            "byte 10: the dimensions must have 8 bytes, but the file ends after 6"),
        Arguments.of(
            "no IDX file",
            "<html>".getBytes(StandardCharsets.US_ASCII),
            "byte 0: an IDX file begins with two zero bytes, but this one with 3c 68"),
        Arguments.of(
            "unknown type",
            IdxBytes.file(0x0A, new int[] {1}, 1),
            "byte 2: the type must be one of 08, 09, 0b, 0c, 0d, 0e, but is 0a"),
        Arguments.of(
            "no dimensions",
            IdxBytes.file(0x08, new int[0], 1),
            "byte 3: there must be at least one dimension, but are 0"),
        Arguments.of(
            "truncated",
            Arrays.copyOf(good, 15),
            "byte 15: shape [2, 2] takes 4 bytes of elements, but the file ends after 3"),
        Arguments.of(
            "no elements",
            Arrays.copyOf(good, 12),
            "byte 12: shape [2, 2] takes 4 bytes of elements, but the file ends after 0"),
        Arguments.of(
            "oversized",
            Arrays.copyOf(good, 17),
            "byte 16: the file must end here, after 4 bytes of elements for shape [2, 2], but goes"
                + " on"),
        Arguments.of(
            "dimension beyond 31 bits",
            IdxBytes.file(0x08, new int[] {1, -1}),
            "byte 8: dimension 1 must be less than 2147483648, but is 4294967295"),
        Arguments.of(
            "too large for an array",
            IdxBytes.file(0x0E, new int[] {1, 65536, 65536, 3}),
            "byte 12: the elements must take at most 2147483639 bytes, but shape"
                + " [1, 65536, 65536, 3] takes more from dimension 2 on"),
        Arguments.of(
            "forged",
            IdxBytes.file(0x08, HUGE, 1, 2),
            "byte 14: shape [32767, 65536] takes 2147418112 bytes of elements, but the file ends"
                + " after 2"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("malformed")
  void aMalformedFileIsRefused(String name, byte[] bytes, String problem) throws IOException {
    Path plain = folder.resolve("plain.idx");
    Files.write(plain, bytes);
    assertEquals(plain + ", " + problem, refused(plain).getMessage());

    Path packed = folder.resolve("packed.gz");
    Files.write(packed, IdxBytes.gzip(bytes));
    assertEquals(packed + ", " + problem, refused(packed).getMessage());

    IdxFormatException e =
        assertThrows(
            IdxFormatException.class, () -> Idx.read(new ByteArrayInputStream(bytes), "stream"));
    assertEquals("stream, " + problem, e.getMessage());
  }

  private static IdxFormatException refused(Path file) {
    return assertThrows(IdxFormatException.class, () -> Idx.read(file));
  }

  @Test
  void damagedGzipIsRefused() throws IOException {
    byte[] packed = IdxBytes.gzip(IdxBytes.file(0x08, new int[] {4}, 1, 2, 3, 4));
    Path file = folder.resolve("damaged.gz");

    Files.write(file, Arrays.copyOf(packed, packed.length - 1));
    assertStartsWith(file + ", byte 12: the gzip stream is damaged or ends early", refused(file));

    Files.write(file, Arrays.copyOf(packed, 2));
    assertStartsWith(file + ", byte 0: the gzip stream is damaged or ends early", refused(file));

    byte[] wrongChecksum = packed.clone();
    wrongChecksum[packed.length - 8] ^= 1;
    Files.write(file, wrongChecksum);
    assertStartsWith(file + ", byte 12: the gzip stream is damaged or ends early", refused(file));
  }

  private static void assertStartsWith(String expected, Exception e) {
    assertTrue(e.getMessage().startsWith(expected), e.getMessage());
  }

  @Test
  void bytesBehindAGzipStreamAreRefused() throws IOException {
    byte[] packed = IdxBytes.gzip(IdxBytes.file(0x08, new int[] {4}, 1, 2, 3, 4));
    Path file = folder.resolve("longer.gz");
    for (int extra : new int[] {1, 18, 40, 100_000}) {
      Files.write(file, Arrays.copyOf(packed, packed.length + extra));
      assertEquals(
          file + ", byte 12: the gzip stream must end here, but bytes follow it",
          refused(file).getMessage(),
          extra + " bytes more");
    }
  }

  /**
   * The JDK's reader takes 64 KiB at once; where the stream ends near the end of such a piece, it
   * looks for more behind it by itself.
   */
  @Test
  void bytesBehindAGzipStreamAreRefusedWhereverItEnds() throws IOException {
    byte[] member = IdxBytes.gzip(new byte[0]);
    for (int length = (1 << 16) - 4; length < (1 << 16) + 40; length++) {
      byte[] packed = gzipOfLength(length);
      String problem =
          "ends, byte " + unpackedLength(length) + ": the gzip stream must end here, but bytes";
      assertEquals(unpackedLength(length) - 8, read(packed).size());
      for (int extra = 1; extra < member.length; extra++) {
        byte[] zeros = Arrays.copyOf(packed, length + extra);
        byte[] halfMember = zeros.clone();
        System.arraycopy(member, 0, halfMember, length, extra);
        for (byte[] longer : new byte[][] {zeros, halfMember}) {
          IdxFormatException e =
              assertThrows(
                  IdxFormatException.class,
                  () -> read(longer),
                  extra + " bytes behind " + packed.length);
          // half a member is refused by the JDK's reader itself if it has seen enough of it
          assertTrue(
              e.getMessage().startsWith(problem)
                  || e.getMessage().contains("the gzip stream is damaged or ends early"),
              e.getMessage());
        }
      }
      byte[] whole = Arrays.copyOf(packed, length + member.length);
      System.arraycopy(member, 0, whole, length, member.length);
      assertEquals(unpackedLength(length) - 8, read(whole).size());
    }
  }

  private static IdxArray read(byte[] bytes) throws IOException {
    return Idx.read(new ByteArrayInputStream(bytes), "ends");
  }

  /** What is inside a gzip stream of two stored blocks. */
  private static int unpackedLength(int packed) {
    return packed - GZIP_HEADER - GZIP_TRAILER - 2 * STORED_HEADER;
  }

  /** A valid file, gzipped without compression so that its length can be chosen. */
  private static byte[] gzipOfLength(int length) {
    byte[] plain = Arrays.copyOf(IdxBytes.file(0x08, new int[] {0}), unpackedLength(length));
    ByteBuffer.wrap(plain).putInt(4, plain.length - 8);
    CRC32 checksum = new CRC32();
    checksum.update(plain);
    ByteBuffer packed = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    packed.put(IdxBytes.gzip(new byte[0]), 0, GZIP_HEADER);
    int half = plain.length / 2;
    packed.put((byte) 0).putShort((short) half).putShort((short) ~half).put(plain, 0, half);
    int rest = plain.length - half;
    packed.put((byte) 1).putShort((short) rest).putShort((short) ~rest).put(plain, half, rest);
    return packed.putInt((int) checksum.getValue()).putInt(plain.length).array();
  }

  @Test
  void aForgedHeaderTakesLittleMemory() throws IOException {
    byte[] forged = IdxBytes.file(0x08, HUGE, 1, 2);
    Path plain = folder.resolve("forged");
    Path packed = folder.resolve("forged.gz");
    Files.write(plain, forged);
    Files.write(packed, IdxBytes.gzip(forged));
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    long before = threads.getCurrentThreadAllocatedBytes();
    refused(plain);
    refused(packed);
    assertThrows(
        IdxFormatException.class, () -> Idx.read(new ByteArrayInputStream(forged), "forged"));
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;

    assertTrue(allocated < 8 << 20, "reading three forged files allocated " + allocated);
  }
}
