package io.github.kmeans4j.core.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.kmeans4j.BlockSource;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.io.FileFormatException;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Files give the values that are in them, at any place, and errors that say where. */
class FileSourceTest {
  private static final int COLUMNS = 1023;
  private static final int ROWS = 1300; // rows cross the pieces that are read at once

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(ValueType.class)
  void rawFileGivesItsValuesInEitherByteOrder(ValueType type) throws IOException {
    Points points = random(type);
    for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
      Path file = folder.resolve(type + "-" + order);
      Files.write(file, bytes(points, type, order, 17));
      try (FileSource source = FileSource.raw(file, type, order, COLUMNS, 17);
          PointsSource memory = new PointsSource(points)) {
        assertEquals(ROWS, source.rows());
        assertEquals(COLUMNS, source.columns());
        assertEquals(type, source.type());
        assertEquals("FileSource[" + file + ": 1300 × 1023 " + type + "]", source.toString());
        for (int[] range : new int[][] {{0, ROWS}, {0, 1}, {ROWS - 1, 1}, {7, 1290}, {500, 33}}) {
          assertSame(memory.read(range[0], range[1]), source.read(range[0], range[1]));
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "f4-little-v1, FLOAT",
    "f4-big-v2, FLOAT",
    "f8-little-v3, DOUBLE",
    "f8-big-v1, DOUBLE"
  })
  void readsWhatNumPyWrote(String name, ValueType type) throws IOException {
    double[] expected = {0.1, -2.5, 3e30, 4, 5, 1e-40};
    try (FileSource source = FileSource.npy(numPy(name))) {
      assertEquals(type, source.type());
      Points points = source.read(0, (int) source.rows());
      assertEquals(2, points.rows());
      assertEquals(3, points.columns());
      for (int i = 0; i < 6; i++) {
        double value = type == ValueType.FLOAT ? (float) expected[i] : expected[i];
        assertEquals(value, points.get(i / 3, i % 3));
      }
    }
  }

  @Test
  void furtherDimensionsOfNumPyAreColumns() throws IOException {
    try (FileSource images = FileSource.npy(numPy("u1-images-v1"));
        FileSource list = FileSource.npy(numPy("u1-one-dimension-v1"))) {
      assertEquals(3, images.rows());
      assertEquals(8, images.columns());
      assertEquals((8 + 3) * 11, images.read(1, 1).get(0, 3));
      assertEquals(4, list.rows());
      assertEquals(1, list.columns());
      assertEquals(255, list.read(3, 1).get(0, 0));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "f8-fortran-v1|44|header: the array must be in C order, but is in Fortran order; save"
            + " numpy.ascontiguousarray(array)",
        "i8-v1|10|the type must be u1 (unsigned byte), f4 (float) or f8 (double) of either byte"
            + " order, but is '<i8'; convert the array with astype",
        "scalar-v1|59|header: the array must have 1 to 64 dimensions, but has 0",
        "records-v1|20|header: the array must hold plain numbers, but holds records"
      })
  void refusesOtherArraysOfNumPy(String name, long offset, String problem) throws IOException {
    Path file = numPy(name);
    assertFails(file, offset, problem, () -> FileSource.npy(file));
  }

  @Test
  void damagedHeadersOfNumPyAreNamed() throws IOException {
    assertNpy(0, "a .npy file begins with 93 'NUMPY', but this one does not", new byte[0]);
    assertNpy(0, "a .npy file begins with 93 'NUMPY', but this one does not", new byte[20]);
    assertNpy(6, "the version must be 1, 2 or 3, but is 4", npy(4, 4, "", 0));
    assertNpy(
        8,
        "the header must have at most 2 bytes, the lesser of 65536 and what the"
            + " file has, but has 4294967295",
        npy(2, -1, "{}", 0));
    assertNpy(
        8,
        "the header must have at most 2 bytes, the lesser of 65536 and what the"
            + " file has, but has 3",
        npy(1, 3, "{}", 0));
    assertNpy(10, "header: here must stand '{'", npy("xxx", 0));
    assertNpy(
        12,
        "header: the header must have the keys 'descr', 'fortran_order' and 'shape'",
        npy("{}", 0));
    assertNpy(
        11,
        "header: the keys must be 'descr', 'fortran_order' and 'shape', each once, but here is"
            + " 'type'",
        npy("{'type': 1}", 0));
    assertNpy(28, "header: here must stand False or True", npy("{'fortran_order': 0}", 0));
  }

  @Test
  void shapesOfNumPyAreComparedWithTheFile() throws IOException {
    assertNpy(
        10,
        "the shape 2 × 3 takes 24 bytes of values, but the file has 23 after its header",
        npy(entry("<f4", "(2, 3)"), 23));
    assertNpy(
        10,
        "the shape 2 × 3 takes 24 bytes of values, but the file has 25 after its header",
        npy(entry("<f4", "(2, 3)"), 25));
    assertNpy(
        10,
        "the shape 999999999999999999 × 3 takes 2999999999999999997 bytes of values, but"
            + " the file has 8 after its header",
        npy(entry("|u1", "(999999999999999999, 3)"), 8));
    assertNpy(
        10,
        "the shape 999999999999999999 × 3 takes more than 9223372036854775807 bytes of"
            + " values, but the file has 8 after its header",
        npy(entry("<f8", "(999999999999999999, 3)"), 8));
    assertNpy(
        10,
        "a row must have at most 2147483647 values, but the shape 3 × 65536 × 32768"
            + " gives it more",
        npy(entry("<f8", "(3, 65536, 32768)"), 8));
    assertNpy(
        10,
        "there must be rows and columns, but the shape is 0 × 3",
        npy(entry("<f8", "(0, 3)"), 0));
    assertNpy(
        10,
        "there must be rows and columns, but the shape is 3 × 0",
        npy(entry("<f8", "(3, 0)"), 0));
    try (FileSource source = FileSource.npy(write(npy(entry("|u1", "(2L,3L)"), 6)))) {
      assertEquals(2, source.rows());
    }
  }

  @Test
  void readsIdxOfThreeTypes() throws IOException {
    byte[] values = new byte[2 * 6 * 8];
    ByteBuffer.wrap(values).putDouble(5 * 8, -0.125).putDouble(6 * 8, 1e300);
    try (FileSource doubles = FileSource.idx(write(idx(0x0E, values, 2, 2, 3)))) {
      assertEquals(2, doubles.rows());
      assertEquals(6, doubles.columns());
      assertEquals(-0.125, doubles.read(0, 1).get(0, 5));
      assertEquals(1e300, doubles.read(0, 2).get(1, 0));
    }
    try (FileSource floats = FileSource.idx(write(idx(0x0D, values, 24)))) {
      assertEquals(1, floats.columns());
      assertEquals(ByteBuffer.wrap(values).getFloat(5 * 8), floats.read(10, 1).get(0, 0));
    }
    try (FileSource bytes = FileSource.idx(write(idx(0x08, values, 48, 2)))) {
      assertEquals(0xBF, bytes.read(0, 48).get(20, 0));
    }
  }

  @Test
  void damagedIdxIsNamed() throws IOException {
    assertIdx(2, "the magic number must have 4 bytes, but the file ends here", new byte[2]);
    assertIdx(
        0,
        "an IDX file begins with two zero bytes, but this one with 50 4b",
        new byte[] {'P', 'K', 8, 1});
    assertIdx(
        0,
        "the file is gzipped; only a plain IDX file can be read block by block",
        new byte[] {0x1F, (byte) 0x8B, 8, 1});
    assertIdx(
        2,
        "the type must be 08 (unsigned byte), 0d (float) or 0e (double), but is 0b",
        idx(0x0B, new byte[4], 2));
    assertIdx(3, "there must be at least one dimension, but are 0", idx(0x08, new byte[4]));
    assertIdx(
        3,
        "the header of 255 dimensions takes 1024 bytes, but the file has 8",
        new byte[] {0, 0, 8, (byte) 255, 0, 0, 0, 1});
    assertIdx(
        4,
        "the shape 2 × 2 takes 4 bytes of values, but the file has 5 after its header",
        idx(0x08, new byte[5], 2, 2));
    assertIdx(
        4,
        "the shape 4294967295 × 2147483647 takes more than 9223372036854775807 bytes of values,"
            + " but the file has 5 after its header",
        idx(0x0E, new byte[5], -1, Integer.MAX_VALUE));
    assertIdx(
        4, "there must be rows and columns, but the shape is 0 × 2", idx(0x08, new byte[0], 0, 2));
  }

  @Test
  void rawFilesEndWithARow() throws IOException {
    Path file = write(new byte[17]);
    assertFails(
        file,
        17,
        "the file must have whole rows of 8 bytes after byte 0, but ends here",
        () -> FileSource.raw(file, ValueType.FLOAT, ByteOrder.BIG_ENDIAN, 2));
    assertFails(
        file,
        17,
        "the file must have whole rows of 8 bytes after byte 18, but ends here",
        () -> FileSource.raw(file, ValueType.FLOAT, ByteOrder.BIG_ENDIAN, 2, 18));
    assertRefused(
        "columns must be at least 1, but are 0",
        () -> FileSource.raw(file, ValueType.FLOAT, ByteOrder.BIG_ENDIAN, 0));
    assertRefused(
        "offset must be at least 0, but is -1",
        () -> FileSource.raw(file, ValueType.FLOAT, ByteOrder.BIG_ENDIAN, 2, -1));
  }

  @Test
  void rowsOutsideAreRefused() throws IOException {
    try (FileSource file =
            FileSource.raw(write(new byte[12]), ValueType.UNSIGNED_BYTE, ByteOrder.BIG_ENDIAN, 3);
        PointsSource memory = new PointsSource(Points.of(new float[12], 4, 3))) {
      for (BlockSource source : new BlockSource[] {file, memory}) {
        assertRefused("rows must be at least 1, but are 0", () -> source.read(0, 0));
        assertRefused(
            "firstRow must be in 0..2 for 2 of 4 rows, but is 3", () -> source.read(3, 2));
        assertRefused(
            "firstRow must be in 0..3 for 1 of 4 rows, but is -1", () -> source.read(-1, 1));
        assertRefused(
            "rows must be at most 4, as many as there are, but are 5", () -> source.read(0, 5));
      }
    }
  }

  /** A sparse file: only what is written takes room on the disk. */
  @Test
  void placesBeyondTwoGigabytesAreReached() throws IOException {
    Path file = folder.resolve("large");
    long rows = 700_000_001L;
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE,
            StandardOpenOption.SPARSE)) {
      ByteBuffer last = ByteBuffer.allocate(8).putFloat(1.5f).putFloat(-7).flip();
      channel.write(last, (rows - 1) * 8);
    }
    try (FileSource source = FileSource.raw(file, ValueType.FLOAT, ByteOrder.BIG_ENDIAN, 2)) {
      assertEquals(rows, source.rows());
      assertEquals(-7, source.read(rows - 1, 1).get(0, 1));
      assertEquals(1.5, source.read(rows - 1000, 1000).get(999, 0));
    }
    try (FileSource wide = FileSource.raw(file, ValueType.UNSIGNED_BYTE, ByteOrder.BIG_ENDIAN, 1)) {
      assertRefused(
          "rows: 2147483647 × 1 values do not fit into one array",
          () -> wide.read(0, Integer.MAX_VALUE));
    } finally {
      Files.delete(file);
    }
  }

  @Test
  void fileThatShrinksAndClosedSourceFail() throws IOException {
    Path file = write(new byte[12]);
    FileSource source = FileSource.raw(file, ValueType.UNSIGNED_BYTE, ByteOrder.BIG_ENDIAN, 3);
    Files.write(file, new byte[7]);
    assertFails(
        file, 7, "the file must go on for 2 more bytes, but ends here", () -> source.read(2, 1));
    source.close();
    ClosedChannelException e = assertThrows(ClosedChannelException.class, () -> source.read(0, 1));
    assertEquals(
        file + ": the file is closed, on purpose or by an interrupt while it was read",
        e.getMessage());
  }

  @Test
  void anInterruptWhileAFileIsReadIsToldOfTheFile() throws IOException {
    Path file = write(new byte[12]);
    try (FileSource source =
        FileSource.raw(file, ValueType.UNSIGNED_BYTE, ByteOrder.BIG_ENDIAN, 3)) {
      Thread.currentThread().interrupt();
      ClosedByInterruptException e =
          assertThrows(ClosedByInterruptException.class, () -> source.read(0, 1));
      assertTrue(Thread.interrupted());
      assertEquals(
          file + ": the thread was interrupted while it read, which closes the file",
          e.getMessage());
    }
  }

  @Test
  void mayBeReadFromManyThreads() throws Exception {
    Points points = random(ValueType.FLOAT);
    Path file = write(bytes(points, ValueType.FLOAT, ByteOrder.LITTLE_ENDIAN, 0));
    try (FileSource source =
            FileSource.raw(file, ValueType.FLOAT, ByteOrder.LITTLE_ENDIAN, COLUMNS);
        PointsSource memory = new PointsSource(points)) {
      boolean[] same = new boolean[4];
      Thread[] threads = new Thread[same.length];
      for (int t = 0; t < threads.length; t++) {
        int mine = t;
        threads[t] =
            new Thread(
                () -> {
                  try {
                    for (int first = mine; first + 50 < ROWS; first += 50) {
                      assertSame(memory.read(first, 50), source.read(first, 50));
                    }
                    same[mine] = true;
                  } catch (IOException e) {
                    same[mine] = false;
                  }
                });
        threads[t].start();
      }
      for (Thread thread : threads) {
        thread.join();
      }
      for (boolean one : same) {
        assertTrue(one);
      }
    }
  }

  private static Points random(ValueType type) {
    Random random = new Random(type.bytes());
    int count = ROWS * COLUMNS;
    switch (type) {
      case UNSIGNED_BYTE:
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return Points.ofUnsignedBytes(bytes, ROWS, COLUMNS);
      case FLOAT:
        float[] floats = new float[count];
        for (int i = 0; i < count; i++) {
          floats[i] = random.nextFloat();
        }
        return Points.of(floats, ROWS, COLUMNS);
      default:
        return Points.of(random.doubles(count).toArray(), ROWS, COLUMNS);
    }
  }

  private static byte[] bytes(Points points, ValueType type, ByteOrder order, int offset) {
    ByteBuffer bytes =
        ByteBuffer.allocate(offset + points.rows() * points.columns() * type.bytes())
            .order(order)
            .position(offset);
    for (int i = 0; i < points.rows(); i++) {
      for (int c = 0; c < points.columns(); c++) {
        switch (type) {
          case UNSIGNED_BYTE -> bytes.put((byte) points.get(i, c));
          case FLOAT -> bytes.putFloat((float) points.get(i, c));
          case DOUBLE -> bytes.putDouble(points.get(i, c));
        }
      }
    }
    return bytes.array();
  }

  private static void assertSame(Points expected, Points actual) {
    assertEquals(expected.toString(), actual.toString());
    double[] a = new double[expected.columns()];
    double[] b = new double[expected.columns()];
    for (int i = 0; i < expected.rows(); i++) {
      expected.copyRow(i, a);
      actual.copyRow(i, b);
      assertArrayEquals(a, b);
    }
  }

  private static Path numPy(String name) throws IOException {
    try {
      return Path.of(
          Objects.requireNonNull(FileSourceTest.class.getResource("/npy/" + name + ".npy"), name)
              .toURI());
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }

  private static String entry(String descr, String shape) {
    return "{'descr': '" + descr + "', 'fortran_order': False, 'shape': " + shape + ", }";
  }

  private static byte[] npy(String header, int body) {
    return npy(1, header.length(), header, body);
  }

  private static byte[] npy(int version, int length, String header, int body) {
    ByteBuffer bytes =
        ByteBuffer.allocate((version == 1 ? 10 : 12) + header.length() + body)
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', (byte) version, 0});
    if (version == 1) {
      bytes.putShort((short) length);
    } else {
      bytes.putInt(length);
    }
    bytes.put(header.getBytes(StandardCharsets.ISO_8859_1));
    return bytes.array();
  }

  private static byte[] idx(int type, byte[] values, int... shape) {
    ByteBuffer bytes = ByteBuffer.allocate(4 + 4 * shape.length + values.length);
    bytes.put(new byte[] {0, 0, (byte) type, (byte) shape.length});
    for (int length : shape) {
      bytes.putInt(length);
    }
    return bytes.put(values).array();
  }

  private Path write(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("file"), bytes);
  }

  private void assertNpy(long offset, String problem, byte[] bytes) throws IOException {
    Path file = write(bytes);
    assertFails(file, offset, problem, () -> FileSource.npy(file));
  }

  private void assertIdx(long offset, String problem, byte[] bytes) throws IOException {
    Path file = write(bytes);
    assertFails(file, offset, problem, () -> FileSource.idx(file));
  }

  private static void assertFails(Path file, long offset, String problem, Executable call) {
    FileFormatException e = assertThrows(FileFormatException.class, call);
    assertEquals(file + ", byte " + offset + ": " + problem, e.getMessage());
  }

  private static void assertRefused(String message, Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }
}
