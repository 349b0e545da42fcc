package io.github.kmeans4j.mnist.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;

/** Checksums of what is inside files. */
final class Checksums {
  private Checksums() {}

  /**
   * SHA-256 of a file's bytes, uncompressed if it is gzipped. If there are more of them than
   * expected, the end is not looked at and the result is another one: a few bytes of gzip can stand
   * for so many that they would take minutes.
   */
  static String sha256(Path file, long expected) throws IOException {
    try (BufferedInputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      in.mark(2);
      boolean gzipped = in.read() == 0x1F && in.read() == 0x8B;
      in.reset();
      InputStream bytes = gzipped ? new GZIPInputStream(in, 1 << 16) : in;
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] piece = new byte[1 << 16];
      long seen = 0;
      for (int got = 0; got >= 0 && seen <= expected; got = bytes.read(piece)) {
        digest.update(piece, 0, got);
        seen += got;
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JVM has SHA-256", e);
    }
  }
}
