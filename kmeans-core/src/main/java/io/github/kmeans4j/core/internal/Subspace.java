package io.github.kmeans4j.core.internal;

import java.util.Arrays;

/**
 * A few directions in which rows differ most: an orthonormal basis found by one step of the block
 * power method from rows of a sample. Its first vectors are worth most, so any number of them is a
 * basis for less work. Immutable and thread-safe.
 */
final class Subspace {
  /** Rows looked at. */
  private static final int SAMPLE = 512;

  /** Length below which what is left of a vector counts as rounding. */
  private static final double NOTHING = 1e-6;

  /** size × d, row-major. */
  final float[] basis;

  /** Number of basis vectors. */
  final int size;

  /** Bound of ‖BBᵀ − I‖. */
  final double skewness;

  private Subspace(float[] basis, int size, double skewness) {
    this.basis = basis;
    this.size = size;
    this.skewness = skewness;
  }

  /** At most {@code size} vectors for the rows of a frame. */
  static Subspace of(SinglePrecision frame, int size, Workers workers) {
    int d = frame.store.d;
    int n = frame.store.n;
    float[][] sample = new float[Math.min(n, SAMPLE)][d];
    workers.run(
        sample.length,
        (s, worker) -> frame.load((int) ((long) s * n / sample.length), sample[s], 0));
    double[][] start = new double[Math.min(size, sample.length)][d];
    for (int t = 0; t < start.length; t++) {
      float[] row = sample[(int) ((long) t * sample.length / start.length)];
      for (int j = 0; j < d; j++) {
        start[t][j] = row[j];
      }
    }
    double[][] spread = new double[start.length][];
    workers.run(spread.length, (t, worker) -> spread[t] = timesCovariance(start[t], sample));
    double[][] vectors = orthonormal(spread);
    float[] basis = new float[vectors.length * d];
    for (int t = 0; t < vectors.length; t++) {
      for (int j = 0; j < d; j++) {
        basis[t * d + j] = (float) vectors[t][j];
      }
    }
    return new Subspace(basis, vectors.length, skewness(basis, vectors.length, d, workers));
  }

  private static double[] timesCovariance(double[] vector, float[][] sample) {
    double[] target = new double[vector.length];
    double[] wide = new double[vector.length];
    for (float[] row : sample) {
      for (int j = 0; j < wide.length; j++) {
        wide[j] = row[j];
      }
      addTimes(target, wide, dot(vector, wide));
    }
    return target;
  }

  /** Gram-Schmidt, twice over; vectors that depend on those before are left out. */
  private static double[][] orthonormal(double[][] vectors) {
    double[][] basis = new double[vectors.length][];
    int size = 0;
    for (double[] v : vectors) {
      double before = Math.sqrt(dot(v, v));
      for (int pass = 0; pass < 2 && before > 0; pass++) {
        for (int t = 0; t < size; t++) {
          addTimes(v, basis[t], -dot(v, basis[t]));
        }
      }
      double length = Math.sqrt(dot(v, v));
      if (length > NOTHING * before && length < Double.POSITIVE_INFINITY) {
        for (int j = 0; j < v.length; j++) {
          v[j] /= length;
        }
        basis[size++] = v;
      }
    }
    return Arrays.copyOf(basis, size);
  }

  private static double skewness(float[] basis, int size, int d, Workers workers) {
    double[] parts = new double[size];
    workers.run(
        size,
        (s, worker) -> {
          for (int t = 0; t < size; t++) {
            double sum = s == t ? -1 : 0;
            for (int j = 0; j < d; j++) {
              sum += (double) basis[s * d + j] * basis[t * d + j];
            }
            parts[s] += sum * sum;
          }
        });
    double sum = 0;
    for (double part : parts) {
      sum += part;
    }
    return Math.sqrt(sum) + size * d * 0x1p-52;
  }

  private static void addTimes(double[] target, double[] v, double factor) {
    for (int j = 0; j < target.length; j++) {
      target[j] += factor * v[j];
    }
  }

  private static double dot(double[] a, double[] b) {
    double s0 = 0, s1 = 0, s2 = 0, s3 = 0;
    int j = 0;
    for (; j + 3 < a.length; j += 4) {
      s0 += a[j] * b[j];
      s1 += a[j + 1] * b[j + 1];
      s2 += a[j + 2] * b[j + 2];
      s3 += a[j + 3] * b[j + 3];
    }
    for (; j < a.length; j++) {
      s0 += a[j] * b[j];
    }
    return (s0 + s1) + (s2 + s3);
  }
}
