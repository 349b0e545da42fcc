package io.github.kmeans4j.core.internal.serve;

import io.github.kmeans4j.core.internal.exact.ScoredCentroids;
import io.github.kmeans4j.core.internal.kernel.Kernels;
import io.github.kmeans4j.core.internal.work.Workers;
import io.github.kmeans4j.internal.Assigner;
import io.github.kmeans4j.internal.Loss;
import java.util.function.IntConsumer;

/**
 * Prepares centroids for questions: Euclidean ones for the kernel, with the plain definition for
 * near-ties; others for the plain definition alone. Stateless.
 */
public final class KernelAssigner implements Assigner {

  /** Creates it; for {@link java.util.ServiceLoader} too. */
  public KernelAssigner() {}

  @Override
  public Assigner.Search search(double[][] centroids, Loss loss) {
    if (loss.isEuclidean() && ScoredCentroids.canBePacked(centroids.length, centroids[0].length)) {
      return new EuclideanSearch(centroids, Kernels.get());
    }
    LossSearch plain = new LossSearch(centroids, loss, Kernels.get());
    return DirectionSearch.serves(loss, centroids)
        ? new DirectionSearch(centroids, plain, Kernels.get())
        : plain;
  }

  @Override
  public void run(int threads, int pieces, IntConsumer piece) {
    try (Workers workers = new Workers(threads)) {
      workers.run(pieces, (number, worker) -> piece.accept(number));
    }
  }
}
