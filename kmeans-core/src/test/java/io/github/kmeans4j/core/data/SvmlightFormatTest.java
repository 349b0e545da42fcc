package io.github.kmeans4j.core.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.kmeans4j.BlockSource;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.io.FileFormatException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows of text, whole files and blocks of them, and what is wrong by line and byte. */
class SvmlightFormatTest {
  private static final double[][] EXPECTED = {
    {0, 0.1, 0, -2.5, 0}, {0, 0, 0, 0, 0}, {3e30, 0, 4, 0, 1e-30}, {0, 7, 0, 0, 0.2}
  };

  @TempDir Path folder;

  @Test
  void readsWhatScikitLearnWrote() throws IOException {
    SparseFile zeroBased = SvmlightFormat.zeroBased().read(resource("zero-based.svm"));
    SparseFile oneBased = SvmlightFormat.oneBased().read(resource("one-based.svm"));
    for (SparseFile file : new SparseFile[] {zeroBased, oneBased}) {
      assertEquals("SparseFile[4 × 5, 7 stored values]", file.toString());
      assertRows(EXPECTED, file.points());
      assertArrayEquals(new double[] {1, -1, 2.5, 3}, file.labels());
    }
    // a row without labels and values is an empty line, which scikit-learn passes over too
    SparseFile many = SvmlightFormat.oneBased().ignoringLabels().read(resource("many-labels.svm"));
    assertRows(new double[][] {EXPECTED[0], EXPECTED[2], EXPECTED[3]}, many.points());
    assertEquals(0, many.labels().length);
  }

  @Test
  void readsWhatPeopleWrite() throws IOException {
    String text =
        "# a comment 1:2\r\n\r\n  \t\n+1\tqid:7 3:.5  1:-0 # 2:9\n-1#\n0 2:1e3#x\r\n  # end\n2 1:5";
    double[][] expected = {{-0.0, 0, 0.5}, {0, 0, 0}, {0, 1000, 0}, {5, 0, 0}};
    SparseFile file = read(SvmlightFormat.oneBased(), text);
    assertRows(expected, file.points());
    assertArrayEquals(new double[] {1, -1, 0, 2}, file.labels());
    assertArrayEquals(new int[] {2, 0, 1, 0}, file.columnIndices());
    assertEquals(5, read(SvmlightFormat.oneBased().withColumns(5), text).points().columns());
    assertEquals(4, read(SvmlightFormat.zeroBased(), text).points().columns());
    String noLabels = "1:2 3:4\nspam 2:1\n3,4 \n";
    assertRows(
        new double[][] {{2, 0, 4}, {0, 1, 0}, {0, 0, 0}},
        read(SvmlightFormat.oneBased().ignoringLabels(), noLabels).points());
    assertEquals(
        Integer.MAX_VALUE, read(SvmlightFormat.oneBased(), "1 2147483647:1").points().columns());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "x 1:2|0|line 1: the label must be a finite number, but is 'x'",
        "1,2 1:2|0|line 1: the label must be a finite number, but is '1,2'",
        "1:2|0|line 1: a row must begin with its label, but this one with '1:'; see"
            + " ignoringLabels()",
        "1 0:2|2|line 1: the first column must be 1, but here is 0; a file that counts from 0 is"
            + " read by zeroBased()",
        "1 2147483648:2|2|line 1: a column must be at most 2147483647, but is '2147483648'",
        "1 -3:2|2|line 1: a column must be a whole number, but is '-3'",
        "1 a:2|2|line 1: a column must be a whole number, but is 'a'",
        "1 3|2|line 1: here must stand column:value, but stands '3' without a colon",
        "1 3 :2|2|line 1: here must stand column:value, but stands '3' without a colon",
        "1 3: 2|4|line 1: a value must be a finite number, but is ''",
        "1 3:nan|4|line 1: a value must be a finite number, but is 'nan'",
        "1 3:1:2|5|line 1: a column must be a whole number, but is ''",
        "1 3:1 2:0 3:2|13|line 1: a row must not have a column twice, but this one has column 3"
            + " twice",
        "1|1|no row has a value; say how many columns there are by withColumns",
        "#|1|there must be rows, but the file ends here"
      })
  void whatIsWrongIsNamed(String text, long offset, String problem) throws IOException {
    Path file = Files.writeString(folder.resolve("wrong"), text);
    SvmlightFormat format = SvmlightFormat.oneBased();
    assertFails(file, offset, problem, () -> format.read(file));
    assertFails(file, offset, problem, () -> format.open(file).close());
  }

  @Test
  void linesAreCounted() throws IOException {
    Path file = Files.writeString(folder.resolve("wrong"), "#\n\n1 1:1 # x\r\n2 4:x\n");
    assertFails(
        file,
        18,
        "line 4: a value must be a finite number, but is 'x'",
        () -> SvmlightFormat.oneBased().read(file));
    assertFails(
        file,
        16,
        "line 4: a column must be at most 3, but is '4'",
        () -> SvmlightFormat.oneBased().withColumns(3).read(file));
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> SvmlightFormat.oneBased().withColumns(0));
    assertEquals("columns must be at least 1, but are 0", e.getMessage());
  }

  @Test
  void gzippedFilesAreRefusedWithTheRemedy() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write("1 1:1\n".getBytes(StandardCharsets.US_ASCII));
    }
    Path file = Files.write(folder.resolve("packed.gz"), packed.toByteArray());
    String problem = "line 1: this is no text; of a gzipped file read a GZIPInputStream";
    assertFails(file, 0, problem, () -> SvmlightFormat.oneBased().read(file));
    assertFails(file, 0, problem, () -> SvmlightFormat.oneBased().open(file));
  }

  @Test
  void marksOfUnicodeAreRefusedWithTheRemedy() throws IOException {
    String problem =
        "line 1: the text must be ASCII, but begins with a byte order mark; save it without";
    Path utf8 = Files.writeString(folder.resolve("utf8"), "\uFEFF1 1:1\n");
    Path utf16 = Files.write(folder.resolve("utf16"), "1 1:1\n".getBytes(StandardCharsets.UTF_16));
    for (Path file : List.of(utf8, utf16)) {
      assertFails(file, 0, problem, () -> SvmlightFormat.oneBased().read(file));
      assertFails(file, 0, problem, () -> SvmlightFormat.oneBased().open(file));
      assertFails(file, 0, problem, () -> SparseFile.matrixMarket(file));
    }
  }

  @Test
  void streamsThatHaveNothingAtTheMomentHaveNotEnded() throws IOException {
    byte[] text = "1 1:2\n2 1:3\n3 1:4\n".getBytes(StandardCharsets.US_ASCII);
    InputStream halting =
        new InputStream() {
          private int at;
          private boolean halts;

          @Override
          public int read() {
            return at == text.length ? -1 : text[at++];
          }

          @Override
          public int read(byte[] bytes, int from, int length) {
            halts = !halts;
            if (halts) {
              return 0;
            }
            int next = read();
            bytes[from] = (byte) next;
            return next < 0 ? -1 : 1;
          }
        };
    SparseFile file = SvmlightFormat.oneBased().read(halting, "halting");
    assertRows(new double[][] {{2}, {3}, {4}}, file.points());
  }

  @Test
  void blocksAreTheRowsOfTheFile() throws IOException {
    StringBuilder text = new StringBuilder("# head\n");
    Random random = new Random(5);
    int n = 1000;
    for (int i = 0; i < n; i++) {
      text.append(i);
      for (int c = random.nextInt(20); c < 300; c += 1 + random.nextInt(100)) {
        text.append(' ').append(c).append(':').append(random.nextGaussian());
      }
      text.append(i % 7 == 0 ? " # seven\n\n" : "\n").append(i % 64 == 63 ? "# block\n" : "");
    }
    Path file = Files.writeString(folder.resolve("rows.svm"), text);
    SparseFile whole = SvmlightFormat.zeroBased().read(file);
    BlockSource source = SvmlightFormat.zeroBased().open(file);
    assertEquals(n, source.rows());
    assertEquals(whole.points().columns(), source.columns());
    assertEquals(
        "SvmlightSource[" + file + ": 1000 × " + source.columns() + "]", source.toString());
    PointsSource memory = new PointsSource(whole.points());
    for (int[] range : new int[][] {{0, n}, {0, 1}, {63, 2}, {64, 64}, {999, 1}, {500, 130}}) {
      Points expected = memory.read(range[0], range[1]);
      Points actual = source.read(range[0], range[1]);
      assertEquals(expected.toString(), actual.toString());
      double[] row = new double[source.columns()];
      double[][] rows = new double[range[1]][source.columns()];
      for (int i = 0; i < range[1]; i++) {
        expected.copyRow(i, rows[i]);
        actual.copyRow(i, row);
        assertArrayEquals(rows[i], row);
      }
    }
    assertEquals(
        "firstRow must be in 0..998 for 2 of 1000 rows, but is 999",
        assertThrows(IllegalArgumentException.class, () -> source.read(999, 2)).getMessage());

    Files.writeString(file, text.substring(0, text.indexOf("\n900 ")));
    assertFails(
        file,
        text.indexOf("\n900 "),
        "the file must go on for 5 more rows, but ends here",
        () -> source.read(895, 10));
    Files.writeString(file, "# head\n0 0:1\n0 400:1\n");
    assertFails(
        file,
        21,
        "there must be "
            + source.columns()
            + " columns, as when the file was opened, but here is"
            + " index 400",
        () -> source.read(0, 2));
    Files.writeString(file, text.toString().replaceAll("(?m)^70 .*$", "70 x"));
    FileFormatException e = assertThrows(FileFormatException.class, () -> source.read(70, 1));
    assertEquals(
        file
            + ", byte "
            + (text.indexOf("\n70 ") + 4)
            + ": here must stand column:value, but stands 'x' without a colon",
        e.getMessage());
    source.close();
    assertEquals(
        file + ": the file is closed, on purpose or by an interrupt while it was read",
        assertThrows(ClosedChannelException.class, () -> source.read(0, 1)).getMessage());
  }

  private static SparseFile read(SvmlightFormat format, String text) throws IOException {
    return format.read(
        new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)), "text");
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
          Objects.requireNonNull(SvmlightFormatTest.class.getResource("/sparse/" + name), name)
              .toURI());
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }

  private static void assertFails(Path file, long offset, String problem, Executable call) {
    FileFormatException e = assertThrows(FileFormatException.class, call);
    assertEquals(file + ", byte " + offset + ": " + problem, e.getMessage());
  }
}
