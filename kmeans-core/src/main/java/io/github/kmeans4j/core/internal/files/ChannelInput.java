package io.github.kmeans4j.core.internal.files;

import io.github.kmeans4j.internal.door.ClosedFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;

/** The bytes of a file from a place on; leaves the file's own position alone, and the file open. */
public final class ChannelInput extends InputStream {
  private final String name;
  private final FileChannel channel;
  private long position;

  /**
   * Begins at a place.
   *
   * @param name what messages call the file
   * @param channel the file
   * @param position of the first byte
   */
  public ChannelInput(String name, FileChannel channel, long position) {
    this.name = name;
    this.channel = channel;
    this.position = position;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    try {
      int got = channel.read(ByteBuffer.wrap(bytes, from, length), position);
      position += Math.max(0, got);
      return got;
    } catch (ClosedChannelException e) {
      throw ClosedFile.read(name, e);
    }
  }
}
