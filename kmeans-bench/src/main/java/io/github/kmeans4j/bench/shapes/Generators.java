package io.github.kmeans4j.bench.shapes;

import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.data.GaussianBlobs;
import java.util.Random;

/**
 * Draws rows: the same bits for the same arguments, on every machine and Java release. {@link
 * Random} keeps that promise, normal numbers included, and so does {@link GaussianBlobs}.
 */
final class Generators {
  private static final int PLANE = 64;
  private static final double SPREAD = 0.7;
  private static final double NOISE = 0.5;

  private Generators() {}

  /** Round blobs of standard deviation 1 around centers in a cube of side 20, mixed. */
  static float[] blobs(int n, int d, int parts, long seed) {
    Random random = new Random(seed);
    double[][] centers = new double[parts][d];
    int[] sizes = new int[parts];
    for (int j = 0; j < parts; j++) {
      sizes[j] = n / parts + (j < n % parts ? 1 : 0);
      for (int c = 0; c < d; c++) {
        centers[j][c] = 20 * random.nextDouble() - 10;
      }
    }
    Points points = new GaussianBlobs(centers, sizes).withSeed(seed).shuffled().generate().points();
    float[] x = new float[n * d];
    for (int i = 0; i < n; i++) {
      for (int c = 0; c < d; c++) {
        x[i * d + c] = (float) points.get(i, c);
      }
    }
    return x;
  }

  /**
   * Clusters on a plane of {@value #PLANE} dimensions (half of the columns, if that is less), noise
   * of a quarter of the plane's squared length around it, and then each row divided by its length.
   */
  static float[] mixture(int n, int d, int parts, long seed) {
    Random random = new Random(seed);
    int p = Math.max(1, Math.min(PLANE, d / 2));
    double[] plane = normals(p * d, random);
    for (int i = 0; i < plane.length; i++) {
      plane[i] /= Math.sqrt(d);
    }
    double[] centers = normals(parts * p, random);
    double noise = NOISE * Math.sqrt(p * (1 + SPREAD * SPREAD) / d);
    float[] x = new float[n * d];
    double[] row = new double[d];
    for (int i = 0; i < n; i++) {
      int part = random.nextInt(parts);
      for (int c = 0; c < d; c++) {
        row[c] = noise * random.nextGaussian();
      }
      for (int j = 0; j < p; j++) {
        double coordinate = centers[part * p + j] + SPREAD * random.nextGaussian();
        for (int c = 0; c < d; c++) {
          row[c] += coordinate * plane[j * d + c];
        }
      }
      double lengthSq = 0;
      for (int c = 0; c < d; c++) {
        lengthSq += row[c] * row[c];
      }
      double scale = 1 / Math.sqrt(lengthSq);
      for (int c = 0; c < d; c++) {
        x[i * d + c] = (float) (scale * row[c]);
      }
    }
    return x;
  }

  /** Independent standard normal numbers. */
  static float[] flat(int n, int d, long seed) {
    Random random = new Random(seed);
    float[] x = new float[n * d];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) random.nextGaussian();
    }
    return x;
  }

  /** Independent uniform numbers from 0 to 1. */
  static float[] uniform(int n, int d, long seed) {
    Random random = new Random(seed);
    float[] x = new float[n * d];
    for (int i = 0; i < x.length; i++) {
      x[i] = random.nextFloat();
    }
    return x;
  }

  /** The numbers 0..n-1 in a random order. */
  static int[] order(int n, long seed) {
    Random random = new Random(seed);
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  private static double[] normals(int count, Random random) {
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = random.nextGaussian();
    }
    return values;
  }
}
