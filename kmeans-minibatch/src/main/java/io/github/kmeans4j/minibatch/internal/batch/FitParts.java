package io.github.kmeans4j.minibatch.internal.batch;

import io.github.kmeans4j.Points;
import io.github.kmeans4j.Seeding;
import io.github.kmeans4j.core.EuclideanDistance;
import io.github.kmeans4j.core.internal.exact.FitRows;
import io.github.kmeans4j.core.internal.kernel.Kernels;
import io.github.kmeans4j.core.internal.lloyd.Fits;
import io.github.kmeans4j.core.internal.lloyd.FullPasses;
import io.github.kmeans4j.core.internal.lloyd.LloydRun;
import io.github.kmeans4j.core.internal.points.OccurringColumns;
import io.github.kmeans4j.core.internal.rows.DataProfile;
import io.github.kmeans4j.core.internal.rows.RowStore;
import io.github.kmeans4j.core.internal.seed.FitSeeding;
import io.github.kmeans4j.core.internal.sparse.RowAssignment;
import io.github.kmeans4j.core.internal.update.Inertia;
import io.github.kmeans4j.core.internal.work.Workers;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Puts the parts of a fit together: checked rows, initial centroids from a sample, the scheme. */
public final class FitParts {
  private final MiniBatchOptions options;
  private final OccurringColumns columns;
  private final Points points;
  private final double @Nullable [] weights;
  private final DrawableRows drawable;
  private final Workers workers;
  private final FitRows rows;
  private @Nullable RowAssignment assignment;

  public FitParts(
      MiniBatchOptions options,
      OccurringColumns columns,
      double @Nullable [] weights,
      Workers workers) {
    this.options = options;
    this.columns = columns;
    this.points = columns.points();
    this.weights = weights;
    this.workers = workers;
    this.rows = FitRows.of(columns, Kernels.get(), workers);
    Fits.checkWeights(weights, points, rows.profile());
    checkSums(rows.profile().max(), "points");
    this.drawable = DrawableRows.of(points.rows(), weights, options.k);
  }

  /**
   * Checks that no sum over rows can overflow. Where they are drawn with replacement, the heaviest
   * may come again and again: then that holds for the weights of all passes, and for the squared
   * distances of a batch, which are shown as if all n rows were like its own.
   */
  private void checkSums(double largest, String where) {
    int n = points.rows();
    double weight = n;
    if (weights != null && options.scheme() instanceof Scheme.Nested) {
      weight = Arrays.stream(weights).sum();
    } else if (weights != null) {
      double heaviest = Arrays.stream(weights).max().orElse(1);
      weight = n * heaviest;
      if (!Double.isFinite(weight * options.maxPasses)) {
        throw new IllegalArgumentException(
            "weights: rows are drawn with replacement, so that "
                + options.maxPasses
                + " passes over "
                + n
                + " rows can sum up as many weights as that, and with the largest weight, "
                + heaviest
                + ", their sum overflows");
      }
    }
    if (largest > DataProfile.largestValue(weight, store().dataColumns())) {
      throw new IllegalArgumentException(
          where
              + ": sums of squared distances could overflow, since the rows may weigh "
              + weight
              + " and the largest magnitude is "
              + largest);
    }
  }

  public DrawableRows drawable() {
    return drawable;
  }

  public RowStore store() {
    return rows.store();
  }

  /** For batches and predictions; made when it is first needed. */
  public RowAssignment assignment() {
    if (assignment == null) {
      assignment = new RowAssignment(rows, options.k);
    }
    return assignment;
  }

  /** The batches of the scheme, at the initial centroids. */
  public Batches batches() {
    SplittableRandom random = new SplittableRandom(options.seed);
    SplittableRandom initial = random.split();
    if (!(options.scheme() instanceof Scheme.Drawn scheme)) {
      return nested(initial, random.split());
    }
    int size = Math.min(options.fixedBatchSize(), drawable.count());
    double[][] centroids = initialCentroids(initial, null);
    SplittableRandom draws = random.split();
    BatchStep step = scheme.step(centroids, options.relocates(), random.split());
    return new DrawnBatches(
        rows.store(),
        assignment(),
        weights,
        drawable,
        step,
        size,
        scheme.patience(),
        draws,
        workers,
        (start, spent) -> new FullPasses(run(rows, weights, start), null, spent));
  }

  private Batches nested(SplittableRandom initial, SplittableRandom random) {
    int n = drawable.count();
    GrowingOrder order = new GrowingOrder(n, options.firstRows(n), random);
    if (weights != null || !rows.profile().isNarrow()) {
      order.draw(order.batches() - 1); // all places are looked at before the first batch
    }
    int[] places = drawable.thenOthers(order.rows());
    double[] reordered =
        weights == null ? null : Arrays.stream(places).mapToDouble(row -> weights[row]).toArray();
    int sample = order.draw(order.batchOf(options.rowsOfSample(n, store().dataColumns())));
    double[][] centroids = initialCentroids(initial, Arrays.copyOf(places, sample));
    FitRows inOrder = rows.reordered(places);
    LloydRun run = run(inOrder, reordered, centroids);
    FullPasses full = new FullPasses(run, places, 0);
    return new NestedBatches(run, order, full, inOrder.store(), workers);
  }

  private LloydRun run(FitRows of, double @Nullable [] rowWeights, double[][] centroids) {
    return new LloydRun(of, new EuclideanDistance(), rowWeights, options.emptyClusters, centroids);
  }

  /**
   * Chooses centroids from samples of the rows; the one that fits another sample best wins.
   *
   * @param own rows of the first sample, unless the user wants another size of samples; null for
   *     none
   */
  private double[][] initialCentroids(SplittableRandom random, int @Nullable [] own) {
    double[][] centroids = choose(random, own);
    checkSums(BatchStep.largest(centroids), "initial centroids"); // they have seen a sample only
    return centroids;
  }

  private double[][] choose(SplittableRandom random, int @Nullable [] own) {
    int size = options.initializationRows(drawable.count());
    if (own != null && options.initializationSize == null) {
      size = own.length;
    }
    int[] validation =
        options.initializations == 1 ? new int[0] : drawable.sample(size, random.split());
    double[][] best = new double[0][];
    double bestInertia = Double.POSITIVE_INFINITY;
    for (int i = 0; i < options.initializations; i++) {
      int[] drawn =
          i == 0 && own != null && own.length == size ? own : drawable.sample(size, random.split());
      double[] sampleWeights =
          weights == null ? null : Arrays.stream(drawn).mapToDouble(row -> weights[row]).toArray();
      OccurringColumns sample = columns.some(drawn);
      Seeding seeding =
          FitSeeding.of(
              random.split(),
              new EuclideanDistance(),
              sampleWeights,
              new FitSeeding(FitRows.of(sample, Kernels.get(), workers), false));
      double[][] centroids =
          Fits.initialize(
              options.initializer(store().dataColumns()), sample.points(), options.k, seeding);
      if (options.initializations == 1) {
        return centroids;
      }
      double inertia = assignment().assign(centroids, validation, new int[size], weights);
      if (i == 0 || Inertia.isBelow(inertia, bestInertia)) {
        bestInertia = inertia;
        best = centroids;
      }
    }
    return best;
  }
}
