package io.github.kmeans4j.bench.process;

import com.google.gson.Gson;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** A process that answers requests, seen from outside. Not thread-safe. */
public final class Child implements AutoCloseable {
  private static final Gson GSON = new Gson();
  private static final int PATIENCE_SECONDS = 10;

  private final String name;
  private final Process process;
  private final BufferedReader in;
  private final PrintStream out;
  private final String description;

  /**
   * Starts it and waits until it is ready.
   *
   * @param name for messages
   * @param builder how to start it
   * @throws IOException if it does not start
   */
  public Child(String name, ProcessBuilder builder) throws IOException {
    this.name = name;
    this.process = builder.start();
    this.in = process.inputReader(StandardCharsets.UTF_8);
    this.out = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
    try {
      this.description = read();
    } catch (IOException e) {
      process.destroy();
      throw e;
    }
  }

  /**
   * Returns who it is.
   *
   * @return its first line
   */
  public String description() {
    return description;
  }

  /**
   * Has it do something, and waits for the end.
   *
   * @param <T> type of the answer
   * @param request goes to it as one line of JSON
   * @param type type of the answer
   * @return its next line, parsed
   * @throws IOException if it has ended
   */
  public <T> T ask(Object request, Class<T> type) throws IOException {
    out.println(GSON.toJson(request));
    return GSON.fromJson(read(), type);
  }

  private String read() throws IOException {
    String line = in.readLine();
    if (line == null) {
      throw new IOException(name + " ended without an answer");
    }
    return line;
  }

  /** Ends its input, waits for its end, and ends it if that takes too long. */
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
