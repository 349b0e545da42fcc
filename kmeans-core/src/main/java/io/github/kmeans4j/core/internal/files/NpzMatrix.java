package io.github.kmeans4j.core.internal.files;

import io.github.kmeans4j.Points;
import io.github.kmeans4j.internal.door.InputFile;
import io.github.kmeans4j.io.FileFormatException;
import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * A sparse matrix as SciPy's {@code save_npz} writes it: an archive of the arrays {@code format},
 * {@code shape}, {@code indptr}, {@code indices} and {@code data}, compressed or not. For one use;
 * not thread-safe.
 */
public final class NpzMatrix {
  private final String name;
  private final ZipFile archive;

  private NpzMatrix(String name, ZipFile archive) {
    this.name = name;
    this.archive = archive;
  }

  /**
   * Reads a file; one of another file system is copied into a temporary file meanwhile.
   *
   * @param file what {@code save_npz} wrote
   * @return its rows, in its precision
   * @throws FileFormatException if it is another kind of file, of another format, or damaged
   */
  public static Points read(Path file) throws IOException {
    String name = InputFile.check(file).toString();
    if (file.getFileSystem() == FileSystems.getDefault()) {
      return read(name, file.toFile());
    }
    // The JDK opens archives of the default file system only.
    Path copy = Files.createTempFile("kmeans4j-", ".npz");
    try {
      Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
      return read(name, copy.toFile());
    } finally {
      Files.deleteIfExists(copy);
    }
  }

  private static Points read(String name, File file) throws IOException {
    try (ZipFile archive = new ZipFile(file)) {
      return new NpzMatrix(name, archive).read();
    } catch (ZipException | EOFException | IllegalArgumentException e) {
      FileFormatException failure =
          new FileFormatException(name, 0, "the archive is damaged, or is none: " + e.getMessage());
      failure.initCause(e);
      throw failure;
    }
  }

  /** Takes from an array what is needed. */
  @FunctionalInterface
  private interface Values<T> {
    T of(NpyArray array) throws IOException;
  }

  private Points read() throws IOException {
    if (archive.getEntry("format.npy") == null) {
      throw new FileFormatException(
          name, 0, "SciPy's sparse matrices have an entry format.npy, but this archive has none");
    }
    String format = entry("format", 0, NpyArray::word);
    if (!format.equals("csr")) {
      throw new FileFormatException(
          entryName("format"),
          0,
          "the matrix must be kept by rows, 'csr', but is '"
              + format.replaceAll("[^ -~]", "?")
              + "'; save matrix.tocsr()");
    }
    int[] shape = entry("shape", 1, array -> array.integers("a length"));
    if (shape.length != 2 || shape[0] < 1 || shape[1] < 1) {
      throw new FileFormatException(
          entryName("shape"),
          0,
          "the shape must be two numbers of at least 1, but is " + Arrays.toString(shape));
    }
    int[] starts = entry("indptr", 1, array -> starts(array, shape[0]));
    int stored = starts[shape[0]];
    long[] indicesAt = new long[1];
    int[] indices =
        entry(
            "indices",
            1,
            array -> {
              indicesAt[0] = array.offset(0);
              return array.integers("a column");
            });
    checkLength("indices", indices.length, stored);
    Object values = entry("data", 1, array -> array.isFloat() ? array.floats() : array.doubles());
    try {
      if (values instanceof float[] floats) {
        checkLength("data", floats.length, stored);
        return Points.ofSparseRows(starts, indices, floats, shape[1]);
      }
      double[] doubles = (double[]) values;
      checkLength("data", doubles.length, stored);
      return Points.ofSparseRows(starts, indices, doubles, shape[1]);
    } catch (IllegalArgumentException e) { // a column that is out of range or repeated
      throw new FileFormatException(
          entryName("indices"), indicesAt[0], String.valueOf(e.getMessage()));
    }
  }

  private int[] starts(NpyArray array, int rows) throws IOException {
    if (array.count() != rows + 1L) {
      throw new FileFormatException(
          entryName("indptr"),
          0,
          "there must be " + (rows + 1L) + " row starts, but are " + array.count());
    }
    int[] starts = array.integers("a row start");
    for (int i = 0; i <= rows; i++) {
      if (starts[i] < (i == 0 ? 0 : starts[i - 1])) {
        throw new FileFormatException(
            entryName("indptr"),
            array.offset(i),
            "row starts must not fall, but start " + i + " is " + starts[i]);
      }
    }
    return starts;
  }

  private void checkLength(String entry, int length, int stored) throws FileFormatException {
    if (length < stored) {
      throw new FileFormatException(
          entryName(entry),
          0,
          "there must be " + stored + " values, where the last row ends, but are " + length);
    }
  }

  private String entryName(String entry) {
    return name + ", entry " + entry + ".npy";
  }

  private <T> T entry(String entry, int dimensions, Values<T> values) throws IOException {
    ZipEntry found = archive.getEntry(entry + ".npy");
    if (found == null) {
      throw new FileFormatException(
          name, 0, "the archive must have an entry " + entry + ".npy, but has none");
    }
    CRC32 sum = new CRC32();
    try (InputStream in = new CheckedInputStream(archive.getInputStream(found), sum)) {
      T result = values.of(new NpyArray(entryName(entry), in, dimensions));
      if (sum.getValue() != found.getCrc()) {
        throw new FileFormatException(
            entryName(entry), 0, "the checksum must match the contents, but does not");
      }
      return result;
    }
  }
}
