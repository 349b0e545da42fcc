package io.github.kmeans4j.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.kmeans4j.Clustering;
import io.github.kmeans4j.Initializer;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.StopReason;
import io.github.kmeans4j.core.evaluation.ClusterAccuracy;
import java.util.Locale;
import java.util.zip.CRC32;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The results of the exact algorithm on real data, known from plain double-precision Lloyd and from
 * scikit-learn in float64: initial centroids are the first k rows, the end is the fixed point.
 */
class ReferenceRunTest {
  private static final int D = 784;

  /** Kinds of storage. */
  enum Storage {
    BYTES {
      @Override
      Points of(byte[] values, int n, int d) {
        return Points.ofUnsignedBytes(values, n, d);
      }
    },
    FLOATS {
      @Override
      Points of(byte[] values, int n, int d) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
          floats[i] = values[i] & 0xFF;
        }
        return Points.of(floats, n, d);
      }
    },
    DOUBLES {
      @Override
      Points of(byte[] values, int n, int d) {
        double[] doubles = new double[values.length];
        for (int i = 0; i < doubles.length; i++) {
          doubles[i] = values[i] & 0xFF;
        }
        return Points.of(doubles, n, d);
      }
    };

    abstract Points of(byte[] values, int n, int d);
  }

  @ParameterizedTest
  @CsvSource({
    "BYTES, 1", "BYTES, 2", "BYTES, 3", "BYTES, 7",
    "FLOATS, 1", "FLOATS, 2", "FLOATS, 3", "FLOATS, 7",
    "DOUBLES, 1", "DOUBLES, 2", "DOUBLES, 3", "DOUBLES, 7"
  })
  void digits(Storage storage, int threads) {
    Points points = storage.of(ReferenceData.digits(), 1797, 64);
    Clustering c = fit(points, 10, threads);
    assertEquals(14, c.iterations());
    assertEquals("1167859.3840066", String.format(Locale.ROOT, "%.7f", c.inertia()));
    assertEquals("1582d972", crc(c.labels()));
    assertEquals("0.79132", accuracy(c, ReferenceData.digitLabels()));
  }

  @ParameterizedTest
  @CsvSource({
    "BYTES, 1", "BYTES, 2", "BYTES, 3", "BYTES, 7",
    "FLOATS, 2", "FLOATS, 3", "DOUBLES, 1", "DOUBLES, 2"
  })
  void mnistTenClusters(Storage storage, int threads) {
    checkMnist(storage, threads, 10, 89, "153017875137.6", "de607192", "0.57710", "25462868468.2");
  }

  @ParameterizedTest
  @CsvSource({"BYTES, 2", "BYTES, 3", "FLOATS, 2", "DOUBLES, 2"})
  void mnistSixtyFourClusters(Storage storage, int threads) {
    checkMnist(storage, threads, 64, 105, "116057955472.1", "33ed5c7a", "0.83383", "19348432794.7");
  }

  @Test
  void otherStartsGiveTheSameFromEveryStorage() {
    byte[] pixels = ReferenceData.mnist("train-images-idx3-ubyte", 60000 * D);
    LloydKMeans lloyd = new LloydKMeans(40).withSeed(7).withMaxIterations(12).withThreads(2);
    Clustering expected = lloyd.fit(Storage.BYTES.of(pixels, 60000, D));
    for (Storage storage : new Storage[] {Storage.FLOATS, Storage.DOUBLES}) {
      Clustering c = lloyd.fit(storage.of(pixels, 60000, D));
      assertArrayEquals(expected.labels(), c.labels());
      assertArrayEquals(expected.centroids().data, c.centroids().data);
      assertEquals(expected.inertia(), c.inertia());
    }
  }

  private static void checkMnist(
      Storage storage,
      int threads,
      int k,
      int iterations,
      String inertia,
      String crc,
      String accuracy,
      String testInertia) {
    Points train = storage.of(ReferenceData.mnist("train-images-idx3-ubyte", 60000 * D), 60000, D);
    Clustering c = fit(train, k, threads);
    assertEquals(StopReason.CONVERGED, c.stopReason());
    assertEquals(iterations, c.iterations());
    assertEquals(inertia, String.format(Locale.ROOT, "%.1f", c.inertia()));
    assertEquals(crc, crc(c.labels()));
    int[] truth = ReferenceData.toInts(ReferenceData.mnist("train-labels-idx1-ubyte", 60000));
    assertEquals(accuracy, accuracy(c, truth));
    assertArrayEquals(c.labels(), c.predict(train));
    Points test = storage.of(ReferenceData.mnist("t10k-images-idx3-ubyte", 10000 * D), 10000, D);
    assertEquals(testInertia, String.format(Locale.ROOT, "%.1f", c.inertia(test)));
  }

  private static Clustering fit(Points points, int k, int threads) {
    int d = points.columns();
    DMatrixRMaj initial = new DMatrixRMaj(k, d);
    double[] row = new double[d];
    for (int j = 0; j < k; j++) {
      points.copyRow(j, row);
      System.arraycopy(row, 0, initial.data, j * d, d);
    }
    return new LloydKMeans(k)
        .withInitializer(Initializer.of(initial))
        .withThreads(threads)
        .fit(points);
  }

  private static String accuracy(Clustering c, int[] truth) {
    int[] digits = ClusterAccuracy.majorityLabels(c.labels(), truth, c.k());
    int[] predicted = ClusterAccuracy.apply(digits, c.labels());
    return String.format(Locale.ROOT, "%.5f", ClusterAccuracy.accuracy(predicted, truth));
  }

  private static String crc(int[] labels) {
    CRC32 crc = new CRC32();
    for (int label : labels) {
      crc.update(label);
    }
    return String.format("%08x", crc.getValue());
  }
}
