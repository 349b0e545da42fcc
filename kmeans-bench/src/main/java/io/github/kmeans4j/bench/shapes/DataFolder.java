package io.github.kmeans4j.bench.shapes;

import io.github.kmeans4j.bench.BenchData;
import io.github.kmeans4j.bench.IdxBytes;
import io.github.kmeans4j.bench.process.ScikitLearn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The folder of the data: writes each set once. */
final class DataFolder {
  private static final String SCRIPT = "photographs.py";
  private static final int WIDTH = 640;
  private static final int HEIGHT = 427;
  private static final int COLORS = 3;

  private final Path folder;
  private final @Nullable String python;

  /**
   * Creates it.
   *
   * @param folder that exists
   * @param python which has scikit-learn and its photographs, or null
   */
  DataFolder(Path folder, @Nullable String python) {
    this.folder = folder;
    this.python = python;
  }

  /**
   * Returns the file of a set, and writes it if it is not there.
   *
   * @return the file, or null if its rows cannot be had here
   * @throws IOException if it cannot be written
   */
  @Nullable Path file(DataSet data) throws IOException {
    if (data.file() != null) {
      return data.file();
    }
    Path file = folder.resolve(data.fileName());
    return Files.exists(file) || write(data, file) ? file : null;
  }

  /** Tells why a set is not there. */
  static String reason(DataSet data) {
    return switch (data.kind()) {
      case MNIST_BYTES, MNIST_FLOATS ->
          BenchData.FOLDER_VARIABLE + " names no folder with the files of MNIST";
      default -> "scikit-learn's photographs are not there";
    };
  }

  private boolean write(DataSet data, Path file) throws IOException {
    int n = data.rows();
    int d = data.columns();
    int parts = data.parts();
    long seed = data.seed();
    return switch (data.kind()) {
      case BLOBS -> written(file, Generators.blobs(n, d, parts, seed), d);
      case MIXTURE -> written(file, Generators.mixture(n, d, parts, seed), d);
      case FLAT -> written(file, Generators.flat(n, d, seed), d);
      case UNIFORM -> written(file, Generators.uniform(n, d, seed), d);
      case PIXELS, PATCHES -> photographs(data, file);
      case MNIST_BYTES, MNIST_FLOATS -> mnist(data, file);
      case FILE -> throw new IllegalStateException("a file of the user's is not written");
    };
  }

  private static boolean written(Path file, float[] values, int columns) throws IOException {
    Npy.write(file, values, columns);
    return true;
  }

  private static boolean mnist(DataSet data, Path file) throws IOException {
    Path source = BenchData.mnistFile();
    if (source == null) {
      return false;
    }
    BenchData images = IdxBytes.read(source).first(data.rows());
    if (data.kind() == DataKind.MNIST_FLOATS) {
      return written(file, images.floats(), images.columns());
    }
    Npy.write(file, images.bytes(), images.rows(), images.columns());
    return true;
  }

  private boolean photographs(DataSet data, Path file) throws IOException {
    Photographs both = photographs();
    if (both == null) {
      return false;
    }
    float[] values =
        data.kind() == DataKind.PIXELS
            ? both.colors(data.rows(), data.seed())
            : both.patches(data.rows(), data.seed());
    return written(file, values, data.columns());
  }

  /** Lets Python unpack them, without a header. */
  private @Nullable Photographs photographs() throws IOException {
    Path raw = folder.resolve("photographs.rgb");
    if (!Files.exists(raw)) {
      if (python == null) {
        return null;
      }
      Path script = ScikitLearn.script(DataFolder.class, SCRIPT, folder);
      Process process =
          new ProcessBuilder(List.of(python, script.toString(), raw.toString()))
              .inheritIO()
              .start();
      try {
        if (process.waitFor() != 0) {
          return null;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("the photographs were interrupted", e);
      }
    }
    byte[] pixels = Files.readAllBytes(raw);
    if (pixels.length != 2 * WIDTH * HEIGHT * COLORS) {
      throw new IOException(raw + " holds " + pixels.length + " bytes, not two photographs");
    }
    return new Photographs(pixels, WIDTH, HEIGHT);
  }
}
