package io.github.kmeans4j.internal.model;

import io.github.kmeans4j.io.FileFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The bytes of a model, wherever they are. */
@FunctionalInterface
interface Contents {

  /**
   * Reads some bytes, as {@link java.nio.channels.FileChannel#read(ByteBuffer, long)} does.
   *
   * @param target receives them
   * @param position of the first one
   * @return how many were read, −1 if the model ends before
   * @throws IOException if they cannot be read
   */
  int read(ByteBuffer target, long position) throws IOException;

  /** Fills the target, or fails with the place where the bytes ended. */
  default void readFully(String name, ByteBuffer target, long at) throws IOException {
    int from = target.position();
    while (target.hasRemaining()) {
      long position = at + target.position() - from;
      if (read(target, position) < 0) {
        throw new FileFormatException(name, position, "the file ended while it was read");
      }
    }
  }
}
