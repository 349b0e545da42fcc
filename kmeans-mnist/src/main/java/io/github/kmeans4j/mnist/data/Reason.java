package io.github.kmeans4j.mnist.data;

import java.io.IOException;
import java.nio.file.FileSystemException;

/** Why something failed, in one line. */
final class Reason {
  private Reason() {}

  /** Adds the kind of failure where the message alone, a file's name or nothing, does not tell. */
  static String of(IOException e) {
    String kind = e.getClass().getSimpleName();
    if (e.getMessage() == null) {
      return kind;
    }
    return e instanceof FileSystemException ? kind + ": " + e.getMessage() : e.getMessage();
  }
}
