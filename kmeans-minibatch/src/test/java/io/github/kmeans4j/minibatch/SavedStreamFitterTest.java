package io.github.kmeans4j.minibatch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.kmeans4j.Clustering;
import io.github.kmeans4j.FitInterruptedException;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.internal.model.ModelFile;
import io.github.kmeans4j.io.FileFormatException;
import io.github.kmeans4j.minibatch.internal.stream.StreamRandom;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A fitter that was saved and loaded goes on as if it had never stopped. */
class SavedStreamFitterTest {
  /** More clusters than clumps: centroids of low counts keep moving, by random numbers. */
  private static final StreamKMeans ESTIMATOR =
      new StreamKMeans(12).withSeed(-7).withReassignmentRatio(0.6);

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("fitter");
  }

  private static Points batch(int number) {
    Random random = new Random(number);
    float[] values = new float[40 * 3];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (random.nextGaussian() + 20 * (i / 3 % 4));
    }
    return Points.of(values, 40, 3);
  }

  @Test
  void goesOnBitForBit() throws IOException {
    StreamFitter whole = ESTIMATOR.begin();
    StreamFitter resumed = ESTIMATOR.begin();
    long begun = StreamRandom.of(-7).step().state();
    for (int t = 0; t < 30; t++) {
      whole.partialFit(batch(t));
      resumed.partialFit(batch(t)).save(file);
      resumed = StreamFitter.load(file);
      assertSame(whole.toClustering(), resumed.toClustering());
      assertEquals(whole.batches(), resumed.batches());
      Path other = folder.resolve("whole");
      whole.save(other);
      assertArrayEquals(Files.readAllBytes(other), Files.readAllBytes(file));
    }
    boolean drew =
        ModelFile.read(
            file,
            ModelFile.STREAM_FITTER,
            in -> {
              in.readString("step");
              in.readInt("k", 1);
              in.readInt("d", 1);
              in.readLong("seed", -7, -7);
              for (int i = 0; i < 4; i++) {
                in.readDouble("ratio, batches, inertia, rows");
              }
              long state = in.readLong("random", Long.MIN_VALUE, Long.MAX_VALUE);
              in.readLongs("sizes", 12, 0, 1200);
              in.readDoubles("counts", 12, 0, 1200);
              in.readMatrix("centroids", 12, 3, 100);
              return state != begun;
            });
    assertTrue(drew, "no centroid ever moved by a random number: the test shows nothing");
  }

  @Test
  void streamsCarryTheBytesOfFiles() throws IOException {
    StreamFitter fitter = ESTIMATOR.begin().partialFit(batch(1));
    fitter.save(file);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    fitter.save(out);
    assertArrayEquals(Files.readAllBytes(file), out.toByteArray());
    out.write(7);
    ByteArrayInputStream in = new ByteArrayInputStream(out.toByteArray());
    StreamFitter loaded = StreamFitter.load(in);
    assertEquals(7, in.read());
    assertSame(
        fitter.partialFit(batch(2)).toClustering(), loaded.partialFit(batch(2)).toClustering());
    assertEquals(
        "stream, byte 0: a model file has at least 28 bytes, but this one ends here",
        assertThrows(FileFormatException.class, () -> StreamFitter.load(in)).getMessage());
  }

  @Test
  void sizeIsWhatTheDocumentationSays() throws IOException {
    ESTIMATOR.begin().partialFit(batch(1)).save(file);
    assertEquals(8L * 12 * (3 + 2), Files.size(file), 110);
  }

  @Test
  void thereIsNothingToSaveBeforeTheFirstBatch() {
    assertThrows(IllegalStateException.class, () -> ESTIMATOR.begin().save(file));
    assertTrue(Files.notExists(file));
  }

  @Test
  void interruptedBatchIsNotLearned() throws IOException {
    StreamFitter fitter = ESTIMATOR.begin();
    Thread.currentThread().interrupt();
    assertThrows(FitInterruptedException.class, () -> fitter.partialFit(batch(0)));
    assertTrue(Thread.interrupted());
    assertEquals(0, fitter.batches());
    fitter.partialFit(batch(0));
    assertSame(ESTIMATOR.begin().partialFit(batch(0)).toClustering(), fitter.toClustering());
  }

  @Test
  void impossibleFieldsAreNamed() throws IOException {
    forge("classic", 2, 1, 0.01, 1, 3, 5);
    assertArrayEquals(new double[] {5, 3}, StreamFitter.load(file).toClustering().centroids().data);
    forge("nested", 2, 1, 0.01, 1, 3, 5);
    assertFails(24, "the step must be \"classic\", but is \"nested\"");
    forge("classic", Integer.MAX_VALUE, 1, 0.01, 1, 3, 5);
    assertFails(91, "sizes takes 2147483647 × 8 bytes, but the model has only 48 left");
    forge("classic", 2, Integer.MAX_VALUE, 0.01, 1, 3, 5);
    assertFails(123, "centroids takes 4294967294 × 8 bytes, but the model has only 16 left");
    forge("classic", 2, 1, 1.5, 1, 3, 5);
    assertFails(51, "reassignment ratio must be in 0.0..1.0, but is 1.5");
    forge("classic", 2, 1, 0.01, 0, 3, 5);
    assertFails(59, "batches must be in 1..2147483647, but is 0");
    forge("classic", 2, 1, 0.01, 1, -1, 5);
    assertFails(107, "counts: entry 0 must be in 0.0..1.7976931348623157E308, but is -1.0");
    forge("classic", 2, 1, 0.01, 1, 3, Double.NaN);
    assertFails(
        123,
        "centroids must be finite and at most 1.3407807929942596E154 in magnitude, but row 0,"
            + " column 0 is NaN");
    Clustering clustering = ESTIMATOR.begin().partialFit(batch(1)).toClustering();
    clustering.save(file);
    assertFails(12, "the file must hold a fitter for streams (2), but holds a clustering (1)");
  }

  private void forge(
      String step, int k, int d, double ratio, long batches, double count, double centroid)
      throws IOException {
    ModelFile.write(
        file,
        ModelFile.STREAM_FITTER,
        out -> {
          out.putString(step);
          out.putInt(k);
          out.putInt(d);
          out.putLong(9);
          out.putDouble(ratio);
          out.putLong(batches);
          out.putDouble(0.5);
          out.putLong(0);
          out.putLong(1);
          for (int j = 0; j < 2; j++) {
            out.putLong(3);
          }
          out.putDoubles(new double[] {count, 3});
          out.putDoubles(new double[] {centroid, 3});
        });
  }

  private void assertFails(long offset, String problem) {
    FileFormatException e = assertThrows(FileFormatException.class, () -> StreamFitter.load(file));
    assertEquals(file + ", byte " + offset + ": " + problem, e.getMessage());
  }

  private static void assertSame(Clustering expected, Clustering actual) {
    assertArrayEquals(expected.centroids().data, actual.centroids().data);
    assertArrayEquals(expected.sizes(), actual.sizes());
    assertEquals(expected.inertia(), actual.inertia());
    assertEquals(expected.iterations(), actual.iterations());
  }
}
