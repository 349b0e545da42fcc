package io.github.kmeans4j.core.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.kmeans4j.Clustering;
import io.github.kmeans4j.core.ManhattanDistance;
import io.github.kmeans4j.core.prepare.Standardization;
import java.nio.ByteOrder;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever reads files says which one it was that is a folder. */
class FolderAsFileTest {
  @TempDir Path folder;

  /** Reads a file in its way. */
  @FunctionalInterface
  private interface Reader {
    Object read(Path file) throws Exception;
  }

  private static Arguments reader(String name, Reader reader) {
    return Arguments.of(name, reader);
  }

  static Stream<Arguments> readers() {
    return Stream.of(
        reader("IDX", FileSource::idx),
        reader("npy", FileSource::npy),
        reader("raw", p -> FileSource.raw(p, ValueType.FLOAT, ByteOrder.LITTLE_ENDIAN, 3)),
        reader("npz", SparseFile::npz),
        reader("Matrix Market", SparseFile::matrixMarket),
        reader("svmlight", p -> SvmlightFormat.oneBased().read(p)),
        reader("svmlight in blocks", p -> SvmlightFormat.oneBased().open(p)),
        reader("clustering", Clustering::load),
        reader("clustering and metric", p -> Clustering.load(p, new ManhattanDistance())),
        reader("standardization", Standardization::load));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("readers")
  void isNamed(String name, Reader reader) {
    Executable read = () -> reader.read(folder);
    assertEquals(
        folder + ": a folder cannot be read as a file",
        assertThrows(FileSystemException.class, read).getMessage());
  }
}
