package io.github.kmeans4j.core.data;

import io.github.kmeans4j.BlockSource;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.internal.work.Chunks;
import io.github.kmeans4j.internal.door.InputFile;
import io.github.kmeans4j.io.FileFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Rows of a file of any size: raw values, IDX or NumPy's {@code .npy}. The header and the size of
 * the file are checked when it is opened, its values are not.
 *
 * <pre>{@code
 * try (FileSource rows = FileSource.npy(Path.of("rows.npy"))) {
 *   Clustering c = new SourceKMeans(100).fit(rows);
 * }
 * try (FileSource images = FileSource.idx(Path.of("train-images-idx3-ubyte"))) {
 *   Points all = images.read(0, (int) images.rows());
 * }
 * try (FileSource raw = FileSource.raw(file, ValueType.FLOAT, ByteOrder.LITTLE_ENDIAN, 768)) {
 *   Clustering c = new SourceKMeans(1000).fit(raw);
 * }
 * }</pre>
 *
 * <p>Thread-safe: each call of {@link #read} reads at its own place, into a new array of the file's
 * own precision, with at most 1 MiB beside it. The file stays open until {@link #close}, and must
 * not change meanwhile; a file that gets shorter ends in a {@link FileFormatException}.
 *
 * <p>As with every {@link FileChannel}, a thread that is interrupted while it reads closes the
 * file. Fits read on a thread of their own, which nobody interrupts.
 */
public final class FileSource implements BlockSource {
  /** What is read at once, so that buffers outside the heap, which the JDK keeps, stay small. */
  private static final int PIECE = 1 << 20;

  private final String name;
  private final FileChannel channel;
  private final FileLayout layout;

  private FileSource(String name, FileChannel channel, FileLayout layout) {
    this.name = name;
    this.channel = channel;
    this.layout = layout;
  }

  /** Finds the layout of an open file. */
  @FunctionalInterface
  private interface Header {
    FileLayout read(String name, FileChannel channel) throws IOException;
  }

  /**
   * Opens an uncompressed IDX file of unsigned bytes, floats or doubles. The first dimension counts
   * the rows; the others together are the columns, so that an image is a row; a file of one
   * dimension has one column.
   *
   * @param file an IDX file
   * @return its rows; to be closed
   * @throws FileFormatException if it is no such file, or longer or shorter than its header says
   * @throws IOException if it cannot be read
   */
  public static FileSource idx(Path file) throws IOException {
    return open(file, IdxHeader::read);
  }

  /**
   * Opens a {@code .npy} file, versions 1 to 3, of types u1, f4 or f8 in either byte order, in C
   * order. The first dimension counts the rows, the others together are the columns; an array of
   * one dimension has one column.
   *
   * @param file what {@code numpy.save} wrote
   * @return its rows; to be closed
   * @throws FileFormatException if it is no such file (Fortran order is refused too), or longer or
   *     shorter than its header says
   * @throws IOException if it cannot be read
   */
  public static FileSource npy(Path file) throws IOException {
    return open(file, NpyHeader::read);
  }

  /**
   * Opens a file of row-major values and nothing else.
   *
   * @param file values without a header
   * @param type how a value is kept
   * @param order byte order of a value; without meaning for bytes
   * @param columns number of columns ≥ 1
   * @return its rows, as many as the file has; to be closed
   * @throws IllegalArgumentException if there are no columns
   * @throws FileFormatException if the file is empty or ends within a row
   * @throws IOException if it cannot be read
   */
  public static FileSource raw(Path file, ValueType type, ByteOrder order, int columns)
      throws IOException {
    return raw(file, type, order, columns, 0);
  }

  /**
   * Opens a file of row-major values after a header that is not looked at.
   *
   * @param file values after a header
   * @param type how a value is kept
   * @param order byte order of a value; without meaning for bytes
   * @param columns number of columns ≥ 1
   * @param offset length of the header in bytes, at least 0
   * @return its rows, as many as the file has; to be closed
   * @throws IllegalArgumentException if there are no columns or the offset is negative
   * @throws FileFormatException if there are no rows or the file ends within one
   * @throws IOException if it cannot be read
   */
  public static FileSource raw(Path file, ValueType type, ByteOrder order, int columns, long offset)
      throws IOException {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(order, "order");
    if (columns < 1) {
      throw new IllegalArgumentException("columns must be at least 1, but are " + columns);
    }
    if (offset < 0) {
      throw new IllegalArgumentException("offset must be at least 0, but is " + offset);
    }
    long rowBytes = (long) columns * type.bytes();
    return open(
        file,
        (name, channel) -> {
          long size = channel.size();
          if (size < offset || size - offset < rowBytes || (size - offset) % rowBytes != 0) {
            throw new FileFormatException(
                name,
                size,
                "the file must have whole rows of "
                    + rowBytes
                    + " bytes after byte "
                    + offset
                    + ", but ends here");
          }
          return new FileLayout(type, order, offset, (size - offset) / rowBytes, columns);
        });
  }

  private static FileSource open(Path file, Header header) throws IOException {
    FileChannel channel = InputFile.channel(file);
    String name = file.toString();
    try {
      return new FileSource(name, channel, header.read(name, channel));
    } catch (IOException | RuntimeException e) {
      try (channel) {
        throw e;
      }
    }
  }

  @Override
  public long rows() {
    return layout.rows();
  }

  @Override
  public int columns() {
    return layout.columns();
  }

  /**
   * Returns how a value is kept, which is also the precision of the blocks.
   *
   * @return the type
   */
  public ValueType type() {
    return layout.type();
  }

  @Override
  public Points read(long firstRow, int rows) throws IOException {
    Ranges.check(this, firstRow, rows);
    int d = layout.columns();
    if ((long) rows * d > Chunks.LARGEST_ARRAY) {
      throw new IllegalArgumentException(
          "rows: " + rows + " × " + d + " values do not fit into one array");
    }
    int count = rows * d;
    long at = layout.offset() + firstRow * d * layout.type().bytes();
    return switch (layout.type()) {
      case UNSIGNED_BYTE -> Points.ofUnsignedBytes(bytes(at, count), rows, d);
      case FLOAT -> Points.of(floats(at, count), rows, d);
      case DOUBLE -> Points.of(doubles(at, count), rows, d);
    };
  }

  private byte[] bytes(long at, int count) throws IOException {
    byte[] values = new byte[count];
    int size;
    for (int done = 0; done < count; done += size) {
      size = Math.min(PIECE, count - done);
      FileLayout.readFully(name, channel, ByteBuffer.wrap(values, done, size), at + done);
    }
    return values;
  }

  private float[] floats(long at, int count) throws IOException {
    float[] values = new float[count];
    ByteBuffer piece = piece(4L * count);
    int size;
    for (int done = 0; done < count; done += size) {
      size = Math.min(piece.capacity() / 4, count - done);
      FileLayout.readFully(name, channel, piece.clear().limit(4 * size), at + 4L * done);
      piece.flip().asFloatBuffer().get(values, done, size);
    }
    return values;
  }

  private double[] doubles(long at, int count) throws IOException {
    double[] values = new double[count];
    ByteBuffer piece = piece(8L * count);
    int size;
    for (int done = 0; done < count; done += size) {
      size = Math.min(piece.capacity() / 8, count - done);
      FileLayout.readFully(name, channel, piece.clear().limit(8 * size), at + 8L * done);
      piece.flip().asDoubleBuffer().get(values, done, size);
    }
    return values;
  }

  private ByteBuffer piece(long bytes) {
    return ByteBuffer.allocate((int) Math.min(PIECE, bytes)).order(layout.order());
  }

  /** Closes the file; reads end in a {@link ClosedChannelException} from then on. */
  @Override
  public void close() throws IOException {
    channel.close();
  }

  /**
   * Describes file and shape.
   *
   * @return for example {@code FileSource[pixels.npy: 60000 × 784 UNSIGNED_BYTE]}
   */
  @Override
  public String toString() {
    return "FileSource["
        + name
        + ": "
        + layout.rows()
        + " × "
        + layout.columns()
        + " "
        + layout.type()
        + "]";
  }
}
