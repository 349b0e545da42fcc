package io.github.kmeans4j.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.ejml.data.DMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * What the benchmarks run on: the MNIST training images if the environment variable {@value
 * #FOLDER_VARIABLE} names their folder, else images of the same shape drawn from a fixed seed.
 * Immutable, but the bytes are shared.
 */
public final class BenchData {
  /** Names the environment variable that holds the folder of the MNIST files. */
  public static final String FOLDER_VARIABLE = "KMEANS4J_MNIST_DIR";

  /** Number of rows of the full data. */
  public static final int ROWS = 60_000;

  /** Number of columns. */
  public static final int COLUMNS = 784;

  private static final String FILE = "train-images-idx3-ubyte.gz";
  private static final int SIDE = 28;
  private static final int KINDS = 40;

  private final String source;
  private final byte[] bytes;
  private final int rows;
  private final int columns;

  /**
   * Wraps data.
   *
   * @param source where they come from, for the report
   * @param bytes row-major values 0..255; not copied
   * @param rows n
   * @param columns d
   */
  public BenchData(String source, byte[] bytes, int rows, int columns) {
    this.source = source;
    this.bytes = bytes;
    this.rows = rows;
    this.columns = columns;
  }

  /**
   * Loads the images.
   *
   * @param rows how many, at most {@value #ROWS}
   * @return the first ones of MNIST, or synthetic ones
   */
  public static BenchData load(int rows) {
    Path file = mnistFile();
    if (file == null) {
      return synthetic(rows);
    }
    try {
      return IdxBytes.read(file).first(rows);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Finds the gzipped MNIST training images.
   *
   * @return their file, or null if the variable is not set or the file is not there
   */
  public static @Nullable Path mnistFile() {
    String folder = System.getenv(FOLDER_VARIABLE);
    if (folder == null || folder.isBlank()) {
      return null;
    }
    Path file = Path.of(folder, FILE);
    return Files.isReadable(file) ? file : null;
  }

  /**
   * Draws images that resemble handwriting in what matters to k-means: some 80 % of the pixels are
   * 0, and images of one kind share their strokes.
   *
   * @param rows how many
   * @return n × 784, the same ones each time; fewer rows are the first ones of more
   */
  public static BenchData synthetic(int rows) {
    Random random = new Random(20_240_601);
    double[][] kinds = new double[KINDS][];
    for (int i = 0; i < KINDS; i++) {
      kinds[i] = strokes(random);
    }
    byte[] bytes = new byte[rows * COLUMNS];
    for (int i = 0; i < rows; i++) {
      double[] kind = kinds[random.nextInt(KINDS)];
      double ink = 0.6 + 0.4 * random.nextDouble();
      int shift = random.nextInt(3) - 1 + SIDE * (random.nextInt(3) - 1);
      for (int c = 0; c < COLUMNS; c++) {
        double value = kind[Math.floorMod(c + shift, COLUMNS)] * ink;
        if (value > 0.1) {
          value = Math.max(0, Math.min(1, value + 0.15 * random.nextGaussian()));
          bytes[i * COLUMNS + c] = (byte) (int) (255 * value);
        }
      }
    }
    return new BenchData("synthetic", bytes, rows, COLUMNS);
  }

  /** Draws a pen that wanders over the image. */
  private static double[] strokes(Random random) {
    double[] image = new double[COLUMNS];
    double x = 8 + 12 * random.nextDouble();
    double y = 8 + 12 * random.nextDouble();
    double angle = 2 * Math.PI * random.nextDouble();
    for (int step = 0; step < 60; step++) {
      angle += 0.5 * random.nextGaussian();
      x = Math.max(5, Math.min(22, x + 0.7 * Math.cos(angle)));
      y = Math.max(5, Math.min(22, y + 0.7 * Math.sin(angle)));
      for (int row = (int) y - 2; row <= (int) y + 2; row++) {
        for (int column = (int) x - 2; column <= (int) x + 2; column++) {
          double distance = Math.hypot(row - y, column - x);
          int at = row * SIDE + column;
          image[at] = Math.max(image[at], Math.min(1, 1.8 - distance));
        }
      }
    }
    return image;
  }

  /**
   * Returns the first rows.
   *
   * @param n how many, at most all
   * @return the same data, fewer rows
   */
  public BenchData first(int n) {
    if (n == rows) {
      return this;
    }
    if (n > rows) {
      throw new IllegalArgumentException("there are only " + rows + " rows, not " + n);
    }
    return new BenchData(source, Arrays.copyOf(bytes, n * columns), n, columns);
  }

  /**
   * Tells where the data come from.
   *
   * @return "MNIST" or "synthetic"
   */
  public String source() {
    return source;
  }

  /**
   * Returns n.
   *
   * @return number of rows
   */
  public int rows() {
    return rows;
  }

  /**
   * Returns d.
   *
   * @return number of columns
   */
  public int columns() {
    return columns;
  }

  /**
   * Returns the values.
   *
   * @return n · d unsigned bytes, row-major; not a copy
   */
  public byte[] bytes() {
    return bytes;
  }

  /**
   * Widens the values.
   *
   * @return n · d new floats, row-major
   */
  public float[] floats() {
    float[] values = new float[bytes.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = bytes[i] & 0xFF;
    }
    return values;
  }

  /**
   * Widens the values.
   *
   * @return n · d new doubles, row-major
   */
  public double[] doubles() {
    double[] values = new double[bytes.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = bytes[i] & 0xFF;
    }
    return values;
  }

  /**
   * Returns the first rows as centroids.
   *
   * @param k how many
   * @return k × d
   */
  public DMatrixRMaj firstRows(int k) {
    return new DMatrixRMaj(k, columns, true, first(k).doubles());
  }
}
