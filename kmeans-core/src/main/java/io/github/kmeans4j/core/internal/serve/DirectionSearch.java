package io.github.kmeans4j.core.internal.serve;

import io.github.kmeans4j.core.internal.directions.CosineLosses;
import io.github.kmeans4j.core.internal.directions.CosineRows;
import io.github.kmeans4j.core.internal.directions.Directions;
import io.github.kmeans4j.core.internal.directions.Lengths;
import io.github.kmeans4j.core.internal.exact.NearestSearch;
import io.github.kmeans4j.core.internal.exact.ScoredCentroids;
import io.github.kmeans4j.core.internal.exact.SinglePrecision;
import io.github.kmeans4j.core.internal.rows.DataProfile;
import io.github.kmeans4j.core.internal.rows.Distances;
import io.github.kmeans4j.core.internal.rows.RowStore;
import io.github.kmeans4j.core.internal.rows.SparseRows;
import io.github.kmeans4j.core.internal.sparse.SparseLabels;
import io.github.kmeans4j.core.internal.update.Inertia;
import io.github.kmeans4j.core.internal.work.Chunks;
import io.github.kmeans4j.core.internal.work.Workers;
import io.github.kmeans4j.internal.Assigner;
import io.github.kmeans4j.internal.Kernel;
import io.github.kmeans4j.internal.Loss;
import io.github.kmeans4j.internal.NearestSelection;
import io.github.kmeans4j.internal.StoredRows;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Labels by the cosine distance, of centroids of length 1: scores of directions by the kernel, and
 * the plain definition for near-ties. Lists of the nearest, and distances, come from the plain
 * definition alone, with what belongs to a centroid computed once; of sparse rows, from what they
 * store.
 */
record DirectionSearch(double[][] centroids, LossSearch plain, Kernel kernel)
    implements Assigner.Search {
  /** Rows that a thread measures in one go. */
  private static final int CHUNK = 64;

  /** Whether the loss is the cosine distance, and centroids are what a fit leaves. */
  static boolean serves(Loss loss, double[][] centroids) {
    int d = centroids[0].length;
    return Directions.is(loss)
        && ScoredCentroids.canBePacked(centroids.length, d)
        && Directions.haveLength1(centroids);
  }

  @Override
  public void label(StoredRows rows, IntConsumer check, int threads, int[] labels) {
    try (Workers workers = new Workers(threads)) {
      label(directions(rows, check, workers), labels, workers);
    }
  }

  @Override
  public double assign(
      StoredRows rows, IntConsumer check, double @Nullable [] weights, int threads, int[] labels) {
    try (Workers workers = new Workers(threads)) {
      RowStore directions = directions(rows, check, workers);
      label(directions, labels, workers);
      return Inertia.direct(directions, null, labels, centroids, weights, workers) / 2;
    }
  }

  private RowStore directions(StoredRows rows, IntConsumer check, Workers workers) {
    RowStore store = checked(rows, check, workers);
    return Directions.of(store, Lengths.of(store, workers));
  }

  private RowStore checked(StoredRows rows, IntConsumer check, Workers workers) {
    RowStore store = RowStore.of(rows, kernel);
    Chunks chunks = new Chunks(store.n, Chunks.ROWS);
    workers.run(
        chunks.count(),
        (chunk, worker) -> {
          for (int i = chunks.first(chunk); i < chunks.end(chunk); i++) {
            check.accept(i);
          }
        });
    return store;
  }

  private void label(RowStore directions, int[] labels, Workers workers) {
    if (directions instanceof SparseRows sparse) {
      new SparseLabels(sparse, centroids, workers).label(null, labels, row -> {});
      return;
    }
    DataProfile profile = DataProfile.ofDirections(directions, Double.MIN_VALUE);
    SinglePrecision frame = new SinglePrecision(directions, profile);
    ScoredCentroids scored = new ScoredCentroids(frame, centroids);
    Chunks chunks = new Chunks(labels.length, Chunks.ROWS);
    @Nullable NearestSearch[] searches = new NearestSearch[workers.threads()];
    workers.run(
        chunks.count(),
        (chunk, worker) -> {
          NearestSearch search = searches[worker];
          if (search == null) {
            search = new NearestSearch(frame, centroids.length, labels.length);
            searches[worker] = search;
          }
          search.label(null, chunks.first(chunk), chunks.end(chunk), labels, scored, row -> {});
        });
  }

  @Override
  public void nearest(StoredRows rows, IntConsumer check, int threads, int[][] nearest) {
    measure(
        rows,
        check,
        threads,
        (measures, first, end) -> {
          double[] distances = new double[centroids.length];
          for (int i = first; i < end; i++) {
            measures.measure(i, distances, 0);
            NearestSelection.ofLosses(distances, nearest[i]);
          }
        });
  }

  @Override
  public boolean hasDistances() {
    return true;
  }

  @Override
  public void distances(StoredRows rows, IntConsumer check, int threads, double[] distances) {
    measure(
        rows,
        check,
        threads,
        (measures, first, end) -> {
          for (int i = first; i < end; i++) {
            measures.measure(i, distances, i * centroids.length);
          }
        });
  }

  /** Measures how far a row is from all centroids; scratch of one worker. */
  private interface Measures {
    void measure(int row, double[] distances, int at);
  }

  /** What is done with some rows, and what measures them. */
  private interface Use {
    void of(Measures measures, int first, int end);
  }

  private void measure(StoredRows rows, IntConsumer check, int threads, Use use) {
    try (Workers workers = new Workers(threads)) {
      RowStore store = checked(rows, check, workers);
      Lengths lengths = Lengths.of(store, workers);
      Supplier<Measures> measures =
          store instanceof SparseRows ? byStored(store, lengths) : byColumn(store, lengths);
      Chunks chunks = new Chunks(store.n, CHUNK);
      workers.run(
          chunks.count(),
          (chunk, worker) -> use.of(measures.get(), chunks.first(chunk), chunks.end(chunk)));
    }
  }

  /** Sparse rows: without copies of centroids, which may have millions of columns. */
  private Supplier<Measures> byStored(RowStore store, Lengths lengths) {
    Distances twice = Directions.of(store, lengths).distancesTo(centroids);
    return () ->
        (row, distances, at) -> {
          for (int j = 0; j < centroids.length; j++) {
            distances[at + j] = twice.squared(row, j) / 2;
          }
        };
  }

  private Supplier<Measures> byColumn(RowStore store, Lengths lengths) {
    CosineLosses losses = new CosineLosses(centroids);
    return () -> {
      CosineRows read = new CosineRows(store, lengths);
      return (row, distances, at) -> {
        read.read(row);
        losses.measure(read, distances, at);
      };
    };
  }

  @Override
  public int label(double[] row) {
    return plain.label(row);
  }
}
