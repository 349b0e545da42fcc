package io.github.kmeans4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process that saves over the same name without end is killed: the file is never torn. */
class KillWhileSavingTest {
  private static final int KILLS = 24;
  private static final DistanceMetric METRIC = new SavedClusteringTest.Named("m");

  @Test
  @Timeout(120)
  void fileIsTheOldOneOrTheNewOne(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("model");
    Random random = new Random(4);
    int last = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      Process saver = start(file, last);
      try (BufferedReader out =
          new BufferedReader(
              new InputStreamReader(saver.getInputStream(), StandardCharsets.UTF_8))) {
        for (int saved = 0; saved < 3; saved++) { // however slow the disk is
          assertNotNull(out.readLine(), "the child ended by itself");
        }
        // a whole file while it is being replaced, too
        last = checked(file, last);
        Thread.sleep(random.nextInt(20), random.nextInt(999_999));
      } finally {
        saver.destroyForcibly().waitFor();
      }
      last = checked(file, last);
    }
    assertTrue(last > 2 * KILLS, "only " + last + " files were saved");
  }

  /** Loads the file and returns which one it is. */
  private static int checked(Path file, int last) throws IOException {
    Clustering loaded = Clustering.load(file, METRIC);
    int number = loaded.iterations();
    assertTrue(number >= last, () -> "file " + number + " came back after " + last);
    assertEquals(shape(number), loaded.k());
    assertTrue(Arrays.stream(loaded.centroids().data).allMatch(value -> value == number));
    return number;
  }

  /** Files of changing lengths, some longer than the buffers. */
  private static int shape(int number) {
    return 1 + number % 7 * 500;
  }

  private static Process start(Path file, int last) throws IOException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-Xshare:auto",
            "-Xmx64m",
            "-cp",
            System.getProperty("java.class.path"),
            Saver.class.getName(),
            file.toString(),
            String.valueOf(last));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }

  /** The child. */
  static final class Saver {
    private Saver() {}

    public static void main(String[] args) throws IOException {
      Path file = Path.of(args[0]);
      PrintStream out = System.out;
      for (int number = Integer.parseInt(args[1]) + 1; ; number++) {
        DMatrixRMaj centroids = new DMatrixRMaj(shape(number), 20);
        Arrays.fill(centroids.data, number);
        Clustering.builder(centroids, METRIC)
            .sizes(new long[centroids.numRows], 0)
            .course(number, StopReason.CONVERGED, List.of())
            .build()
            .save(file);
        out.println(number);
        if (out.checkError()) {
          return; // the parent is gone
        }
      }
    }
  }
}
