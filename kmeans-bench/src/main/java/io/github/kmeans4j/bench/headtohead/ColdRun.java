package io.github.kmeans4j.bench.headtohead;

import com.google.gson.Gson;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A whole process for one cold fit. */
final class ColdRun {
  private static final Gson GSON = new Gson();

  private ColdRun() {}

  /**
   * Runs it.
   *
   * @param entry which
   * @param k number of clusters
   * @return its answer, with the time from its start to its end
   * @throws IOException if it gives none
   */
  static Answer of(Entry entry, int k) throws IOException {
    ProcessBuilder builder = entry.process(List.of(Integer.toString(k)));
    long start = System.nanoTime();
    Process process = builder.start();
    try (BufferedReader in = process.inputReader(StandardCharsets.UTF_8)) {
      String line = in.readLine();
      int code = process.waitFor();
      double seconds = (System.nanoTime() - start) / 1e9;
      if (line == null || code != 0) {
        throw new IOException(entry.name() + " ended with code " + code);
      }
      return GSON.fromJson(line, Answer.class).lasting(seconds);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(entry.name() + " was interrupted", e);
    } finally {
      process.destroy();
    }
  }
}
