package io.github.kmeans4j.bench.sparse;

import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.data.SparseFile;
import io.github.kmeans4j.core.data.SvmlightFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Sparse rows of floats, in the three arrays of SciPy. */
final class Csr {
  private static final int ALIGNMENT = 64;

  final int columns;
  private int[] starts = new int[1025];
  private int[] indices = new int[1024];
  private float[] values = new float[1024];
  private int rows;

  /** Without rows. */
  Csr(int columns) {
    this.columns = columns;
  }

  /** Adds a row: columns and their values. */
  void add(SortedMap<Integer, Double> row) {
    if (rows + 1 == starts.length) {
      starts = Arrays.copyOf(starts, 2 * rows + 1);
    }
    int at = starts[rows];
    if (at + row.size() > indices.length) {
      indices = Arrays.copyOf(indices, 2 * (at + row.size()));
      values = Arrays.copyOf(values, indices.length);
    }
    for (var cell : row.entrySet()) {
      indices[at] = cell.getKey();
      values[at++] = cell.getValue().floatValue();
    }
    starts[++rows] = at;
  }

  int rows() {
    return rows;
  }

  int stored() {
    return starts[rows];
  }

  /** The rows as the library takes them. */
  Points points() {
    return Points.ofSparseRows(Arrays.copyOf(starts, rows + 1), indices, values, columns);
  }

  /**
   * Weighs words: by how seldom their column is, each row then divided by its length (TF-IDF, as
   * scikit-learn's {@code TfidfVectorizer} does it).
   */
  void weigh() {
    int[] rowsWith = new int[columns];
    for (int p = 0; p < stored(); p++) {
      rowsWith[indices[p]]++;
    }
    for (int i = 0; i < rows; i++) {
      double lengthSq = 0;
      for (int p = starts[i]; p < starts[i + 1]; p++) {
        values[p] *= (float) (1 + Math.log((1.0 + rows) / (1 + rowsWith[indices[p]])));
        lengthSq += (double) values[p] * values[p];
      }
      for (int p = starts[i]; p < starts[i + 1]; p++) {
        values[p] /= (float) Math.sqrt(lengthSq);
      }
    }
  }

  /**
   * Reads a file.
   *
   * @param file SciPy's {@code .npz}; any other name: svmlight text that counts columns from 1
   * @return its rows, values rounded to floats
   */
  static Csr read(Path file) throws IOException {
    SparseFile read =
        file.toString().endsWith(".npz")
            ? SparseFile.npz(file)
            : SvmlightFormat.oneBased().read(file);
    Csr csr = new Csr(read.points().columns());
    csr.starts = read.rowStarts();
    csr.indices = read.columnIndices();
    csr.rows = csr.starts.length - 1;
    double[] doubles = read.values();
    csr.values = new float[doubles.length];
    for (int p = 0; p < doubles.length; p++) {
      csr.values[p] = (float) doubles[p];
    }
    return csr;
  }

  /** Writes SciPy's {@code .npz}, not compressed more than it must be. */
  void write(Path file) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(part))) {
      zip.setLevel(1);
      ByteBuffer format = ByteBuffer.wrap("csr".getBytes(StandardCharsets.US_ASCII));
      array(zip, "format", "|S3", "", format);
      array(zip, "shape", "<i4", "2,", ints(new int[] {rows, columns}, 2));
      array(zip, "indptr", "<i4", rows + 1 + ",", ints(starts, rows + 1));
      array(zip, "indices", "<i4", stored() + ",", ints(indices, stored()));
      ByteBuffer data = ByteBuffer.allocate(4 * stored()).order(ByteOrder.LITTLE_ENDIAN);
      data.asFloatBuffer().put(values, 0, stored());
      array(zip, "data", "<f4", stored() + ",", data);
    }
    Files.move(part, file);
  }

  private static ByteBuffer ints(int[] numbers, int count) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * count).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asIntBuffer().put(numbers, 0, count);
    return bytes;
  }

  private static void array(
      ZipOutputStream zip, String name, String type, String shape, ByteBuffer content)
      throws IOException {
    zip.putNextEntry(new ZipEntry(name + ".npy"));
    String text = "{'descr': '%s', 'fortran_order': False, 'shape': (%s), }".formatted(type, shape);
    int length = (10 + text.length()) / ALIGNMENT * ALIGNMENT + ALIGNMENT - 10;
    OutputStream out = zip;
    out.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
    out.write(new byte[] {(byte) length, (byte) (length >> 8)});
    String padded = text + " ".repeat(length - text.length() - 1) + "\n";
    out.write(padded.getBytes(StandardCharsets.US_ASCII));
    out.write(content.array());
    zip.closeEntry();
  }
}
