package io.github.kmeans4j.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file is replaced as a whole, and what fails is said of it and not of the temporary one. */
class ReplacedFileTest {
  @TempDir private Path folder;

  private static void write(Path file, String text) throws IOException {
    ReplacedFile.write(
        file, channel -> channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8))));
  }

  private List<Path> list() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  @Test
  void replacesAFileAndALinkButNotWhatTheLinkNames() throws IOException {
    Path file = folder.resolve("a");
    write(file, "old");
    write(file, "new");
    assertEquals("new", Files.readString(file));
    Path link = Files.createSymbolicLink(folder.resolve("b"), file);
    write(link, "other");
    assertEquals("new", Files.readString(file));
    assertEquals("other", Files.readString(link));
    assertFalse(Files.isSymbolicLink(link));
    Path toFolder = Files.createSymbolicLink(folder.resolve("c"), folder);
    write(toFolder, "third");
    assertTrue(Files.isRegularFile(toFolder, LinkOption.NOFOLLOW_LINKS));
    assertEquals(List.of(file, link, toFolder), list());
  }

  @Test
  void whatIsNoFileIsLeftAlone() throws IOException {
    Path socket = folder.resolve("s");
    try (ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.bind(UnixDomainSocketAddress.of(socket));
      Path link = Files.createSymbolicLink(folder.resolve("t"), socket);
      for (Path path : List.of(socket, link)) {
        FileSystemException e = assertThrows(FileSystemException.class, () -> write(path, "x"));
        assertEquals(
            path + ": a device, pipe or socket cannot be replaced by a file", e.getMessage());
      }
      assertTrue(Files.isSymbolicLink(link));
      assertFalse(Files.isRegularFile(socket));
      assertEquals(List.of(socket, link), list());
    }
  }

  @Test
  void aLinkToNothingIsReplaced() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("d"), folder.resolve("none"));
    write(link, "x");
    assertEquals("x", Files.readString(link));
    assertEquals(List.of(link), list());
  }

  @Test
  void aMissingFolderIsNamedWithTheFile() {
    Path file = folder.resolve("none").resolve("deeper").resolve("m");
    FileSystemException e = assertThrows(NoSuchFileException.class, () -> write(file, "x"));
    assertEquals(file + ": there is no folder " + file.getParent(), e.getMessage());
    assertEquals(file.toString(), e.getFile());
  }

  @Test
  void aFolderIsNoFile() throws IOException {
    Path inside = Files.createDirectories(folder.resolve("taken").resolve("inside"));
    for (Path taken : List.of(inside, inside.getParent(), folder.getRoot())) {
      FileSystemException e = assertThrows(FileSystemException.class, () -> write(taken, "x"));
      assertEquals(taken + ": a folder cannot be replaced by a file", e.getMessage());
    }
    assertEquals(List.of(inside.getParent()), list());
  }

  @Test
  void aFileIsNoFolder() throws IOException {
    Path file = folder.resolve("a");
    write(file, "old");
    Path inside = file.resolve("m");
    FileSystemException e = assertThrows(FileSystemException.class, () -> write(inside, "x"));
    assertEquals(inside.toString(), e.getFile());
    assertFalse(String.valueOf(e.getMessage()).contains(".part"), e.getMessage());
    assertEquals(List.of(file), list());
  }

  @Test
  void whatTheFileSystemRefusesIsSaidOfTheFile() {
    Path file = folder.resolve("m");
    FileSystemException denied =
        ReplacedFile.ofFile(file, new AccessDeniedException(".kmeans4j-1.part"));
    assertInstanceOf(AccessDeniedException.class, denied);
    assertEquals(file + ": the folder " + folder + " is not writable", denied.getMessage());
    FileSystemException none = ReplacedFile.ofFile(file, new NoSuchFileException(".part"));
    assertEquals(file + ": the folder " + folder + " takes no file", none.getMessage());
    FileSystemException full =
        ReplacedFile.ofFile(
            file, new FileSystemException(".kmeans4j-1.part", null, "No space left on device"));
    assertEquals(file + ": No space left on device", full.getMessage());
  }

  @Test
  void anInterruptLeavesTheOldFileAndTheFlag() throws IOException {
    Path file = folder.resolve("a");
    write(file, "old");
    Thread.currentThread().interrupt();
    ClosedByInterruptException before =
        assertThrows(ClosedByInterruptException.class, () -> write(file, "new"));
    assertTrue(Thread.interrupted());
    ClosedByInterruptException half =
        assertThrows(
            ClosedByInterruptException.class,
            () ->
                ReplacedFile.write(
                    file,
                    channel -> {
                      channel.write(ByteBuffer.wrap(new byte[5]));
                      Thread.currentThread().interrupt();
                    }));
    assertTrue(Thread.interrupted());
    for (ClosedByInterruptException e : List.of(before, half)) {
      assertEquals(
          file + ": the thread was interrupted before all was written, and nothing was changed",
          e.getMessage());
    }
    assertEquals("old", Files.readString(file));
    assertEquals(List.of(file), list());
  }

  @Test
  void aFailureOfTheWriterLeavesTheOldFileAndNothingElse() throws IOException {
    Path file = folder.resolve("a");
    write(file, "old");
    IOException failure = new IOException("the source is gone");
    assertEquals(
        failure,
        assertThrows(
            IOException.class,
            () ->
                ReplacedFile.write(
                    file,
                    channel -> {
                      throw failure;
                    })));
    assertEquals("old", Files.readString(file));
    assertEquals(List.of(file), list());
  }
}
