package io.github.kmeans4j.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * A file of many synthetic images, written in parallel, the same bytes for any number of threads.
 *
 * <p>An image is a prototype of {@link BenchData#synthetic} in some strength, some part of another
 * one above it, and Gaussian noise where there is ink. So there are more kinds than clusters, and
 * no gaps between them. The noise is read from a table at a random place: 5 billion Gaussian
 * numbers would take longer than the fit.
 */
final class LargeData {
  private static final int COLUMNS = BenchData.COLUMNS;
  private static final int PROTOTYPES = 400;
  private static final int CHUNK = 4096;
  private static final int NOISE = 1 << 18;
  private static final double DEVIATION = 25;

  private final byte[] prototypes = BenchData.synthetic(PROTOTYPES).bytes();
  private final float[] noise = new float[NOISE + COLUMNS];
  private final long seed;

  LargeData(long seed) {
    this.seed = seed;
    Random random = new Random(seed);
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (float) (DEVIATION * random.nextGaussian());
    }
  }

  /**
   * Writes rows of unsigned bytes and nothing else.
   *
   * @param file to create
   * @param rows how many
   * @param threads how many work
   */
  void write(Path file, long rows, int threads) throws IOException {
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      Iterable<Future<?>> parts =
          IntStream.range(0, threads)
              .<Future<?>>mapToObj(
                  part ->
                      executor.submit(
                          () -> {
                            writeEvery(channel, rows, part, threads);
                            return null;
                          }))
              .toList();
      for (Future<?> part : parts) {
        part.get();
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while writing " + file, e);
    } finally {
      executor.shutdownNow();
    }
  }

  /** Writes one of so many chunks, by one of the threads. */
  private void writeEvery(FileChannel channel, long rows, int part, int parts) throws IOException {
    for (long chunk = part; chunk * CHUNK < rows; chunk += parts) {
      long first = chunk * CHUNK;
      ByteBuffer bytes = ByteBuffer.wrap(rows(chunk, (int) Math.min(CHUNK, rows - first)));
      long at = first * COLUMNS;
      while (bytes.hasRemaining()) {
        at += channel.write(bytes, at);
      }
    }
  }

  /** Draws the first rows of a chunk, which has random numbers of its own. */
  private byte[] rows(long chunk, int rows) {
    SplittableRandom random = new SplittableRandom(seed * 31 + chunk);
    byte[] bytes = new byte[rows * COLUMNS];
    for (int i = 0; i < rows; i++) {
      int one = COLUMNS * random.nextInt(PROTOTYPES);
      int other = COLUMNS * random.nextInt(PROTOTYPES);
      float ink = 0.7f + 0.3f * (float) random.nextDouble();
      float part = 0.4f * (float) random.nextDouble();
      int from = random.nextInt(NOISE);
      for (int c = 0; c < COLUMNS; c++) {
        float value = ink * (prototypes[one + c] & 0xFF) + part * (prototypes[other + c] & 0xFF);
        if (value > 0) {
          int noisy = Math.round(value + noise[from + c]);
          bytes[i * COLUMNS + c] = (byte) Math.max(0, Math.min(255, noisy));
        }
      }
    }
    return bytes;
  }
}
