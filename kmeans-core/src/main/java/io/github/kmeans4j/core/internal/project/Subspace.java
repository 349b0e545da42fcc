package io.github.kmeans4j.core.internal.project;

import io.github.kmeans4j.core.internal.exact.SinglePrecision;
import io.github.kmeans4j.core.internal.work.Chunks;
import io.github.kmeans4j.core.internal.work.Workers;
import io.github.kmeans4j.internal.kernel.Tiles;
import java.util.Arrays;

/**
 * A few directions in which rows differ most: an orthonormal basis found by two steps of orthogonal
 * iteration (Golub and Van Loan, Matrix Computations, 8.2.4) on rows of a sample. Its vectors come
 * in the order of what they are worth, so the first few of them serve where less work must do.
 * Immutable and thread-safe.
 */
public final class Subspace {
  /** Rows looked at for each vector; twice as many explain hardly more. */
  private static final int SAMPLE = 16;

  /** The sample has at most one row in so many: the search must cost less than it saves. */
  private static final int PART = 4;

  /** Values of the sample at most. */
  private static final int MOST_VALUES = 1 << 24;

  /** Values of the vectors at most, beyond which memory is better spent on rows. */
  private static final int MOST_VECTOR_VALUES = 1 << 22;

  /** Each step brings the basis closer to the principal axes; a third one gains little. */
  private static final int STEPS = 2;

  /**
   * A vector is left out if less than this part of its length lies outside what the vectors before
   * it span.
   */
  private static final double NOTHING = 1e-6;

  /** Rows a chunk of work. */
  private static final int CHUNK = 32;

  /** size × d, row-major. */
  public final float[] basis;

  /** Number of basis vectors. */
  public final int size;

  /** Bound of ‖BBᵀ − I‖. */
  public final double skewness;

  private Subspace(float[] basis, int size, double skewness) {
    this.basis = basis;
    this.size = size;
    this.skewness = skewness;
  }

  /** How many vectors there may be with so many columns; 0 if one is too large already. */
  public static int most(int columns) {
    return MOST_VECTOR_VALUES / columns;
  }

  /** All of the space: its basis are the columns. */
  public static Subspace all(int columns) {
    float[] basis = new float[columns * columns];
    for (int c = 0; c < columns; c++) {
      basis[c * columns + c] = 1;
    }
    return new Subspace(basis, columns, 0);
  }

  /** The same with its first vectors only. */
  Subspace first(int count) {
    int d = basis.length / size;
    return count == size ? this : new Subspace(Arrays.copyOf(basis, count * d), count, skewness);
  }

  /**
   * Finds a subspace for the rows of a frame, of at most {@code size} vectors, itself at most
   * {@link #most}.
   */
  public static Subspace of(SinglePrecision frame, int size, Workers workers) {
    return of(frame, size, PART, workers);
  }

  /** The same from a sample of at most one row in so many. */
  public static Subspace of(SinglePrecision frame, int size, int part, Workers workers) {
    int d = frame.store.d;
    int n = frame.store.n;
    int wanted = Math.min(SAMPLE * size, Math.min(n / part, MOST_VALUES / d));
    int s = Math.min(n, Math.max(size, wanted));
    float[] sample = new float[s * d];
    float[] transposed = new float[d * s];
    workers.run(s, (row, worker) -> frame.load((int) ((long) row * n / s), sample, row * d));
    Chunks chunks = new Chunks(d, CHUNK);
    workers.run(
        chunks.count(),
        (chunk, worker) ->
            transpose(sample, s, d, chunks.first(chunk), chunks.end(chunk), transposed));
    double[][] vectors = new double[Math.min(size, s)][d];
    for (int t = 0; t < vectors.length; t++) {
      int row = (int) ((long) t * s / vectors.length);
      for (int j = 0; j < d; j++) {
        vectors[t][j] = sample[row * d + j];
      }
    }
    Tiles tiles = frame.kernel;
    Tiles.Packed columns = tiles.pack(transposed, new float[d], d, s);
    for (int step = 0; step < STEPS && vectors.length > 0; step++) {
      int m = vectors.length;
      Tiles.Packed packed = tiles.pack(flat(vectors, d), new float[m], m, d);
      float[] along = new float[m * s]; // of each vector, its products with the sample
      products(
          tiles,
          sample,
          s,
          d,
          packed,
          m,
          workers,
          (row, t, product) -> along[t * s + row] = product);
      double[][] spread = new double[m][d];
      products(tiles, along, m, s, columns, d, workers, (t, j, product) -> spread[t][j] = product);
      vectors = orthonormal(spread, step == STEPS - 1 ? 2 : 1);
    }
    int m = vectors.length;
    float[] basis = flat(vectors, d);
    return new Subspace(basis, m, skewness(basis, m, d, workers));
  }

  /** Transposes some columns, in tiles that stay in the cache. */
  private static void transpose(
      float[] sample, int s, int d, int column, int end, float[] transposed) {
    Chunks tiles = new Chunks(s, CHUNK);
    for (int tile = 0; tile < tiles.count(); tile++) {
      int last = tiles.end(tile);
      for (int row = tiles.first(tile); row < last; row++) {
        for (int j = column; j < end; j++) {
          transposed[j * s + row] = sample[row * d + j];
        }
      }
    }
  }

  /** Told of the product of a row and a column. */
  @FunctionalInterface
  private interface Product {
    void is(int row, int column, float value);
  }

  /** Multiplies rows of a width by packed columns; the order of the results is not fixed. */
  private static void products(
      Tiles tiles,
      float[] rows,
      int count,
      int width,
      Tiles.Packed packed,
      int columns,
      Workers workers,
      Product result) {
    int panel = tiles.panelWidth(columns);
    int panels = Chunks.count(columns, panel);
    int stride = panels * panel;
    Chunks chunks = new Chunks(count, CHUNK);
    workers.run(
        chunks.count(),
        (chunk, worker) -> {
          int from = chunks.first(chunk);
          int size = chunks.end(chunk) - from;
          int[] offsets = new int[size];
          Arrays.setAll(offsets, r -> (from + r) * width);
          float[] scores = new float[size * stride];
          tiles.scores(rows, offsets, size, packed, 0, panels, scores, stride);
          for (int r = 0; r < size; r++) {
            for (int j = 0; j < columns; j++) {
              result.is(from + r, j, scores[r * stride + j] / -2);
            }
          }
        });
  }

  /**
   * Classical Gram-Schmidt, in one or two passes ("twice is enough"); vectors that depend on those
   * before are left out. The basis is kept by columns: then the products of a vector with all of it
   * grow side by side, in loops that the JIT turns into vector code, as it does not for the sum of
   * a single product.
   */
  private static double[][] orthonormal(double[][] vectors, int passes) {
    double[][] basis = new double[vectors.length][];
    double[][] columns = new double[vectors.length == 0 ? 0 : vectors[0].length][vectors.length];
    double[] products = new double[vectors.length];
    int size = 0;
    for (double[] v : vectors) {
      double before = Math.sqrt(square(v));
      for (int pass = 0; pass < passes && before > 0; pass++) {
        multiply(columns, v, products);
        subtract(v, basis, size, products);
      }
      double length = Math.sqrt(square(v));
      if (length > NOTHING * before && length < Double.POSITIVE_INFINITY) {
        for (int j = 0; j < v.length; j++) {
          v[j] /= length;
          columns[j][size] = v[j];
        }
        basis[size++] = v;
      }
    }
    return Arrays.copyOf(basis, size);
  }

  /** The products of a vector with all of a basis, which is kept by columns. */
  private static void multiply(double[][] columns, double[] v, double[] products) {
    Arrays.fill(products, 0);
    for (int j = 0; j < v.length; j++) {
      addTimes(products, columns[j], v[j]);
    }
  }

  private static void subtract(double[] v, double[][] basis, int size, double[] products) {
    for (int t = 0; t < size; t++) {
      addTimes(v, basis[t], -products[t]);
    }
  }

  private static float[] flat(double[][] vectors, int d) {
    float[] flat = new float[vectors.length * d];
    for (int t = 0; t < vectors.length; t++) {
      for (int j = 0; j < d; j++) {
        flat[t * d + j] = (float) vectors[t][j];
      }
    }
    return flat;
  }

  private static double skewness(float[] basis, int size, int d, Workers workers) {
    double[] parts = new double[size];
    workers.run(
        size,
        (s, worker) -> {
          for (int t = 0; t <= s; t++) {
            double sum = product(basis, s * d, t * d, d) - (s == t ? 1 : 0);
            parts[s] += (s == t ? 1 : 2) * sum * sum;
          }
        });
    double sum = 0;
    for (double part : parts) {
      sum += part;
    }
    return Math.sqrt(sum) + size * d * 0x1p-52;
  }

  /** The product of two vectors in one array, in four partial sums. */
  static double product(float[] vectors, int a, int b, int d) {
    double s0 = 0, s1 = 0, s2 = 0, s3 = 0;
    int j = 0;
    for (; j + 3 < d; j += 4) {
      s0 += (double) vectors[a + j] * vectors[b + j];
      s1 += (double) vectors[a + j + 1] * vectors[b + j + 1];
      s2 += (double) vectors[a + j + 2] * vectors[b + j + 2];
      s3 += (double) vectors[a + j + 3] * vectors[b + j + 3];
    }
    for (; j < d; j++) {
      s0 += (double) vectors[a + j] * vectors[b + j];
    }
    return (s0 + s1) + (s2 + s3);
  }

  private static void addTimes(double[] target, double[] v, double factor) {
    for (int j = 0; j < target.length; j++) {
      target[j] += factor * v[j];
    }
  }

  private static double square(double[] v) {
    double sum = 0;
    for (double x : v) {
      sum += x * x;
    }
    return sum;
  }
}
