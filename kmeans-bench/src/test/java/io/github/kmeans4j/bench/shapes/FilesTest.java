package io.github.kmeans4j.bench.shapes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.data.FileSource;
import io.github.kmeans4j.core.data.ValueType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written is what is read. */
class FilesTest {
  @TempDir Path folder;

  @Test
  void floatsComeBack() throws IOException {
    Path file = folder.resolve("x.npy");
    float[] values = Generators.flat(200_000, 3, 1); // more than one piece
    Npy.write(file, values, 3);
    try (FileSource source = FileSource.npy(file)) {
      assertEquals(ValueType.FLOAT, source.type());
      assertEquals(200_000, source.rows());
      Points points = source.read(0, 200_000);
      for (int i = 0; i < values.length; i++) {
        assertEquals(values[i], points.get(i / 3, i % 3));
      }
    }
  }

  @Test
  void bytesComeBackAsUnsigned() throws IOException {
    Path file = folder.resolve("x.npy");
    Npy.write(file, new byte[] {0, 127, -128, -1, 5, 6, 9, 9}, 2, 3);
    try (FileSource source = FileSource.npy(file)) {
      assertEquals(ValueType.UNSIGNED_BYTE, source.type());
      assertEquals(2, source.rows());
      assertEquals(128, source.read(0, 2).get(0, 2));
      assertEquals(255, source.read(0, 2).get(1, 0));
    }
  }

  @Test
  void theHeaderIsThatOfNumPy() throws IOException {
    Path file = folder.resolve("x.npy");
    Npy.write(file, new float[] {1, 2}, 1);
    byte[] bytes = Files.readAllBytes(file);
    assertEquals(128 + 8, bytes.length);
    assertEquals(
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 1), }",
        new String(bytes, 10, 118, StandardCharsets.US_ASCII).strip());
    assertEquals('\n', bytes[127]);
  }

  @Test
  void dataAreWrittenOnce() throws IOException {
    DataFolder data = new DataFolder(folder, null);
    DataSet set = new DataSet(DataKind.UNIFORM, 10, 2, 0, 1);
    Path file = data.file(set);
    assertEquals(folder.resolve("uniform-10x2-0-seed1.npy"), file);
    Npy.write(folder.resolve("uniform-10x2-0-seed1.npy"), new float[] {7}, 1);
    assertEquals(file, data.file(set));
    try (FileSource source = FileSource.npy(folder.resolve("uniform-10x2-0-seed1.npy"))) {
      assertEquals(7, source.read(0, 1).get(0, 0));
    }
  }

  @Test
  void withoutPythonThereAreNoPhotographs() throws IOException {
    DataSet pixels = new DataSet(DataKind.PIXELS, 10, 3, 0, 1);
    assertNull(new DataFolder(folder, null).file(pixels));
    assertEquals("scikit-learn's photographs are not there", DataFolder.reason(pixels));
  }

  @Test
  void startsAreDistinct() throws IOException {
    Path file = folder.resolve("x.npy");
    Npy.write(file, new float[] {0, 1, -0f, 1, 2, 1, 0, 1, 2, 3}, 2);
    assertArrayEquals(new int[] {0, 2, 4}, FirstRows.distinct(file, 5, 3));
    String message =
        assertThrows(IOException.class, () -> FirstRows.distinct(file, 4, 3)).getMessage();
    assertEquals(file + " has only 2 distinct rows, not 3", message);
  }
}
