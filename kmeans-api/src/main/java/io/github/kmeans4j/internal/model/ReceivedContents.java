package io.github.kmeans4j.internal.model;

import java.nio.ByteBuffer;

/**
 * A model that came from a stream, received in two steps.
 *
 * @param header its first bytes
 * @param rest all the others that came
 */
record ReceivedContents(byte[] header, byte[] rest) implements Contents {
  @Override
  public int read(ByteBuffer target, long position) {
    boolean inHeader = position < header.length;
    byte[] part = inHeader ? header : rest;
    int from = (int) (inHeader ? position : position - header.length);
    if (from >= part.length) {
      return -1;
    }
    int count = Math.min(target.remaining(), part.length - from);
    target.put(part, from, count);
    return count;
  }
}
