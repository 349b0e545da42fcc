package io.github.kmeans4j.mnist.data;

import java.io.IOException;
import java.nio.file.FileSystemException;

/** Why something failed, in one line. */
public final class Reason {
  private Reason() {}

  /**
   * Adds the kind of failure where the message alone, a file's name or nothing, does not tell.
   *
   * @param e what failed
   * @return one line
   */
  public static String of(IOException e) {
    String kind = e.getClass().getSimpleName();
    if (e.getMessage() == null) {
      // an HTTP client's ConnectException tells only by its cause that a host is unknown
      Throwable root = e;
      while (root.getCause() != null) {
        root = root.getCause();
      }
      String first = root.getClass().getSimpleName();
      return first.equals(kind) ? kind : kind + " (" + first + ")";
    }
    return e instanceof FileSystemException ? kind + ": " + e.getMessage() : e.getMessage();
  }
}
