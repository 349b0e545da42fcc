package io.github.kmeans4j.core.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.kmeans4j.Points;
import io.github.kmeans4j.io.FileFormatException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Matrices that SciPy wrote are read as they are; others are refused in words that help. */
class SparseFileTest {
  /** What {@code fixtures.py} wrote, unless a test says otherwise. */
  private static final double[][] EXPECTED = {
    {0, 0.1, 0, -2.5, 0}, {0, 0, 0, 0, 0}, {3e30, 0, 4, 0, 1e-30}, {0, 7, 0, 0, 0.2}
  };

  private static final String BANNER = "%%MatrixMarket matrix coordinate real general\n";

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "f4-compressed, true",
    "f4-big-endian, true",
    "f8-stored, false",
    "i8-indices, false"
  })
  void readsWhatSciPySaved(String name, boolean floats) throws IOException {
    SparseFile file = SparseFile.npz(resource(name + ".npz"));
    assertEquals("SparseFile[4 × 5, 7 stored values]", file.toString());
    assertEquals(
        "Points[4 × 5 sparse " + (floats ? "floats" : "doubles") + "]", file.points().toString());
    double[][] expected = EXPECTED;
    if (floats) {
      expected = new double[4][5];
      for (int i = 0; i < 20; i++) {
        expected[i / 5][i % 5] = (float) EXPECTED[i / 5][i % 5];
      }
    }
    assertRows(expected, file.points());
    assertEquals(7, file.storedValues());
    assertArrayEquals(new int[] {0, 2, 2, 5, 7}, file.rowStarts());
    assertArrayEquals(new int[] {1, 3, 0, 2, 4, 1, 4}, file.columnIndices());
    assertEquals(expected[3][4], file.values()[6]);
    assertEquals(0, file.labels().length);
  }

  @Test
  void columnsMayStandInAnyOrder() throws IOException {
    SparseFile file = SparseFile.npz(resource("unsorted.npz"));
    assertArrayEquals(new int[] {4, 1, 4, 2, 0, 3, 1}, file.columnIndices());
    assertRows(
        new double[][] {
          {0, 7, 0, 0, 0.2}, {3e30, 0, 4, 0, 1e-30}, {0, 0, 0, 0, 0}, {0, 0.1, 0, -2.5, 0}
        },
        file.points());
  }

  @Test
  void anArchiveOfAnotherFileSystemIsReadAsAnyOther() throws IOException {
    Path zip = folder.resolve("all.zip");
    Set<Path> before = temporaryFiles();
    try (FileSystem archive = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
      Path file = archive.getPath("/f8-stored.npz");
      Files.copy(resource("f8-stored.npz"), file);
      assertRows(EXPECTED, SparseFile.npz(file).points());
      Path damaged = archive.getPath("/damaged.npz");
      Files.writeString(damaged, "no archive");
      FileFormatException failure =
          assertThrows(FileFormatException.class, () -> SparseFile.npz(damaged));
      String problem = "/damaged.npz, byte 0: the archive is damaged, or is none: ";
      assertTrue(String.valueOf(failure.getMessage()).startsWith(problem), failure.getMessage());
      NoSuchFileException missing =
          assertThrows(
              NoSuchFileException.class, () -> SparseFile.npz(archive.getPath("/missing.npz")));
      assertEquals("/missing.npz", missing.getMessage());
    }
    assertEquals(before, temporaryFiles());
  }

  private static Set<Path> temporaryFiles() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files
          .filter(file -> file.getFileName().toString().matches("kmeans4j-.*[.]npz"))
          .collect(Collectors.toSet());
    }
  }

  @Test
  void handsOutCopies() throws IOException {
    SparseFile file = SparseFile.npz(resource("f8-stored.npz"));
    file.rowStarts()[1] = 0;
    file.columnIndices()[0] = 0;
    file.values()[0] = 9;
    assertRows(EXPECTED, file.points());
    assertEquals(0.1, file.values()[0]);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "csc|, entry format.npy|0|the matrix must be kept by rows, 'csr', but is 'csc'; save"
            + " matrix.tocsr()",
        "integers|, entry data.npy|10|the type must be f4 (float) or f8 (double) of either byte"
            + " order, but is '<i8'; save matrix.astype(numpy.float32)",
        "twice|, entry indices.npy|128|columnIndices must not repeat a column in a row, but in row"
            + " 1 column 4 stands at position 1 and at position 2",
        "dense||0|SciPy's sparse matrices have an entry format.npy, but this archive has none"
      })
  void refusesOtherArchives(String name, String entry, long offset, String problem)
      throws IOException {
    Path file = resource(name + ".npz");
    assertFails(file + (entry == null ? "" : entry), offset, problem, () -> SparseFile.npz(file));
  }

  @Test
  void damagedArraysAreNamed() throws IOException {
    assertNpz(
        "format",
        0,
        "the matrix must be kept by rows, 'csr', but is '?sr'; save" + " matrix.tocsr()",
        word("|S3", "\3sr"));
    assertNpz("format", 10, "the type must be a short string, but is '<f4'", word("<f4", "csr1"));
    assertNpz("format", 10, "there must be 0 dimensions, but are 1", ints("<i4", 1));
    assertNpz(
        "shape",
        0,
        "the shape must be two numbers of at least 1, but is [2]",
        word("<U3", "c\0\0\0s\0\0\0r\0\0\0"),
        ints("<i4", 2));
    assertNpz(
        "shape",
        0,
        "the shape must be two numbers of at least 1, but is [2, 0]",
        csr(),
        ints("<i8", 2, 0));
    assertNpz(
        "shape",
        76,
        "a length must be in 0..2147483647, but value 0 is -1",
        csr(),
        ints("<i4", -1, 3));
    assertNpz(
        "indptr",
        0,
        "there must be 3 row starts, but are 2",
        csr(),
        ints("<i8", 2, 3),
        ints("<i4", 0, 1));
    assertNpz(
        "indptr",
        84,
        "row starts must not fall, but start 2 is 1",
        csr(),
        ints("<i8", 2, 3),
        ints("<i4", 0, 2, 1));
    assertNpz(
        "indptr",
        92,
        "a row start must be in 0..2147483647, but value 2 is 2147483648",
        csr(),
        ints("<i8", 2, 3),
        ints("<i8", 0, 2, 1L << 31));
    assertNpz(
        "indices",
        0,
        "there must be 2 values, where the last row ends, but are 1",
        csr(),
        ints("<i8", 2, 3),
        ints("<i4", 0, 1, 2),
        ints("<i4", 2));
    assertNpz(
        "indices",
        76,
        "columnIndices must be in 0..2, but row 1, position 1 is 3",
        csr(),
        ints("<i8", 2, 3),
        ints("<i4", 0, 1, 2),
        ints("<i4", 2, 3),
        doubles(1, 2));
    assertNpz(
        "data",
        0,
        "there must be 2 values, where the last row ends, but are 1",
        csr(),
        ints("<i8", 2, 3),
        ints("<i4", 0, 1, 2),
        ints("<i4", 2, 1),
        doubles(1));
    byte[] cut = doubles(1, 2);
    assertNpz(
        "data",
        cut.length - 3,
        "there must be 2 values, but the array ends here",
        csr(),
        ints("<i8", 2, 3),
        ints("<i4", 0, 1, 2),
        ints("<i4", 2, 1),
        Arrays.copyOf(cut, cut.length - 3));
    assertNpz(
        "data",
        cut.length,
        "the array must end after its 2 values, but goes on",
        csr(),
        ints("<i8", 2, 3),
        ints("<i4", 0, 1, 2),
        ints("<i4", 2, 1),
        Arrays.copyOf(cut, cut.length + 1));
  }

  @Test
  void missingEntriesAndWrongChecksumsAreNamed() throws IOException {
    Path file = npz(csr(), ints("<i4", 2, 3));
    assertFails(
        file.toString(),
        0,
        "the archive must have an entry indptr.npy, but has none",
        () -> SparseFile.npz(file));
    byte[] bytes = Files.readAllBytes(resource("f8-stored.npz"));
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    bytes[text.lastIndexOf("NUMPY") + 128] ^= 1; // in the last array's values
    Path damaged = Files.write(folder.resolve("damaged.npz"), bytes);
    assertFails(
        damaged + ", entry data.npy",
        0,
        "the checksum must match the contents, but does not",
        () -> SparseFile.npz(damaged));
    Path none = Files.write(folder.resolve("none.npz"), new byte[50]);
    FileFormatException e = assertThrows(FileFormatException.class, () -> SparseFile.npz(none));
    assertTrue(
        e.getMessage().startsWith(none + ", byte 0: the archive is damaged, or is none: "),
        e.getMessage());
    assertThrows(NoSuchFileException.class, () -> SparseFile.npz(folder.resolve("missing")));
  }

  @Test
  void readsMatrixMarket() throws IOException {
    assertRows(EXPECTED, SparseFile.matrixMarket(resource("real.mtx")).points());
    assertRows(
        new double[][] {{0, 0, 0, -2, 0}, {0, 7, 0, 0, 0}},
        SparseFile.matrixMarket(resource("integer.mtx")).points());
    assertEquals(4, SparseFile.matrixMarket(resource("integer.mtx")).storedValues());
    double[][] ones = new double[4][5];
    for (int i = 0; i < 20; i++) {
      ones[i / 5][i % 5] = EXPECTED[i / 5][i % 5] == 0 ? 0 : 1;
    }
    assertRows(ones, SparseFile.matrixMarket(resource("pattern.mtx")).points());
    SparseFile symmetric = SparseFile.matrixMarket(resource("symmetric.mtx"));
    assertRows(new double[][] {{1, 2.5, 0}, {2.5, 0, -3}, {0, -3, 9}}, symmetric.points());
    assertEquals(6, symmetric.storedValues());
    assertEquals(0, symmetric.labels().length);
  }

  @Test
  void integersAreIntegers() throws IOException {
    Path file = folder.resolve("fraction.mtx");
    String banner = BANNER.replace("real", "integer");
    Files.writeString(file, banner + "1 2 2\n1 1 7\n1 2 7.5\n");
    assertFails(
        file.toString(),
        banner.length() + 16,
        "line 4: the values are to be integers, but here is '7.5'",
        () -> SparseFile.matrixMarket(file));
  }

  @Test
  void matrixMarketIsReadInAnyOrderAndFromStreams() throws IOException {
    String text =
        "%%matrixmarket MATRIX Coordinate Real General\r\n% one\r\n\r\n%\r\n 2 3\t3 \r\n"
            + "2 3 -1e-3\r\n\r\n 1 2 .5\r\n2 1 +7.\r\n \r\n";
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(text.getBytes(StandardCharsets.US_ASCII));
    }
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(packed.toByteArray()))) {
      SparseFile file = SparseFile.matrixMarket(in, "stream");
      assertRows(new double[][] {{0, 0.5, 0}, {7, 0, -0.001}}, file.points());
      assertArrayEquals(new int[] {1, 2, 0}, file.columnIndices());
    }
    assertFails(
        "stream",
        0,
        "line 1: this is no text; of a gzipped file read a GZIPInputStream",
        () -> SparseFile.matrixMarket(new ByteArrayInputStream(packed.toByteArray()), "stream"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "skew|38|line 1: the matrix must be 'general' or 'symmetric', but here is 'skew-symmetric'",
        "complex|33|line 1: the values must be 'real', 'integer' or 'pattern', but here is"
            + " 'complex'",
        "array|22|line 1: the matrix must be sparse, 'coordinate', but here is 'array'"
      })
  void refusesOtherMatrices(String name, long offset, String problem) throws IOException {
    Path file = resource(name + ".mtx");
    assertFails(file.toString(), offset, problem, () -> SparseFile.matrixMarket(file));
  }

  @Test
  void damagedMatrixMarketIsNamed() throws IOException {
    assertMtx(0, "line 1: the file must begin with '%%MatrixMarket matrix', but here is ''", "");
    assertMtx(
        2,
        "line 1: the file must begin with '%%MatrixMarket matrix', but here is 'x??y'",
        "  x\u0001\u00e9y 1 2");
    assertMtx(
        47,
        "line 1: the line must end here, but goes on with 'really'",
        BANNER.replace("\n", "  ") + "really\n");
    assertMtx(
        48, "line 3: here must stand rows, columns and entries, but the file ends", BANNER + "%\n");
    assertMtx(46, "line 2: the number of rows must be at least 1, but is 0", BANNER + "0 2 1\n");
    assertMtx(
        46,
        "line 2: the number of rows must be at most 2147483638, but is '2147483639'",
        BANNER + "2147483639 2 1\n");
    assertMtx(
        48,
        "line 2: the number of columns must be a whole number, but is '-2'",
        BANNER + "1 -2 1\n");
    assertMtx(
        50,
        "line 2: the number of entries must be a whole number, but is ''",
        BANNER + "1 2 \n1 1 1");
    assertMtx(52, "line 3: the row must be at most 1, but is '2'", BANNER + "1 2 1\n2 1 1\n");
    assertMtx(52, "line 3: the row must be at least 1, but is 0", BANNER + "1 2 1\n0 1 1\n");
    assertMtx(54, "line 3: the column must be at most 2, but is '3'", BANNER + "1 2 1\n1 3 1\n");
    assertMtx(
        56, "line 3: the value must be a finite number, but is 'nan'", BANNER + "1 2 1\n1 2 nan\n");
    assertMtx(
        56,
        "line 3: the value must be a finite number, but is '1e999'",
        BANNER + "1 2 1\n1 2 1e999\n");
    assertMtx(
        58, "line 3: the line must end here, but goes on with '3'", BANNER + "1 2 1\n1 2 1 3\n");
    assertMtx(
        58,
        "line 4: there must be 2 entries, but the file ends after 1",
        BANNER + "1 2 2\n1 2 1\n");
    assertMtx(
        60,
        "line 5: the file must end after its 1 entries, but goes on",
        BANNER + "1 2 1\n1 2 1\n\n 1 1 1");
    assertMtx(
        46,
        "line 2: nearly all of the 2000000000 rows are empty: there must not be more"
            + " rows than the file has bytes, 68",
        BANNER + "2000000000 99 1\n1 2 1\n");
    assertMtx(
        46,
        "line 2: two entries are of the same row and column; from 0 on, columnIndices"
            + " must not repeat a column in a row, but in row 0 column 1 stands at position 0 and at"
            + " position 1",
        BANNER + "1 2 2\n1 2 1\n1 2 1\n");
    assertMtx(
        48,
        "line 2: a symmetric matrix must have as many columns as rows, but is 1 × 2",
        BANNER.replace("general", "symmetric") + "1 2 1\n1 2 1\n");
    assertMtx(
        58,
        "line 3: a symmetric matrix has entries on and below its diagonal only, but here"
            + " is row 1, column 2",
        BANNER.replace("general", "symmetric") + "2 2 1\n1 2 1\n");
    assertMtx(
        56,
        "line 3: a word must have at most 1100 characters",
        BANNER + "1 2 1\n1 2 " + "1".repeat(1101));
  }

  /** Each number twice: short enough for the quick way, and too long for it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "1",
        "007",
        "+12.5",
        "-.25",
        "3.",
        "1e22",
        "1e23",
        "123456789012345e22",
        "1234567890123456789",
        "0.1",
        "4.35",
        "0.000001e-300",
        "9007199254740993",
        "1e-22",
        "4.9e-324",
        "0.00000000000000000000000000000000001",
        "1.7976931348623157e308",
        "0e99999",
        "1e-99999999999",
        "2.2250738585072011e-308",
        "1E+5",
        "00000000000000000000.5"
      })
  void numbersAreThoseOfJava(String number) throws IOException {
    Path file = Files.writeString(folder.resolve("n.mtx"), BANNER + "1 1 1\n1 1 " + number + "\n");
    assertEquals(
        Double.doubleToLongBits(Double.parseDouble(number)),
        Double.doubleToLongBits(SparseFile.matrixMarket(file).values()[0]));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".",
        "-",
        "+-1",
        "1e",
        "1e+",
        "1e5.",
        "1.2.3",
        "0x10",
        "1f",
        "1d",
        "NaN",
        "Infinity",
        "e5",
        "1,5",
        "1_0",
        "--1",
        "1e5x"
      })
  void nothingElseIsANumber(String number) throws IOException {
    Path file = Files.writeString(folder.resolve("n.mtx"), BANNER + "1 1 1\n1 1 " + number + "\n");
    assertFails(
        file.toString(),
        56,
        "line 3: the value must be a finite number, but is '" + number + "'",
        () -> SparseFile.matrixMarket(file));
  }

  private static void assertRows(double[][] expected, Points points) {
    assertEquals(expected.length, points.rows());
    assertEquals(expected[0].length, points.columns());
    double[] row = new double[points.columns()];
    for (int i = 0; i < expected.length; i++) {
      points.copyRow(i, row);
      assertArrayEquals(expected[i], row);
    }
  }

  private static Path resource(String name) throws IOException {
    try {
      return Path.of(
          Objects.requireNonNull(SparseFileTest.class.getResource("/sparse/" + name), name)
              .toURI());
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }

  /** The entries in the order in which they are looked at; later ones may be missing. */
  private Path npz(byte[]... arrays) throws IOException {
    String[] names = {"format", "shape", "indptr", "indices", "data"};
    Path file = folder.resolve("made.npz");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
      for (int i = 0; i < arrays.length; i++) {
        out.putNextEntry(new ZipEntry(names[i] + ".npy"));
        out.write(arrays[i]);
      }
    }
    return file;
  }

  private static byte[] csr() {
    return word("|S3", "csr");
  }

  private static byte[] word(String type, String text) {
    return array(type, "()", text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static byte[] ints(String type, long... values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * (type.endsWith("8") ? 8 : 4))
            .order(ByteOrder.LITTLE_ENDIAN);
    for (long value : values) {
      if (type.endsWith("8")) {
        bytes.putLong(value);
      } else {
        bytes.putInt((int) value);
      }
    }
    return array(type, "(" + values.length + ",)", bytes.array());
  }

  private static byte[] doubles(double... values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * 8).order(ByteOrder.LITTLE_ENDIAN);
    for (double value : values) {
      bytes.putDouble(value);
    }
    return array("<f8", "(" + values.length + ",)", bytes.array());
  }

  private static byte[] array(String type, String shape, byte[] body) {
    String header =
        String.format("{'descr': '%s', 'fortran_order': False, 'shape': %-15s}", type, shape);
    ByteBuffer bytes =
        ByteBuffer.allocate(10 + header.length() + body.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
    bytes.putShort((short) header.length());
    return bytes.put(header.getBytes(StandardCharsets.US_ASCII)).put(body).array();
  }

  private void assertNpz(String entry, long offset, String problem, byte[]... arrays)
      throws IOException {
    Path file = npz(arrays);
    assertFails(file + ", entry " + entry + ".npy", offset, problem, () -> SparseFile.npz(file));
  }

  private void assertMtx(long offset, String problem, String text) throws IOException {
    Path file = Files.write(folder.resolve("made.mtx"), text.getBytes(StandardCharsets.ISO_8859_1));
    assertFails(file.toString(), offset, problem, () -> SparseFile.matrixMarket(file));
  }

  private static void assertFails(String name, long offset, String problem, Executable call) {
    FileFormatException e = assertThrows(FileFormatException.class, call);
    assertEquals(name + ", byte " + offset + ": " + problem, e.getMessage());
  }
}
