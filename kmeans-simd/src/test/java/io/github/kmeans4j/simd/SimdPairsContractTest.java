package io.github.kmeans4j.simd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.contract.PairsContractTest;
import io.github.kmeans4j.core.internal.measure.Partition;
import io.github.kmeans4j.core.internal.measure.Silhouettes;
import io.github.kmeans4j.internal.kernel.Pairs;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What every kernel must hold, to the last bit, held by this one at each width. */
class SimdPairsContractTest extends PairsContractTest {
  @Override
  protected Pairs pairs() {
    return new SimdKernelProvider().create();
  }

  @Test
  void silhouettesAreThoseOfThePlainLoops() {
    SplittableRandom random = new SplittableRandom(7);
    int n = 1500;
    for (int d : new int[] {2, 40}) {
      float[] values = new float[n * d];
      int[] labels = new int[n];
      for (int i = 0; i < n; i++) {
        labels[i] = i % 7 == 0 ? 1 + i % 5 : 0; // one large cluster, and small ones
        for (int c = 0; c < d; c++) {
          values[i * d + c] = 300 + labels[i] % 3 + random.nextInt(1000) / 256f;
        }
      }
      Points points = Points.of(values, n, d);
      Partition clusters = Partition.of(labels, "labels");
      assertArrayEquals(
          Silhouettes.of(points, clusters, null, 1, new Pairs() {}, share -> {}, i -> i),
          Silhouettes.of(points, clusters, null, 2, pairs(), share -> {}, i -> i));
    }
  }
}
