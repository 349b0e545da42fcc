package io.github.kmeans4j.bench;

import io.github.kmeans4j.core.internal.work.Workers;

/**
 * The two limits of a pass over rows: how fast the machine multiplies and adds when it need not
 * read, and how fast it reads when it need not compute.
 */
final class MachineLimits implements AutoCloseable {
  /** Floats that stay in the first-level cache; read and written once for {@link #CHAIN} FMAs. */
  private static final int LANES = 2048;

  /**
   * Of 8 to 32 links in 1024 or 2048 lanes, this comes within a tenth of a loop on registers alone,
   * on JDK 17 and on JDK 25; with 8, JDK 25 uses narrower vectors.
   */
  private static final int CHAIN = 12;

  private static final int CHUNKS = 128;

  private final Workers workers;
  private final float[][] lanes;
  private final long[] sums = new long[CHUNKS];

  MachineLimits(int threads) {
    workers = new Workers(threads);
    lanes = new float[threads][LANES];
  }

  /**
   * Multiplies and adds in chains of single precision; C2 turns them into vector code that keeps
   * many chains in flight.
   *
   * @param count how many fused multiplications and additions at least
   * @return the largest number any thread arrived at
   */
  float multiplyAndAdd(long count) {
    long sweeps = count / (CHUNKS * (long) LANES * CHAIN) + 1;
    workers.run(
        CHUNKS,
        (chunk, worker) -> {
          for (long sweep = 0; sweep < sweeps; sweep++) {
            sweep(lanes[worker], 0.5f, 0.25f);
          }
        });
    float largest = 0;
    for (float[] x : lanes) {
      largest = Math.max(largest, x[0]);
    }
    return largest;
  }

  private static void sweep(float[] x, float a, float b) {
    for (int i = 0; i < x.length; i++) {
      float y = Math.fma(x[i], a, b);
      y = Math.fma(y, a, b);
      y = Math.fma(y, a, b);
      y = Math.fma(y, a, b);
      y = Math.fma(y, a, b);
      y = Math.fma(y, a, b);
      y = Math.fma(y, a, b);
      y = Math.fma(y, a, b);
      y = Math.fma(y, a, b);
      y = Math.fma(y, a, b);
      y = Math.fma(y, a, b);
      x[i] = Math.fma(y, a, b);
    }
  }

  /**
   * Reads memory from one end to the other.
   *
   * @param data what is read, larger than the caches
   * @return the sum
   */
  long read(long[] data) {
    workers.run(
        CHUNKS,
        (chunk, worker) -> {
          int from = (int) ((long) data.length * chunk / CHUNKS);
          int to = (int) ((long) data.length * (chunk + 1) / CHUNKS);
          sums[chunk] = sum(data, from, to);
        });
    long total = 0;
    for (long sum : sums) {
      total += sum;
    }
    return total;
  }

  /** Eight sums, so that none waits for another: memory is what limits it. */
  private static long sum(long[] data, int from, int to) {
    long s0 = 0;
    long s1 = 0;
    long s2 = 0;
    long s3 = 0;
    long s4 = 0;
    long s5 = 0;
    long s6 = 0;
    long s7 = 0;
    int i = from;
    for (; i <= to - 8; i += 8) {
      s0 += data[i];
      s1 += data[i + 1];
      s2 += data[i + 2];
      s3 += data[i + 3];
      s4 += data[i + 4];
      s5 += data[i + 5];
      s6 += data[i + 6];
      s7 += data[i + 7];
    }
    for (; i < to; i++) {
      s0 += data[i];
    }
    return s0 + s1 + s2 + s3 + s4 + s5 + s6 + s7;
  }

  @Override
  public void close() {
    workers.close();
  }
}
