package io.github.kmeans4j.internal.model;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** Receives the fields of a model that is being saved. Not thread-safe. */
public final class ModelOutput {
  static final int BUFFER = 1 << 16;

  private final @Nullable Target target;
  private final CRC32 crc = new CRC32();
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
  private long flushed;

  /** Where the bytes go. */
  @FunctionalInterface
  interface Target {
    /** Takes all that remains in a buffer that has an array. */
    void write(ByteBuffer bytes) throws IOException;
  }

  /** Creates it; without a target it only counts. */
  ModelOutput(@Nullable Target target) {
    this.target = target;
  }

  /**
   * Writes a number of 4 bytes.
   *
   * @param value any
   * @throws IOException if the file cannot be written
   */
  public void putInt(int value) throws IOException {
    room(Integer.BYTES).putInt(value);
  }

  /**
   * Writes a number of 8 bytes.
   *
   * @param value any
   * @throws IOException if the file cannot be written
   */
  public void putLong(long value) throws IOException {
    room(Long.BYTES).putLong(value);
  }

  /**
   * Writes a floating-point number of 8 bytes.
   *
   * @param value any
   * @throws IOException if the file cannot be written
   */
  public void putDouble(double value) throws IOException {
    room(Double.BYTES).putDouble(value);
  }

  /**
   * Writes floating-point numbers one after the other, without their number.
   *
   * @param values any
   * @throws IOException if the file cannot be written
   */
  public void putDoubles(double[] values) throws IOException {
    for (double value : values) {
      putDouble(value);
    }
  }

  /**
   * Writes a string: the number of its bytes and its UTF-8 bytes.
   *
   * @param value of at most {@value ModelInput#LONGEST_STRING} bytes
   * @throws IllegalArgumentException if it is longer
   * @throws IOException if the file cannot be written
   */
  public void putString(String value) throws IOException {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > ModelInput.LONGEST_STRING) {
      throw new IllegalArgumentException(
          "value must have at most "
              + ModelInput.LONGEST_STRING
              + " bytes to be saved, but has "
              + bytes.length);
    }
    putInt(bytes.length);
    bytes(bytes);
  }

  /** Writes a few bytes as they are. */
  void bytes(byte[] bytes) throws IOException {
    room(bytes.length).put(bytes);
  }

  long length() {
    return flushed + buffer.position();
  }

  /** Writes the checksum of everything so far. */
  void end() throws IOException {
    flush();
    putInt((int) crc.getValue());
    flush();
  }

  private ByteBuffer room(int bytes) throws IOException {
    if (buffer.remaining() < bytes) {
      flush();
    }
    return buffer;
  }

  private void flush() throws IOException {
    buffer.flip();
    flushed += buffer.limit();
    if (target != null) {
      crc.update(buffer);
      target.write(buffer.rewind());
    }
    buffer.clear();
  }
}
