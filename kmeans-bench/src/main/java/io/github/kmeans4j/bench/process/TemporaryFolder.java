package io.github.kmeans4j.bench.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A folder for files of one run, deleted at its end. */
public final class TemporaryFolder implements AutoCloseable {
  private final Path path;

  /**
   * Creates it.
   *
   * @param prefix beginning of its name
   * @throws IOException if that fails
   */
  public TemporaryFolder(String prefix) throws IOException {
    this.path = Files.createTempDirectory(prefix);
  }

  /**
   * Returns where it is.
   *
   * @return its path
   */
  public Path path() {
    return path;
  }

  /** Deletes it and its files. */
  @Override
  public void close() throws IOException {
    try (Stream<Path> files = Files.list(path)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(path);
  }
}
