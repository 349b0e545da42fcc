package io.github.kmeans4j.core.data;

import io.github.kmeans4j.BlockSource;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.internal.files.ChannelInput;
import io.github.kmeans4j.core.internal.files.SparseBuilder;
import io.github.kmeans4j.core.internal.files.SvmlightText;
import io.github.kmeans4j.core.internal.files.TextScanner;
import io.github.kmeans4j.internal.door.InputFile;
import io.github.kmeans4j.io.FileFormatException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;

/** Rows of a svmlight file, found again by where every 64th of them begins. */
final class SvmlightSource implements BlockSource {
  private static final int STRIDE = 64;

  /** What is read at once; single rows are read too. */
  private static final int PIECE = 1 << 14;

  private final String name;
  private final FileChannel channel;
  private final SvmlightFormat format;
  private long[] offsets = new long[16];
  private long rows;
  private int columns;

  private SvmlightSource(String name, FileChannel channel, SvmlightFormat format) {
    this.name = name;
    this.channel = channel;
    this.format = format;
  }

  static SvmlightSource open(Path file, SvmlightFormat format) throws IOException {
    FileChannel channel = InputFile.channel(file);
    try {
      SvmlightSource source = new SvmlightSource(file.toString(), channel, format);
      source.look();
      return source;
    } catch (IOException | RuntimeException e) {
      try (channel) {
        throw e;
      }
    }
  }

  /** Reads and checks all rows, and keeps where they are. */
  private void look() throws IOException {
    TextScanner scanner = scanner(0);
    scanner.refuseOthers();
    SvmlightText text = format.text(scanner);
    SparseBuilder row = new SparseBuilder();
    while (text.findRow()) {
      if (rows % STRIDE == 0) {
        int index = (int) (rows / STRIDE);
        offsets = index == offsets.length ? Arrays.copyOf(offsets, 2 * index) : offsets;
        offsets[index] = text.rowOffset();
      }
      row.clear();
      text.readRow(row);
      rows++;
    }
    columns = format.columns(name, scanner.offset(), rows, row.largestColumn());
  }

  private TextScanner scanner(long offset) {
    return new TextScanner(
        name, new ChannelInput(name, channel, offset), offset, SvmlightText.MARKS, PIECE);
  }

  @Override
  public long rows() {
    return rows;
  }

  @Override
  public int columns() {
    return columns;
  }

  @Override
  public Points read(long firstRow, int count) throws IOException {
    Ranges.check(this, firstRow, count);
    TextScanner scanner = scanner(offsets[(int) (firstRow / STRIDE)]);
    SvmlightText text = format.text(scanner);
    SparseBuilder block = new SparseBuilder();
    int skipped = (int) (firstRow % STRIDE);
    while (block.rows() < count) {
      if (!text.findRow()) {
        throw new FileFormatException(
            name,
            scanner.offset(),
            "the file must go on for "
                + (count - block.rows() + skipped)
                + " more rows, but ends here");
      }
      if (skipped > 0) {
        text.skipRow();
        skipped--;
      } else {
        text.readRow(block);
      }
    }
    if (block.largestColumn() >= columns) {
      throw new FileFormatException(
          name,
          scanner.offset(),
          "there must be "
              + columns
              + " columns, as when the file was opened, but here is index "
              + block.largestColumn());
    }
    return block.points(columns);
  }

  /** Closes the file. */
  @Override
  public void close() throws IOException {
    channel.close();
  }

  /** Describes file and shape. */
  @Override
  public String toString() {
    return "SvmlightSource[" + name + ": " + rows + " × " + columns + "]";
  }
}
