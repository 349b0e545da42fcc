package io.github.kmeans4j.io;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.UUID;

/**
 * Writes a file that is replaced in one step: into a temporary file in the same folder, which is
 * forced to the disk and then moved. So the name always stands for the whole old file or the whole
 * new one, also if the process dies or the machine loses power. A process that is killed may leave
 * its temporary file, named {@code .kmeans4j-….part}; any other failure removes it. A symbolic link
 * is replaced, not followed. Stateless.
 */
public final class ReplacedFile {
  private ReplacedFile() {}

  /** What a file shall hold. */
  @FunctionalInterface
  public interface Content {
    /**
     * Writes it.
     *
     * @param channel an empty file; closed by the caller
     * @throws IOException if it cannot be written
     */
    void write(FileChannel channel) throws IOException;
  }

  /**
   * Writes a file.
   *
   * @param file where; replaced if it exists
   * @param content writes what it shall hold
   * @throws FileSystemException if its folder is missing or must not be written to, or it is a
   *     folder itself, or a device, pipe or socket or a link to one; names this file, and never the
   *     temporary one
   * @throws ClosedByInterruptException if the calling thread is interrupted, whose flag stays set
   * @throws IOException if it cannot be written; an old file is then still there
   */
  public static void write(Path file, Content content) throws IOException {
    Objects.requireNonNull(file, "file");
    if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileSystemException(file.toString(), null, "a folder cannot be replaced by a file");
    }
    if (isDevice(file)) {
      throw new FileSystemException(
          file.toString(), null, "a device, pipe or socket cannot be replaced by a file");
    }
    Path temporary = file.resolveSibling(".kmeans4j-" + UUID.randomUUID() + ".part");
    FileChannel opened;
    try {
      // not Files.createTempFile: its files can be read by their owner only, and stay so when moved
      opened = FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (FileSystemException e) {
      throw ofFile(file, e);
    }
    try {
      try (FileChannel channel = opened) {
        content.write(channel);
        channel.force(true);
      }
      move(temporary, file);
    } catch (ClosedByInterruptException e) {
      Interrupted own = new Interrupted(file);
      own.initCause(e);
      throw own;
    } finally {
      Files.deleteIfExists(temporary);
    }
    forceFolder(file);
  }

  /** Also where it is a link to one, as {@code /dev/stdout} is. */
  private static boolean isDevice(Path file) throws IOException {
    try {
      return Files.readAttributes(file, BasicFileAttributes.class).isOther();
    } catch (FileSystemException e) {
      return false; // there is nothing yet, or nothing where the link leads to
    }
  }

  private static void move(Path temporary, Path file) throws IOException {
    try {
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (FileSystemException e) {
      throw ofFile(file, e);
    }
  }

  /** Says of the file what the file system said of the temporary one beside it. */
  static FileSystemException ofFile(Path file, FileSystemException e) {
    Path folder = file.toAbsolutePath().getParent();
    String name = file.toString();
    FileSystemException own;
    if (e instanceof NoSuchFileException && (folder == null || !Files.isDirectory(folder))) {
      own = new NoSuchFileException(name, null, "there is no folder " + folder);
    } else if (e instanceof AccessDeniedException) {
      own = new AccessDeniedException(name, null, "the folder " + folder + " is not writable");
    } else {
      String reason = e.getReason();
      own =
          new FileSystemException(
              name, null, reason != null ? reason : "the folder " + folder + " takes no file");
    }
    own.initCause(e);
    return own;
  }

  /** So that the new name is on the disk too; folders cannot be opened everywhere. */
  private static void forceFolder(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      return;
    }
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // the file itself is whole and in place; whether its name outlives a power cut is up to the
      // file system
    }
  }

  /** Names the file: that of a channel has no message, and takes none. */
  private static final class Interrupted extends ClosedByInterruptException {
    private static final long serialVersionUID = 1L;

    private final String file;

    Interrupted(Path file) {
      this.file = file.toString();
    }

    @Override
    public String getMessage() {
      return file + ": the thread was interrupted before all was written, and nothing was changed";
    }
  }
}
