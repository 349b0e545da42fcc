package io.github.kmeans4j.mnist.idx;

import java.io.IOException;

/**
 * Thrown when a file is not the IDX file that was expected; names file, byte offset and
 * expectation.
 */
public final class IdxFormatException extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param file name of the file
   * @param offset where in the uncompressed file the trouble begins, in bytes
   * @param problem what was expected and what was found
   */
  public IdxFormatException(String file, long offset, String problem) {
    super(file + ", byte " + offset + ": " + problem);
  }
}
