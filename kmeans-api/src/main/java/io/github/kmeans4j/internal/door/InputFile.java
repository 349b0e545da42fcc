package io.github.kmeans4j.internal.door;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/**
 * The door through which files are read. A folder can be opened on some systems, and then tells
 * without its name that it is one.
 */
public final class InputFile {
  private InputFile() {}

  /**
   * Opens a file to be read at any place.
   *
   * @param file a file
   * @return the open file; to be closed
   * @throws FileSystemException if there is none, it is a folder, or must not be read; names it
   * @throws IOException if it cannot be opened
   */
  public static FileChannel channel(Path file) throws IOException {
    return FileChannel.open(check(file), StandardOpenOption.READ);
  }

  /**
   * Opens a file to be read from its beginning on.
   *
   * @param file a file
   * @return its bytes, without a buffer; to be closed
   * @throws FileSystemException as {@link #channel}
   * @throws IOException if it cannot be opened
   */
  public static InputStream stream(Path file) throws IOException {
    return Files.newInputStream(check(file));
  }

  /**
   * Checks that something is no folder.
   *
   * @param file a file, which need not exist
   * @return the same
   * @throws FileSystemException if it is a folder; names it
   */
  public static Path check(Path file) throws FileSystemException {
    if (Files.isDirectory(Objects.requireNonNull(file, "file"))) {
      throw new FileSystemException(file.toString(), null, "a folder cannot be read as a file");
    }
    return file;
  }
}
