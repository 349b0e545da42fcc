package io.github.kmeans4j.mnist.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.kmeans4j.mnist.idx.IdxBytes;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChecksumsTest {
  /** The example of FIPS 180-2, appendix B.1. */
  private static final String ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @TempDir Path folder;

  private Path file(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("file"), bytes);
  }

  @Test
  void aFileHasTheSameChecksumPlainAndGzipped() throws IOException {
    byte[] abc = "abc".getBytes(StandardCharsets.US_ASCII);
    assertEquals(ABC, Checksums.sha256(file(abc), 3));
    assertEquals(ABC, Checksums.sha256(file(IdxBytes.gzip(abc)), 3));
  }

  @Test
  void aLongerFileIsNotReadToItsEnd() throws IOException {
    byte[] packed = IdxBytes.gzip(new byte[50_000_000]);
    Path bomb = file(Arrays.copyOf(packed, packed.length - 1000));
    assertThrows(EOFException.class, () -> Checksums.sha256(bomb, 50_000_000));
    assertNotEquals(ABC, Checksums.sha256(bomb, 3));
  }
}
