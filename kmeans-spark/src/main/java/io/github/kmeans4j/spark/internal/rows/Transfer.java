package io.github.kmeans4j.spark.internal.rows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Values as bytes, for answers. */
public final class Transfer {
  private Transfer() {}

  /** Writes something. */
  @FunctionalInterface
  public interface Writer {
    /**
     * Writes it.
     *
     * @param out where to
     * @throws IOException never, for memory
     */
    void writeTo(DataOutputStream out) throws IOException;
  }

  /** Reads something. */
  @FunctionalInterface
  public interface Reader {
    /**
     * Reads it.
     *
     * @param in where from
     * @throws IOException if there are too few bytes
     */
    void readFrom(DataInputStream in) throws IOException;
  }

  /**
   * Collects what is written.
   *
   * @param writer what writes
   * @return the bytes
   */
  public static byte[] bytes(Writer writer) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      writer.writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * Reads what {@link #bytes} collected.
   *
   * @param bytes not changed
   * @param reader what reads
   */
  public static void read(byte[] bytes, Reader reader) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      reader.readFrom(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
