package io.github.kmeans4j.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * The file for PySpark, by itself: PySpark's own files are in no Maven artifact, so the test in
 * Python stands in for them.
 */
class PythonTest {
  private static Process start(String... command) throws IOException {
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private static boolean isThere() throws InterruptedException {
    try {
      return start("python3", "--version").waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void takesArgumentsAndCentersToTheEstimator() throws Exception {
    assumeTrue(isThere(), "there is no python3");
    Path module = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
    Process test =
        start(
            "python3",
            "-B",
            module.resolve("src/test/python/kmeans4j_test.py").toString(),
            module.resolve("src/main/resources").toString());
    String said = new String(test.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, test.waitFor(), said);
  }
}
