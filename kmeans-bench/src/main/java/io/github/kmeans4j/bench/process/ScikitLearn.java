package io.github.kmeans4j.bench.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds a Python that has scikit-learn, and starts the scripts that drive it. */
public final class ScikitLearn {
  private static final List<String> USUAL = List.of("/usr/bin/python3", "python3");

  private ScikitLearn() {}

  /**
   * Looks for a Python that can import scikit-learn, and says so on standard output if there is
   * none.
   *
   * @param wanted the only one to try, or null for the usual ones
   * @return the interpreter, or null
   */
  public static @Nullable String find(@Nullable String wanted) {
    List<String> candidates = wanted != null ? List.of(wanted) : USUAL;
    for (String python : candidates) {
      if (imports(python)) {
        return python;
      }
    }
    System.out.println("scikit-learn is left out: none of " + candidates + " has it");
    return null;
  }

  private static boolean imports(String python) {
    try {
      Process process =
          new ProcessBuilder(python, "-c", "import sklearn; print(sklearn.__version__)")
              .redirectErrorStream(true)
              .start();
      process.getOutputStream().close();
      process.getInputStream().readAllBytes();
      return process.waitFor() == 0;
    } catch (IOException e) {
      return false; // not there
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * Writes a script to a folder.
   *
   * @param owner class beside which it lies on the class path
   * @param name its file's name
   * @param folder where to write it
   * @return its file
   * @throws IOException if that fails
   */
  public static Path script(Class<?> owner, String name, Path folder) throws IOException {
    Path file = folder.resolve(name);
    try (InputStream in = owner.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException(name + " is missing from the class path");
      }
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
    }
    return file;
  }

  /**
   * Returns an environment for as many threads as ours, and whatever OpenBLAS finds best for the
   * machine.
   *
   * @param threads how many
   * @return variables; an empty value unsets one
   */
  public static Map<String, String> environment(int threads) {
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
