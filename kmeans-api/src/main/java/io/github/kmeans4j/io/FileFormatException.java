package io.github.kmeans4j.io;

import java.io.IOException;

/**
 * Thrown when a file of a model or of data is not what it should be: of another format, of an
 * unknown version, cut off, damaged, or with impossible contents. The message names the file, the
 * byte, what was expected and what was found.
 */
public final class FileFormatException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Where in the file the trouble begins, in bytes. */
  private final long offset;

  /**
   * Creates the exception.
   *
   * @param file name of the file
   * @param offset where in the file the trouble begins, in bytes
   * @param problem what was expected and what was found
   */
  public FileFormatException(String file, long offset, String problem) {
    super(file + ", byte " + offset + ": " + problem);
    this.offset = offset;
  }

  /**
   * Returns where the trouble begins.
   *
   * @return the offset in the file, in bytes
   */
  public long offset() {
    return offset;
  }
}
