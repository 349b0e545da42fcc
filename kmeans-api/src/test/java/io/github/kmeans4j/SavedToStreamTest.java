package io.github.kmeans4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.kmeans4j.io.FileFormatException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Streams carry the bytes of files, end where the model ends, and are believed as little. */
class SavedToStreamTest {
  private static final DistanceMetric METRIC = new SavedClusteringTest.Named("m");

  private static Clustering clustering(int k, int d) {
    double[] values = new Random(k).doubles((long) k * d).toArray();
    return Clustering.builder(DMatrixRMaj.wrap(k, d, values), METRIC)
        .sizes(new Random(d).longs(k, 0, 1L << 40).toArray(), 5)
        .course(1, StopReason.TOLERANCE, List.of(new Iteration(1, 5, 3, 0.5, Duration.ofMillis(3))))
        .build();
  }

  private static byte[] saved(Clustering... clusterings) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Clustering clustering : clusterings) {
      clustering.save(out);
    }
    return out.toByteArray();
  }

  @Test
  void bytesAreThoseOfAFile(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("model");
    clustering(70, 300).save(file);
    assertArrayEquals(Files.readAllBytes(file), saved(clustering(70, 300)));
  }

  @Test
  void severalModelsMayFollowEachOther() throws IOException {
    Clustering first = clustering(70, 300); // longer than a buffer
    Clustering second = clustering(2, 1);
    // One byte at a time, as a slow connection may give them.
    InputStream in =
        new FilterInputStream(new ByteArrayInputStream(saved(first, second))) {
          @Override
          public int read(byte[] target, int from, int count) throws IOException {
            return super.read(target, from, Math.min(count, 1));
          }
        };
    for (Clustering expected : List.of(first, second)) {
      Clustering loaded = Clustering.load(in, METRIC);
      assertArrayEquals(expected.centroids().data, loaded.centroids().data);
      assertArrayEquals(expected.longSizes(), loaded.longSizes());
      assertEquals(expected.history(), loaded.history());
      assertEquals(StopReason.TOLERANCE, loaded.stopReason());
    }
    assertEquals(-1, in.read());
  }

  @Test
  void anInterruptedThreadClosesNoStream() throws IOException {
    List<String> calls = new ArrayList<>();
    ByteArrayOutputStream out =
        new ByteArrayOutputStream() {
          @Override
          public void flush() {
            calls.add("flush");
          }

          @Override
          public void close() {
            calls.add("close");
          }
        };
    Thread.currentThread().interrupt();
    try {
      clustering(2, 1).save(out);
    } finally {
      assertTrue(Thread.interrupted());
    }
    assertEquals(List.of(), calls);
    assertArrayEquals(saved(clustering(2, 1)), out.toByteArray());
  }

  @Test
  void everyTruncationIsRefused() throws IOException {
    byte[] whole = saved(clustering(2, 1));
    for (int length = 0; length < whole.length; length++) {
      String problem =
          length < 24
              ? "byte " + length + ": a model file has at least 28 bytes, but this one ends here"
              : "byte 16: the model has "
                  + (whole.length - 28)
                  + " bytes by the header, but "
                  + Math.max(0, length - 28)
                  + " by the end of the stream; it is cut off or damaged";
      assertEquals("stream, " + problem, failure(Arrays.copyOf(whole, length)));
    }
  }

  @Test
  void everyFlippedBitIsRefused() throws IOException {
    byte[] whole = saved(clustering(2, 1));
    for (int bit = 0; bit < 8 * whole.length; bit++) {
      byte[] damaged = whole.clone();
      damaged[bit / 8] ^= (byte) (1 << bit % 8);
      failure(damaged);
    }
  }

  @Test
  void lengthsAreNotBelieved() throws IOException {
    byte[] whole = saved(clustering(2, 1));
    for (long length : new long[] {-1, Long.MAX_VALUE, Integer.MAX_VALUE - 11L}) {
      ByteBuffer.wrap(whole).putLong(16, length);
      assertEquals(
          "stream, byte 16: the model has "
              + Long.toUnsignedString(length)
              + " bytes by the header, but at most 2147483635 can come from a stream",
          failure(whole));
    }
    ByteBuffer.wrap(whole).putLong(16, Integer.MAX_VALUE - 12L);
    assertEquals(
        "stream, byte 16: the model has 2147483635 bytes by the header, but "
            + (whole.length - 28)
            + " by the end of the stream; it is cut off or damaged",
        failure(whole));
  }

  @Test
  void theMetricIsLookedForLikewise() throws IOException {
    assertEquals(
        "stream, byte 24: the metric \"m\" is not registered; give an instance of it to"
            + " load(file, metric): name: there is no DistanceMetric named \"m\", the known ones"
            + " are []",
        failure(saved(clustering(2, 1))));
  }

  private static String failure(byte[] bytes) {
    return String.valueOf(
        assertThrows(
                FileFormatException.class, () -> Clustering.load(new ByteArrayInputStream(bytes)))
            .getMessage());
  }
}
