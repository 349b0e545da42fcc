package io.github.kmeans4j.bench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.kmeans4j.core.internal.kernel.Kernels;
import io.github.kmeans4j.core.internal.rows.Euclidean;
import io.github.kmeans4j.core.internal.serve.KernelAssigner;
import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the assignment benchmarks time is right: the labels of the plain definition. */
class AssignmentsAgreeTest {
  private static final int ROWS = 700;
  private static final BenchData DATA = BenchData.synthetic(ROWS);

  /** Direct differences in double. */
  private static int[] naive(int k) {
    double[] x = DATA.doubles();
    int d = DATA.columns();
    int[] labels = new int[ROWS];
    for (int i = 0; i < ROWS; i++) {
      double least = Double.POSITIVE_INFINITY;
      for (int j = 0; j < k; j++) {
        double sum = 0;
        for (int c = 0; c < d; c++) {
          double difference = x[i * d + c] - x[j * d + c];
          sum += difference * difference;
        }
        if (sum < least) {
          least = sum;
          labels[i] = j;
        }
      }
    }
    return labels;
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 16, 64, 256})
  void baselineInDouble(int k) {
    DMatrixRMaj x = DMatrixRMaj.wrap(ROWS, DATA.columns(), DATA.doubles());
    int[] labels = new int[ROWS];
    EjmlBaseline.assign(x, DATA.firstRows(k), new DMatrixRMaj(ROWS, k), labels);
    assertArrayEquals(naive(k), labels);
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 16, 64, 256})
  void baselineInFloat(int k) {
    FMatrixRMaj x = FMatrixRMaj.wrap(ROWS, DATA.columns(), DATA.floats());
    FMatrixRMaj c = FMatrixRMaj.wrap(k, DATA.columns(), DATA.first(k).floats());
    int[] labels = new int[ROWS];
    EjmlBaseline.assign(x, c, new FMatrixRMaj(ROWS, k), labels);
    assertArrayEquals(naive(k), labels);
  }

  @ParameterizedTest
  @EnumSource(
      value = Storage.class,
      names = {"BYTE", "FLOAT"})
  void bareKernel(Storage storage) {
    for (int k : new int[] {1, 7, 10, 16, 64, 256}) {
      for (int threads = 1; threads <= 3; threads++) {
        float[] centroids = DATA.first(k).floats();
        int[] labels = new int[ROWS];
        try (KernelPass pass = new KernelPass(Kernels.get(), DATA, storage, centroids, threads)) {
          pass.run(labels);
        }
        assertArrayEquals(naive(k), labels, "k = " + k + ", threads = " + threads);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Storage.class)
  void exactAssignment(Storage storage) {
    for (int k : new int[] {1, 10, 16, 64, 256}) {
      double[][] centroids = new double[k][DATA.columns()];
      for (int j = 0; j < k; j++) {
        storage.points(DATA).copyRow(j, centroids[j]);
      }
      int[] labels = new int[ROWS];
      new KernelAssigner()
          .search(centroids, Euclidean.LOSS)
          .assign(storage.points(DATA), row -> {}, null, 2, labels);
      assertArrayEquals(naive(k), labels, "k = " + k);
    }
  }

  @Test
  void labelsAreNotTrivial() {
    assertTrue(Arrays.stream(naive(64)).distinct().count() > 32);
  }
}
