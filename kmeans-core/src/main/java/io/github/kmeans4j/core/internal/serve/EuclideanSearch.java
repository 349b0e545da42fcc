package io.github.kmeans4j.core.internal.serve;

import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.internal.exact.NearestSearch;
import io.github.kmeans4j.core.internal.exact.ScoredCentroids;
import io.github.kmeans4j.core.internal.exact.SinglePrecision;
import io.github.kmeans4j.core.internal.rows.DataProfile;
import io.github.kmeans4j.core.internal.rows.RowStore;
import io.github.kmeans4j.core.internal.rows.SparseRows;
import io.github.kmeans4j.core.internal.sparse.SparseLabels;
import io.github.kmeans4j.core.internal.update.Inertia;
import io.github.kmeans4j.core.internal.work.Chunks;
import io.github.kmeans4j.core.internal.work.Workers;
import io.github.kmeans4j.internal.Assigner;
import io.github.kmeans4j.internal.Kernel;
import io.github.kmeans4j.internal.StoredRows;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Answers by the squared Euclidean distance: scores of the kernel, near-ties by the plain
 * definition.
 *
 * <p>Nobody looks at the rows beforehand. The frame in which scores are computed suits the
 * centroids, and the norm of a row, which bounds the error of its scores, also tells that all its
 * values are finite. What is made of the centroids, in single and in double precision, is made when
 * the first question needs it, and kept; two threads may make it at once, and either will do.
 */
public final class EuclideanSearch implements Assigner.Search {
  /** Places for scratch of single rows; a power of two. */
  private static final int PLACES = 16;

  private final double[][] centroids;
  private final int k;
  private final int d;
  private final Kernel kernel;
  private final double worth;
  private final AtomicReferenceArray<@Nullable OneRow> idle = new AtomicReferenceArray<>(PLACES);
  private volatile @Nullable Scored scored;
  private volatile @Nullable DistancePanels panels;
  private volatile @Nullable FewDistances few;
  private volatile @Nullable Directions directions;

  /** Centroids in a frame. */
  record Scored(SinglePrecision frame, ScoredCentroids centroids) {}

  /** A plane, which belongs to the same centroids in the same frame. */
  private record Directions(ScoredCentroids centroids, @Nullable CentroidPlane plane) {}

  /**
   * Prepares nothing yet.
   *
   * @param centroids k × d, finite; kept, so not to be changed
   * @param kernel what reads and scores rows
   */
  public EuclideanSearch(double[][] centroids, Kernel kernel) {
    this(centroids, kernel, CentroidPlane.WORTH);
  }

  /**
   * The same with another opinion of how much work a {@link CentroidPlane} is worth.
   *
   * @param centroids k × d, finite; kept, so not to be changed
   * @param kernel what reads and scores rows
   * @param worth products of a call from which on one is used; changes no answer
   */
  public EuclideanSearch(double[][] centroids, Kernel kernel, double worth) {
    this.worth = worth;
    this.centroids = centroids;
    this.k = centroids.length;
    this.d = centroids[0].length;
    this.kernel = kernel;
  }

  @Override
  public void label(StoredRows rows, IntConsumer check, int threads, int[] labels) {
    RowStore store = RowStore.of(rows, kernel);
    try (Workers workers = new Workers(threads)) {
      label(store, check, workers, labels);
    }
  }

  @Override
  public double assign(
      StoredRows rows, IntConsumer check, double @Nullable [] weights, int threads, int[] labels) {
    RowStore store = RowStore.of(rows, kernel);
    try (Workers workers = new Workers(threads)) {
      label(store, check, workers, labels);
      double inertia = Inertia.direct(store, null, labels, centroids, weights, workers);
      if (!Double.isFinite(inertia)) {
        DataProfile.of(store, workers); // says which value is too large
      }
      return inertia;
    }
  }

  private void label(RowStore store, IntConsumer check, Workers workers, int[] labels) {
    if (store instanceof SparseRows sparse) {
      new SparseLabels(sparse, centroids, workers).label(null, labels, check);
      return;
    }
    Scored in = scored(store);
    if (d <= Math.min(LaneLabels.MOST_COLUMNS, kernel.mostColumns())) {
      Chunks chunks = new Chunks(store.n, LaneLabels.CHUNK);
      @Nullable LaneLabels[] lanes = new LaneLabels[workers.threads()];
      workers.run(
          chunks.count(),
          (chunk, worker) -> {
            LaneLabels own = lanes[worker];
            if (own == null) {
              own = new LaneLabels(in.frame, in.centroids);
              lanes[worker] = own;
            }
            own.label(chunks.first(chunk), chunks.end(chunk), check, labels);
          });
      return;
    }
    CentroidPlane plane =
        (double) store.n * k * d > worth && CentroidPlane.suits(k, d) ? plane(in, workers) : null;
    if (plane != null) {
      Chunks chunks = new Chunks(store.n, Chunks.ROWS);
      @Nullable PlaneLabels[] planes = new PlaneLabels[workers.threads()];
      workers.run(
          chunks.count(),
          (chunk, worker) -> {
            PlaneLabels own = planes[worker];
            if (own == null) {
              own = new PlaneLabels(in.frame, in.centroids, plane);
              planes[worker] = own;
            }
            own.label(chunks.first(chunk), chunks.end(chunk), check, labels);
          });
      return;
    }
    Chunks chunks = new Chunks(store.n, Chunks.ROWS);
    @Nullable NearestSearch[] searches = new NearestSearch[workers.threads()];
    workers.run(
        chunks.count(),
        (chunk, worker) -> {
          NearestSearch search = searches[worker];
          if (search == null) {
            search = new NearestSearch(in.frame, k, store.n);
            searches[worker] = search;
          }
          search.label(null, chunks.first(chunk), chunks.end(chunk), labels, in.centroids, check);
        });
  }

  @Override
  public void nearest(StoredRows rows, IntConsumer check, int threads, int[][] nearest) {
    RowStore store = RowStore.of(rows, kernel);
    Scored in = scored(store);
    Chunks chunks = new Chunks(store.n, Chunks.ROWS);
    try (Workers workers = new Workers(threads)) {
      @Nullable NearestLists[] lists = new NearestLists[workers.threads()];
      workers.run(
          chunks.count(),
          (chunk, worker) -> {
            NearestLists own = lists[worker];
            if (own == null) {
              own = new NearestLists(in.frame, in.centroids);
              lists[worker] = own;
            }
            own.list(chunks.first(chunk), chunks.end(chunk), check, nearest);
          });
    }
  }

  @Override
  public boolean hasDistances() {
    return true;
  }

  @Override
  public void distances(StoredRows rows, IntConsumer check, int threads, double[] distances) {
    RowStore store = RowStore.of(rows, kernel);
    if (store instanceof SparseRows sparse) {
      try (Workers workers = new Workers(threads)) {
        new SparseLabels(sparse, centroids, workers).distances(check, distances);
      }
      return;
    }
    if (d <= FewDistances.MOST_COLUMNS) {
      FewDistances made = few;
      if (made == null) {
        made = new FewDistances(centroids);
        few = made;
      }
      try (Workers workers = new Workers(threads)) {
        made.measure(store, check, workers, distances);
      }
      return;
    }
    DistancePanels made = panels;
    if (made == null) {
      made = new DistancePanels(centroids, kernel);
      panels = made;
    }
    try (Workers workers = new Workers(threads)) {
      made.measure(store, check, workers, distances);
    }
  }

  @Override
  public int label(double[] row) {
    Scored in = single();
    int place = place();
    OneRow scratch = taken(place);
    scratch.load(row, in.frame);
    int label = scratch.label(row, in);
    idle.set(place, scratch);
    return label;
  }

  @Override
  public int label(float[] row) {
    Scored in = single();
    if (!in.frame.suitsFloats()) {
      return Assigner.Search.super.label(row);
    }
    int place = place();
    OneRow scratch = taken(place);
    int label = scratch.label(row, in);
    idle.set(place, scratch);
    return label;
  }

  /** Threads that use the same place at once still never share what is in it. */
  private static int place() {
    return (int) Thread.currentThread().getId() & PLACES - 1;
  }

  private OneRow taken(int place) {
    OneRow scratch = idle.getAndSet(place, null);
    return scratch == null ? new OneRow(centroids, kernel) : scratch;
  }

  /** The frame for rows that come alone; no matter of which kind, since no answer depends on it. */
  private Scored single() {
    Scored known = scored;
    return known == null ? scored(noRows()) : known;
  }

  private Scored scored(RowStore store) {
    Scored known = scored;
    if (known != null && known.frame.suits(store)) {
      return new Scored(known.frame.of(store), known.centroids);
    }
    SinglePrecision frame = SinglePrecision.around(store, centroids);
    ScoredCentroids made = new ScoredCentroids(frame, centroids);
    scored = new Scored(frame.of(noRows()), made); // which keeps nothing of the caller's
    return new Scored(frame, made);
  }

  private @Nullable CentroidPlane plane(Scored in, Workers workers) {
    Directions known = directions;
    if (known == null || known.centroids != in.centroids) {
      known = new Directions(in.centroids, CentroidPlane.of(in.frame, in.centroids, workers));
      directions = known;
    }
    return known.plane;
  }

  private RowStore noRows() {
    return RowStore.of(Points.of(new double[d], 1, d), kernel);
  }
}
