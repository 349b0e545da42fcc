package io.github.kmeans4j.bench.headtohead;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds a Python that has scikit-learn, and starts the script that drives it. */
final class ScikitLearn {
  private static final String SCRIPT = "scikit_learn_contestant.py";

  private ScikitLearn() {}

  /** Returns the first of the interpreters that can import scikit-learn, or null. */
  static @Nullable String find(List<String> interpreters) {
    for (String python : interpreters) {
      try {
        Process process =
            new ProcessBuilder(python, "-c", "import sklearn; print(sklearn.__version__)")
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        process.getInputStream().readAllBytes();
        if (process.waitFor() == 0) {
          return python;
        }
      } catch (IOException e) {
        continue; // not there
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return null;
      }
    }
    return null;
  }

  /** Writes the script to a folder. */
  static Path script(Path folder) throws IOException {
    Path file = folder.resolve(SCRIPT);
    try (InputStream in = ScikitLearn.class.getResourceAsStream(SCRIPT)) {
      if (in == null) {
        throw new IOException(SCRIPT + " is missing from the class path");
      }
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
    }
    return file;
  }

  /** As many threads as ours, and whatever OpenBLAS finds best for the machine. */
  static Map<String, String> environment(int threads) {
    String count = Integer.toString(threads);
    return Map.of(
        "OMP_NUM_THREADS",
        count,
        "OPENBLAS_NUM_THREADS",
        count,
        "OPENBLAS_CORETYPE",
        "",
        "OPENBLAS_L2_SIZE",
        "");
  }
}
