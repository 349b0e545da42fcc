package io.github.kmeans4j.internal.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.kmeans4j.io.FileFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The frame: every way in which it can be wrong has a message of its own. */
class ModelFileTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("model");
  }

  @Test
  void layoutIsWhatTheDocumentationSays() throws IOException {
    ModelFile.write(
        file,
        7,
        out -> {
          out.putInt(1);
          out.putString("ü");
        });
    ByteBuffer expected = ByteBuffer.allocate(24 + 10 + 4);
    expected.put(new byte[] {(byte) 0x89, 'K', 'M', '4', 'J', 0x0D, 0x0A, 0x1A});
    expected.putInt(1).putInt(7).putLong(10);
    expected.putInt(1).putInt(2).put((byte) 0xC3).put((byte) 0xBC);
    CRC32 crc = new CRC32();
    crc.update(expected.array(), 0, 34);
    expected.putInt((int) crc.getValue());
    assertArrayEquals(expected.array(), Files.readAllBytes(file));
  }

  @Test
  void anInterruptIsToldOfTheFile() throws IOException {
    sample();
    Thread.currentThread().interrupt();
    ClosedByInterruptException e =
        assertThrows(
            ClosedByInterruptException.class,
            () -> ModelFile.read(file, ModelFile.CLUSTERING, in -> ""));
    assertTrue(Thread.interrupted());
    assertEquals(
        file + ": the thread was interrupted while it read, which closes the file", e.getMessage());
  }

  @Test
  void fieldsLongerThanTheBufferComeBack() throws IOException {
    double[] values = new Random(1).doubles(50_001, -1, 1).toArray();
    long[] numbers = new Random(2).longs(30_000).toArray();
    ModelFile.write(
        file,
        ModelFile.CLUSTERING,
        out -> {
          out.putString("long");
          out.putDoubles(values);
          for (long number : numbers) {
            out.putLong(number);
          }
          out.putDoubles(values);
        });
    ModelFile.read(
        file,
        ModelFile.CLUSTERING,
        in -> {
          assertEquals("long", in.readString("name"));
          assertArrayEquals(values, in.readDoubles("values", values.length, -1, 1));
          assertArrayEquals(
              numbers, in.readLongs("numbers", numbers.length, Long.MIN_VALUE, Long.MAX_VALUE));
          assertArrayEquals(values, in.readMatrix("matrix", 3, 16_667, 1));
          return "";
        });
  }

  @Test
  void everyTruncationIsRefused() throws IOException {
    byte[] whole = sample();
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      String problem =
          length < 28
              ? ", byte " + length + ": a model file has at least 28 bytes, but this one ends here"
              : ", byte 16: the model has 12 bytes by the header, but "
                  + (length - 28)
                  + " by the size of the file; it is cut off, too long or damaged";
      assertEquals(file + problem, failure());
    }
    Files.write(file, Arrays.copyOf(whole, whole.length + 1));
    assertEquals(
        file
            + ", byte 16: the model has 12 bytes by the header, but 13 by the size of the file; it"
            + " is cut off, too long or damaged",
        failure());
  }

  @Test
  void everyFlippedBitIsRefused() throws IOException {
    byte[] whole = sample();
    for (int bit = 0; bit < 8 * whole.length; bit++) {
      byte[] damaged = whole.clone();
      damaged[bit / 8] ^= (byte) (1 << bit % 8);
      Files.write(file, damaged);
      failure();
    }
  }

  @Test
  void headersAreNamed() throws IOException {
    byte[] whole = sample();
    Files.write(file, whole);
    assertEquals(
        file + ", byte 12: the file must hold a fitter for streams (2), but holds a clustering (1)",
        assertThrows(
                FileFormatException.class,
                () -> ModelFile.read(file, ModelFile.STREAM_FITTER, in -> in.readString("x")))
            .getMessage());
    whole[11] = 2;
    Files.write(file, whole);
    assertEquals(
        file + ", byte 8: the version must be 1, but is 2; a newer kmeans4j may be able to read it",
        failure());
    Files.writeString(file, "{\"k\": 3}");
    assertEquals(
        file
            + ", byte 0: a model file begins with 89 4b 4d 34 4a 0d 0a 1a, but this one with 7b 22"
            + " 6b 22 3a 20 33 7d; it is no model of kmeans4j, or was changed as if it were text",
        failure());
  }

  @Test
  void damagedPayloadShowsInTheChecksum() throws IOException {
    byte[] whole = sample();
    whole[30] ^= 4;
    Files.write(file, whole);
    CRC32 crc = new CRC32();
    crc.update(whole, 0, 36);
    assertEquals(
        String.format(
            "%s, byte 36: the checksum must be %08x, as the bytes before it give, but is %08x;"
                + " the file is damaged",
            file, (int) crc.getValue(), ByteBuffer.wrap(whole).getInt(36)),
        failure());
  }

  @Test
  void valuesOutsideTheirRangeAreNamed() throws IOException {
    sample();
    assertEquals(
        file + ", byte 24: count must be at least 6, but is 5",
        failure(in -> in.readInt("count", 6)));
    assertEquals(
        file + ", byte 28: x must be in 0.0..1.0, but is NaN",
        failure(in -> in.readInt("count", 0) + in.readDouble("x", 0, 1)));
    assertEquals(
        file + ", byte 28: x: entry 0 must be in 0.0..1.0, but is NaN",
        failure(in -> in.readInt("count", 0) + in.readDoubles("x", 1, 0, 1)[0]));
    assertEquals(
        file + ", byte 28: x: entry 0 must be in 0..1, but is 9221120237041090560",
        failure(in -> in.readInt("count", 0) + in.readLongs("x", 1, 0, 1)[0]));
    assertEquals(
        file + ", byte 36: y takes 4 bytes, but the model has only 0 left",
        failure(in -> in.readInt("count", 0) + in.readDouble("x") + in.readInt("y", 0)));
    assertEquals(
        file + ", byte 28: m takes 4611686014132420609 × 8 bytes, but the model has only 8 left",
        failure(
            in ->
                in.readInt("count", 0)
                    + in.readMatrix("m", Integer.MAX_VALUE, Integer.MAX_VALUE, 1)[0]));
    assertEquals(
        file + ", byte 28: name must have at most 1024 bytes, but has 2146959360",
        failure(in -> in.readInt("count", 0) + in.readString("name")));
  }

  private byte[] sample() throws IOException {
    ModelFile.write(
        file,
        ModelFile.CLUSTERING,
        out -> {
          out.putInt(5);
          out.putDouble(Double.NaN);
        });
    return Files.readAllBytes(file);
  }

  private String failure() {
    return failure(in -> in.readInt("count", 0) + in.readDouble("x"));
  }

  private String failure(ModelFile.Parser<Object> parser) {
    return String.valueOf(
        assertThrows(
                FileFormatException.class, () -> ModelFile.read(file, ModelFile.CLUSTERING, parser))
            .getMessage());
  }
}
