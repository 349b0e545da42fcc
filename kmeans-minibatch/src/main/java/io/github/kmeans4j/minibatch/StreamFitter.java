package io.github.kmeans4j.minibatch;

import io.github.kmeans4j.Clustering;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.Seeding;
import io.github.kmeans4j.StopReason;
import io.github.kmeans4j.core.EuclideanDistance;
import io.github.kmeans4j.core.internal.DataProfile;
import io.github.kmeans4j.core.internal.Fits;
import io.github.kmeans4j.core.internal.KernelAssigner;
import io.github.kmeans4j.core.internal.RowAssignment;
import io.github.kmeans4j.core.internal.RowStore;
import io.github.kmeans4j.core.internal.Workers;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.ejml.data.DMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * Mini-batch k-means over a stream: learns from batches as they come, and can tell the clusters at
 * any time. Made by {@link MiniBatchKMeans#stream()}.
 *
 * <p>The first batch must have at least k rows; the initial centroids are chosen from it. Rows are
 * not remembered. The same batches in the same order with the same seed give the same bits for any
 * number of threads. A batch that is refused changes nothing.
 *
 * <p>Not thread-safe: one thread at a time.
 */
public final class StreamFitter {
  private final MiniBatchOptions options;
  private final SplittableRandom random;
  private @Nullable ClassicStep step;
  private final int[] sizes;
  private double lastInertia;
  private int batches;
  private int columns;

  StreamFitter(MiniBatchOptions options) {
    this.options = options;
    this.random = new SplittableRandom(options.seed);
    this.sizes = new int[options.k];
  }

  /**
   * Learns from a batch.
   *
   * @param batch rows of d columns, any number; the first batch at least k
   * @return this fitter
   * @throws IllegalArgumentException if a value is not finite (the message names row and column),
   *     the width differs from the first batch's, or the first batch has fewer than k rows
   * @throws io.github.kmeans4j.FitInterruptedException if the calling thread is interrupted; the
   *     batch is then not learned
   */
  public StreamFitter partialFit(Points batch) {
    Objects.requireNonNull(batch, "batch");
    if (step != null && batch.columns() != columns) {
      throw new IllegalArgumentException(
          "batch must have "
              + columns
              + " columns as the first one had, but has "
              + batch.columns());
    }
    try (Workers workers = new Workers(options.threads)) {
      RowStore store = RowStore.of(batch);
      DataProfile profile = DataProfile.of(store, workers);
      if (step == null) {
        step = begin(batch);
        columns = batch.columns();
      }
      RowAssignment assignment = new RowAssignment(store, profile, options.k, workers);
      int[] rows = new int[batch.rows()];
      for (int i = 0; i < rows.length; i++) {
        rows[i] = i;
      }
      int[] labels = new int[rows.length];
      lastInertia = step.learn(store, assignment, rows, labels, null, workers);
      for (int label : labels) {
        sizes[label]++;
      }
      batches++;
    }
    return this;
  }

  /**
   * Returns the number of batches learned.
   *
   * @return at least 0
   */
  public int batches() {
    return batches;
  }

  /**
   * Returns the clusters as they are now.
   *
   * @return a clustering without labels: its sizes count the rows by the labels they had when their
   *     batch came, its inertia is that of the last batch before it was learned, its iterations are
   *     the batches
   * @throws IllegalStateException if no batch has come yet
   */
  public Clustering toClustering() {
    if (step == null) {
      throw new IllegalStateException("there are no clusters before the first batch");
    }
    return Clustering.builder(new DMatrixRMaj(step.centroids()), new EuclideanDistance())
        .sizes(sizes, lastInertia)
        .course(batches, StopReason.MAX_ITERATIONS, List.of())
        .assigner(new KernelAssigner(options.threads))
        .build();
  }

  private ClassicStep begin(Points batch) {
    if (batch.rows() < options.k) {
      throw new IllegalArgumentException(
          "the first batch must have at least k = " + options.k + " rows, but has " + batch.rows());
    }
    Seeding seeding = new Seeding(random.split(), new EuclideanDistance(), null, options.threads);
    double[][] initial = Fits.initialize(options.initializer, batch, options.k, seeding);
    return new ClassicStep(initial, options.reassignmentRatio, random.split());
  }
}
