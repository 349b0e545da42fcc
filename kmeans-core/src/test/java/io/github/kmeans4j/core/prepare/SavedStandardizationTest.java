package io.github.kmeans4j.core.prepare;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.kmeans4j.Clustering;
import io.github.kmeans4j.internal.model.ModelFile;
import io.github.kmeans4j.io.FileFormatException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is saved comes back bit for bit, alone or before a model, and nothing else is believed. */
class SavedStandardizationTest {
  @TempDir Path folder;

  private static Standardization scale() {
    return new Standardizer()
        .withMissingValues(MissingValues.MEAN)
        .fit(new double[][] {{1, -0.1, 1e-310}, {5, 0.3, 2e300}, {Double.NaN, 7, 0}});
  }

  private static void assertSame(Standardization expected, Standardization actual) {
    assertArrayEquals(expected.means(), actual.means());
    assertArrayEquals(expected.deviations(), actual.deviations());
    assertEquals(expected.missingValues(), actual.missingValues());
    assertEquals(expected.isCentered(), actual.isCentered());
  }

  @Test
  void comesBackFromAFile() throws IOException {
    Path file = folder.resolve("scale.km4j");
    scale().save(file);
    assertSame(scale(), Standardization.load(file));
  }

  @Test
  void comesBackWithoutCentering() throws IOException {
    Path file = folder.resolve("scale.km4j");
    for (MissingValues missing : MissingValues.values()) {
      Standardization scale =
          new Standardizer()
              .withoutCentering()
              .withMissingValues(missing)
              .fit(new double[][] {{1, -0.1}, {5, 0.3}});
      scale.save(file);
      assertSame(scale, Standardization.load(file));
    }
  }

  @Test
  void standsBeforeTheModelInOneStream() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    scale().save(out);
    Clustering.of(new DMatrixRMaj(new double[][] {{1, 2, 3}})).save(out);
    ByteArrayInputStream in = new ByteArrayInputStream(out.toByteArray());
    assertSame(scale(), Standardization.load(in));
    assertEquals(3, Clustering.load(in).columns());
    assertEquals(-1, in.read());
  }

  @Test
  void aModelOfAnotherKindIsNamed() throws IOException {
    Path file = folder.resolve("clusters.km4j");
    Clustering.of(new DMatrixRMaj(new double[][] {{1}})).save(file);
    assertRefused(file, "must hold a standardization of columns (3), but holds a clustering (1)");
    scale().save(file);
    String message =
        assertThrows(FileFormatException.class, () -> Clustering.load(file)).getMessage();
    assertTrue(message.endsWith("but holds a standardization of columns (3)"), message);
  }

  @Test
  void impossibleValuesAreNamed() throws IOException {
    Path file = folder.resolve("forged");
    write(file, "MEDIAN", 1, 0, 1);
    assertRefused(file, "missing values must be one of [REFUSE, MEAN], but is \"MEDIAN\"");
    write(file, "MEAN", 0, 0, 1);
    assertRefused(file, "d must be at least 1, but is 0");
    write(file, "MEAN", 1 << 30, 0, 1);
    assertRefused(file, "means");
    write(file, "MEAN", 1, Double.NaN, 1);
    assertRefused(file, "means: entry 0 must be in");
    write(file, "MEAN", 1, 0, -1);
    assertRefused(file, "deviations: entry 0 must be in 0.0..");
  }

  private static void write(Path file, String missing, int d, double mean, double deviation)
      throws IOException {
    ModelFile.write(
        file,
        ModelFile.STANDARDIZATION,
        out -> {
          out.putString(missing);
          out.putInt(d);
          out.putDouble(mean);
          out.putDouble(deviation);
        });
  }

  private static void assertRefused(Path file, String message) {
    String found =
        assertThrows(FileFormatException.class, () -> Standardization.load(file)).getMessage();
    assertTrue(found.contains(message), found);
  }

  @Test
  void everyFlippedBitIsNoticed() throws IOException {
    Path file = folder.resolve("damaged");
    scale().save(file);
    byte[] whole = Files.readAllBytes(file);
    for (int bit = 0; bit < 8 * whole.length; bit++) {
      byte[] damaged = whole.clone();
      damaged[bit / 8] ^= (byte) (1 << bit % 8);
      Files.write(file, damaged);
      assertThrows(FileFormatException.class, () -> Standardization.load(file));
    }
  }
}
