package io.github.kmeans4j.bench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BenchDataTest {
  @TempDir Path folder;

  @Test
  void syntheticImagesAreTheSameEachTimeAndMostlyZero() {
    BenchData data = BenchData.synthetic(300);
    assertArrayEquals(data.bytes(), BenchData.synthetic(400).first(300).bytes());
    int zeros = 0;
    for (byte value : data.bytes()) {
      zeros += value == 0 ? 1 : 0;
    }
    double share = (double) zeros / data.bytes().length;
    assertTrue(share > 0.6 && share < 0.95, "share of zeros " + share);
  }

  @ParameterizedTest
  @EnumSource(Storage.class)
  void everyStorageHoldsTheSameValues(Storage storage) {
    BenchData data = new BenchData("test", new byte[] {0, 1, 127, -128, -1, 2}, 2, 3);
    double[] row = new double[3];
    storage.points(data).copyRow(1, row);
    assertArrayEquals(new double[] {128, 255, 2}, row);
    assertEquals(127, storage.points(data).get(0, 2));
  }

  @Test
  void firstRowsAreCentroids() {
    BenchData data = new BenchData("test", new byte[] {0, 1, 127, -128, -1, 2}, 3, 2);
    assertArrayEquals(new double[] {0, 1, 127, 128}, data.firstRows(2).data);
    assertThrows(IllegalArgumentException.class, () -> data.first(4));
  }

  @Test
  void whatIsWrittenIsRead() throws IOException {
    BenchData data = BenchData.synthetic(20);
    Path file = folder.resolve("images.gz");
    IdxBytes.write(data, file);
    BenchData read = IdxBytes.read(file);
    assertEquals(20, read.rows());
    assertEquals(data.columns(), read.columns());
    assertArrayEquals(data.bytes(), read.bytes());
  }

  @Test
  void otherFilesAreRefused() throws IOException {
    Path file = folder.resolve("labels.gz");
    try (DataOutputStream out =
        new DataOutputStream(new GZIPOutputStream(Files.newOutputStream(file)))) {
      out.writeInt(0x0801);
    }
    IOException e = assertThrows(IOException.class, () -> IdxBytes.read(file));
    assertTrue(e.getMessage().contains("labels.gz"), e.getMessage());
  }
}
