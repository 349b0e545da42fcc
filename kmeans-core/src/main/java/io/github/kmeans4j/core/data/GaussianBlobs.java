package io.github.kmeans4j.core.data;

import java.util.Arrays;
import java.util.Objects;
import java.util.SplittableRandom;

/**
 * A generator of round Gaussian clusters ("blobs") with known classes, for examples and tests.
 *
 * <pre>{@code
 * LabeledPoints data = new GaussianBlobs(new double[][] {{1, 1}, {5, 5}}, 100, 100).generate();
 * }</pre>
 *
 * <p>Defaults:
 *
 * <ul>
 *   <li>standard deviation: 1 in each column of each blob
 *   <li>seed: 0
 *   <li>order: blob after blob, as the centers were given; {@link #shuffled()} mixes the rows
 * </ul>
 *
 * <p>Instances are immutable and thread-safe; every wither returns a copy.
 */
public final class GaussianBlobs {
  /*
   * Normal numbers come from the polar method of Marsaglia and Bray (1964), DOI 10.1137/1006063, on
   * SplittableRandom.nextDouble() and StrictMath. nextGaussian() would be shorter, but which method
   * it uses is not specified and has changed between Java releases, and Math.log may differ in the
   * last bit between machines; the same seed must give the same bits on every Java for ever.
   */

  /** No normal number is farther from 0: the method takes the root of −2 ln 2⁻¹⁰⁴ at most. */
  private static final double FARTHEST = 13;

  private final double[][] centers;
  private final int[] sizes;
  private final double[] standardDeviations;
  private final long seed;
  private final boolean shuffled;

  /**
   * Creates a generator.
   *
   * @param centers one center a blob, each of the same d ≥ 1 finite coordinates; copied
   * @param sizes the number of rows of each blob, at least 0 and not all 0, or one number for all
   *     blobs; copied
   * @throws IllegalArgumentException if there are no centers, their widths differ, a coordinate is
   *     not finite, the number of sizes is neither 1 nor that of the centers, a size is negative,
   *     or the rows are none or too many for one array
   */
  public GaussianBlobs(double[][] centers, int... sizes) {
    this(copyOf(centers), spread(sizes, centers.length), ones(centers.length), 0, false);
  }

  private GaussianBlobs(
      double[][] centers, int[] sizes, double[] standardDeviations, long seed, boolean shuffled) {
    this.centers = centers;
    this.sizes = sizes;
    this.standardDeviations = standardDeviations;
    this.seed = seed;
    this.shuffled = shuffled;
    checkTotal();
  }

  /**
   * Sets the spread. Default: 1.
   *
   * @param standardDeviations the standard deviation of each blob in every column, at least 0, or
   *     one number for all blobs; copied
   * @return a copy with that spread
   * @throws IllegalArgumentException if the number of values is neither 1 nor that of the centers,
   *     or a value is negative, not finite, or so large that rows might not be finite
   */
  public GaussianBlobs withStandardDeviations(double... standardDeviations) {
    Objects.requireNonNull(standardDeviations, "standardDeviations");
    checkCount("standardDeviations", standardDeviations.length, centers.length);
    double[] all = new double[centers.length];
    for (int b = 0; b < all.length; b++) {
      all[b] = standardDeviations[standardDeviations.length == 1 ? 0 : b];
      if (!(all[b] >= 0 && all[b] < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "standardDeviations must be finite and at least 0, but blob " + b + " has " + all[b]);
      }
      for (double coordinate : centers[b]) {
        if (Math.abs(coordinate) + FARTHEST * all[b] == Double.POSITIVE_INFINITY) {
          throw new IllegalArgumentException(
              "standardDeviations: rows of blob "
                  + b
                  + " might not be finite, since its standard deviation is "
                  + all[b]
                  + " about a center of "
                  + coordinate);
        }
      }
    }
    return new GaussianBlobs(centers, sizes, all, seed, shuffled);
  }

  /**
   * Sets the seed. Default: 0.
   *
   * @param seed any number; the same one gives the same data, on every Java release
   * @return a copy with that seed
   */
  public GaussianBlobs withSeed(long seed) {
    return new GaussianBlobs(centers, sizes, standardDeviations, seed, shuffled);
  }

  /**
   * Mixes the rows of the blobs. Default: blob after blob. The rows are the same, in another order.
   *
   * @return a copy that shuffles
   */
  public GaussianBlobs shuffled() {
    return new GaussianBlobs(centers, sizes, standardDeviations, seed, true);
  }

  /**
   * Draws the rows.
   *
   * @return the rows and the blob of each; every call returns equal ones
   */
  public LabeledPoints generate() {
    int d = centers[0].length;
    int n = Arrays.stream(sizes).sum();
    double[] values = new double[n * d];
    int[] labels = new int[n];
    Normals normals = new Normals(seed);
    int row = 0;
    for (int b = 0; b < centers.length; b++) {
      for (int i = 0; i < sizes[b]; i++, row++) {
        labels[row] = b;
        for (int c = 0; c < d; c++) {
          values[row * d + c] = centers[b][c] + standardDeviations[b] * normals.next();
        }
      }
    }
    if (shuffled) {
      shuffle(values, labels, d, normals.random);
    }
    return new LabeledPoints(values, labels, d);
  }

  private static void shuffle(double[] values, int[] labels, int d, SplittableRandom random) {
    double[] spare = new double[d];
    for (int i = labels.length - 1; i > 0; i--) {
      int j = (int) (random.nextDouble() * (i + 1));
      int label = labels[i];
      labels[i] = labels[j];
      labels[j] = label;
      System.arraycopy(values, i * d, spare, 0, d);
      System.arraycopy(values, j * d, values, i * d, d);
      System.arraycopy(spare, 0, values, j * d, d);
    }
  }

  private static double[][] copyOf(double[][] centers) {
    Objects.requireNonNull(centers, "centers");
    if (centers.length == 0) {
      throw new IllegalArgumentException("centers must not be empty");
    }
    double[][] copy = new double[centers.length][];
    for (int b = 0; b < copy.length; b++) {
      copy[b] = Objects.requireNonNull(centers[b], "centers[" + b + "]").clone();
      if (copy[b].length == 0 || copy[b].length != copy[0].length) {
        throw new IllegalArgumentException(
            "centers must have equally many coordinates, at least 1, but center "
                + b
                + " has "
                + copy[b].length
                + " and center 0 has "
                + copy[0].length);
      }
      for (int c = 0; c < copy[b].length; c++) {
        if (!Double.isFinite(copy[b][c])) {
          throw new IllegalArgumentException(
              "centers must be finite, but center " + b + ", column " + c + " is " + copy[b][c]);
        }
      }
    }
    return copy;
  }

  private static int[] spread(int[] sizes, int blobs) {
    Objects.requireNonNull(sizes, "sizes");
    checkCount("sizes", sizes.length, blobs);
    int[] all = new int[blobs];
    for (int b = 0; b < blobs; b++) {
      all[b] = sizes[sizes.length == 1 ? 0 : b];
      if (all[b] < 0) {
        throw new IllegalArgumentException(
            "sizes must be at least 0, but blob " + b + " has " + all[b]);
      }
    }
    return all;
  }

  private static double[] ones(int blobs) {
    double[] ones = new double[blobs];
    Arrays.fill(ones, 1);
    return ones;
  }

  private static void checkCount(String name, int count, int blobs) {
    if (count != 1 && count != blobs) {
      throw new IllegalArgumentException(
          name + " must be 1 or " + blobs + " values for " + blobs + " centers, but are " + count);
    }
  }

  private void checkTotal() {
    long rows = 0;
    for (int size : sizes) {
      rows += size;
    }
    if (rows == 0) {
      throw new IllegalArgumentException("sizes must not all be 0");
    }
    if (rows > (Integer.MAX_VALUE - 8) / centers[0].length) {
      throw new IllegalArgumentException(
          "sizes: " + rows + " rows × " + centers[0].length + " columns do not fit into one array");
    }
  }

  /** Standard normal numbers; the polar method makes two at a time. */
  private static final class Normals {
    private final SplittableRandom random;
    private double spare;
    private boolean hasSpare;

    Normals(long seed) {
      this.random = new SplittableRandom(seed);
    }

    double next() {
      if (hasSpare) {
        hasSpare = false;
        return spare;
      }
      double u;
      double v;
      double s;
      do {
        u = 2 * random.nextDouble() - 1;
        v = 2 * random.nextDouble() - 1;
        s = u * u + v * v;
      } while (s >= 1 || s == 0);
      double scale = StrictMath.sqrt(-2 * StrictMath.log(s) / s);
      spare = v * scale;
      hasSpare = true;
      return u * scale;
    }
  }
}
