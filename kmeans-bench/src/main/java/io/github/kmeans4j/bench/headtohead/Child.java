package io.github.kmeans4j.bench.headtohead;

import com.google.gson.Gson;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A contestant's process, seen from outside. */
final class Child implements AutoCloseable {
  private static final Gson GSON = new Gson();
  private static final int PATIENCE_SECONDS = 10;

  private final String name;
  private final Process process;
  private final BufferedReader in;
  private final PrintStream out;
  private final String description;

  /**
   * Starts it and waits until it has read the data.
   *
   * @param entry how
   * @throws IOException if it does not start
   */
  Child(Entry entry) throws IOException {
    this.name = entry.name();
    this.process = entry.process(List.of()).start();
    this.in = process.inputReader(StandardCharsets.UTF_8);
    this.out = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
    try {
      this.description = read();
    } catch (IOException e) {
      process.destroy();
      throw e;
    }
  }

  String description() {
    return description;
  }

  Answer ask(Request request) throws IOException {
    out.println(GSON.toJson(request));
    return GSON.fromJson(read(), Answer.class);
  }

  private String read() throws IOException {
    String line = in.readLine();
    if (line == null) {
      throw new IOException(name + " ended without an answer");
    }
    return line;
  }

  /**
   * Runs a whole process for one cold fit.
   *
   * @param entry which
   * @param k number of clusters
   * @return its answer, with the time from its start to its end
   * @throws IOException if it gives none
   */
  static Answer cold(Entry entry, int k) throws IOException {
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

  @Override
  public void close() {
    out.close();
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
