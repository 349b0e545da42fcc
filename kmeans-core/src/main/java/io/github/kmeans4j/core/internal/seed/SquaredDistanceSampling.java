package io.github.kmeans4j.core.internal.seed;

import io.github.kmeans4j.DistanceMetric;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.Seeding;
import io.github.kmeans4j.core.internal.blocks.BlockRounds;
import io.github.kmeans4j.core.internal.blocks.BlockRule;
import io.github.kmeans4j.core.internal.blocks.PlacedRows;
import io.github.kmeans4j.core.internal.choice.CenterChoice;
import io.github.kmeans4j.core.internal.choice.ChosenCenters;
import io.github.kmeans4j.core.internal.directions.Directions;
import io.github.kmeans4j.core.internal.directions.Lengths;
import io.github.kmeans4j.core.internal.exact.FitRows;
import io.github.kmeans4j.core.internal.kernel.Kernels;
import io.github.kmeans4j.core.internal.points.OccurringColumns;
import io.github.kmeans4j.core.internal.rows.Euclidean;
import io.github.kmeans4j.core.internal.rows.RowStore;
import io.github.kmeans4j.core.internal.rows.SparseRows;
import io.github.kmeans4j.core.internal.work.Chunks;
import io.github.kmeans4j.core.internal.work.Workers;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The state of k-means++: each row's loss to the nearest chosen center, from which the next
 * candidates are drawn, and how much candidates lower the potential.
 *
 * <p>Losses of the Euclidean metric are squared distances in eight fixed partial sums. A candidate
 * matters to a row only if it is nearer than all chosen centers. Of most rows and candidates that
 * is disproved without measuring: by a {@link ProjectionFilter} or, where that does not pay (few
 * columns or few centers), by the triangle inequality: a candidate is no nearer if it is at least
 * twice as far from the row's center as the row is (Raff 2021, <a
 * href="https://doi.org/10.24963/ijcai.2021/407">doi:10.24963/ijcai.2021/407</a>). Where rows are
 * few, {@link RowPanels} measure all pairs; where columns are few and rows many, {@link
 * BlockRounds} those of blocks that a candidate is near; of sparse rows {@link SparseRounds} those
 * that share columns. So the result is that of the plain algorithm, up to rounding of what a
 * candidate gains, whichever kernel ran on however many threads.
 *
 * <p>Rows are drawn in the order in which they stand here, and are numbered so: that of the points,
 * but for the spatial one of {@link PlacedRows}.
 *
 * <p>Memory, in bytes a row: 12 for the losses and the nearest centers; for the filter {@code 4 (s
 * + 2) + 8}, with s coordinates, at most 126 and at most half of the columns, or all of up to 20
 * columns where there are at most 2²⁰ values, or all of up to 256 of rows that few directions do
 * not explain (beyond 126, at most 2²⁷ values), and up to 15 more for padding: 4 d + 44 in all of
 * such rows, 540 of others at most. While a center is chosen come 16 bytes for each pair of a row
 * and a candidate that is nearer to it than its center, in lists that double as they grow and are
 * kept: up to one pair a row and candidate at the second center. {@link SparseRounds} take 8 bytes
 * a row and 4 a column instead, {@link RowPanels} 8 bytes a value, one megabyte at most, and no
 * lists; so do {@link PlacedRows}, with 8 bytes a row and 4 a value, or 8 a value where they are no
 * floats, and 4 more a value and 2 a row while they are put in order. Not thread-safe.
 */
public final class SquaredDistanceSampling implements AutoCloseable {
  /** Up to so many columns more candidates take little time. */
  private static final int FEW_COLUMNS = 16;

  /** Up to so many columns they take the least. */
  private static final int VERY_FEW_COLUMNS = 8;

  private final Seeding seeding;
  private final Workers workers;

  /** Threads of its own, which end with it; null if it works with those of a fit. */
  private final @Nullable Workers own;

  private final ChosenCenters centers;

  /** The rows as they came, where they were made directions here; null otherwise. */
  private final @Nullable RowStore asGiven;

  private final CenterChoice choice;

  /**
   * Prepares the draws.
   *
   * @param points data, n × d
   * @param k number of centers that are expected to be chosen; there may be more
   * @param candidates how many candidates are expected to be compared with every row
   * @param seeding random numbers, weights, metric and threads
   */
  public SquaredDistanceSampling(Points points, int k, long candidates, Seeding seeding) {
    this.seeding = seeding;
    FitRows known = FitSeeding.rows(seeding, points);
    Workers started = known == null ? new Workers(seeding.threads()) : known.workers();
    this.own = known == null ? started : null;
    try {
      FitRows plain = known != null ? known : FitRows.of(points, Kernels.get(), started);
      FitRows rows = rows(plain, seeding.metric());
      this.asGiven = rows == plain ? null : plain.store();
      this.workers = rows.workers();
      PlacedRows placed = placed(rows, candidates, known != null, seeding);
      if (placed != null) {
        this.centers = new ChosenCenters(placed.store, placed.order, PlacedRows.BLOCK, k, seeding);
        this.choice = new BlockRounds(placed, centers, seeding, workers);
      } else {
        this.centers = new ChosenCenters(rows.store(), null, Chunks.ROWS, k, seeding);
        this.choice = choice(rows, centers, candidates, seeding);
      }
    } catch (Throwable e) { // an interrupt, or too little memory: nobody could close it any more
      close();
      throw e;
    }
  }

  /** Rows as the metric sees them; such as have no direction have their plain loss. */
  private static FitRows rows(FitRows plain, DistanceMetric metric) {
    if (plain.store().definitionError() > 0) {
      return plain; // they are directions
    }
    Lengths lengths = Directions.is(metric) ? Lengths.of(plain.store(), plain.workers()) : null;
    return lengths == null || lengths.hasZeros() ? plain : plain.directions(lengths);
  }

  /**
   * Returns how many candidates a center are usual: 2 + ⌊ln k⌋, and where columns are few and rows
   * many twice as many, up to 8 columns four times. Among clusters far apart more of them are
   * found, which no pass can make good, and candidates take little time there.
   *
   * @param points data
   * @param k number of centers
   * @param seeding with the metric
   * @return at least 2
   */
  public static int usualCandidates(Points points, int k, Seeding seeding) {
    FitRows known = FitSeeding.rows(seeding, points);
    int d = known == null ? points.columns() : known.store().dataColumns();
    return usualCandidates(points.rows(), d, k, seeding.metric());
  }

  static int usualCandidates(int n, int d, int k, DistanceMetric metric) {
    int usual = 2 + (int) Math.log(k);
    boolean cheap =
        Euclidean.is(metric)
            && d <= FEW_COLUMNS
            && BlockRule.orderPays(n, d, (long) usual * (k - 1));
    return !cheap ? usual : d <= VERY_FEW_COLUMNS ? 4 * usual : 2 * usual;
  }

  /**
   * Returns which row of the points one here is.
   *
   * @param row as {@link #draw} gives it
   * @return row index
   */
  int index(int row) {
    return centers.index(row);
  }

  /** Rows in blocks, where those pay, which later draws for the same fit find again. */
  private static @Nullable PlacedRows placed(
      FitRows rows, long candidates, boolean ofFit, Seeding seeding) {
    if (!Euclidean.is(seeding.metric()) || !BlockRule.pays(rows, candidates)) {
      return null;
    }
    RowStore store = rows.store();
    boolean ordered = BlockRule.orderPays(store.n, store.dataColumns(), candidates);
    Supplier<PlacedRows> make =
        () -> ordered ? PlacedRows.inOrder(rows, ofFit) : PlacedRows.asGiven(rows);
    String what = ordered ? "rows in spatial order" : "rows in blocks";
    return FitSeeding.isOneOfMany(seeding) ? rows.once(what, make) : make.get();
  }

  /** How to choose among rows that are not in blocks. */
  private static CenterChoice choice(
      FitRows rows, ChosenCenters centers, long candidates, Seeding seeding) {
    Workers workers = rows.workers();
    boolean squares = Euclidean.is(seeding.metric()) || rows.store().definitionError() > 0;
    if (!squares) {
      return new FilteredRounds(centers, seeding.metric(), null, workers);
    }
    boolean few = RowPanels.pays(centers.store, candidates, seeding);
    if (rows.store() instanceof SparseRows store) {
      return new SparseRounds(store, rows.profile().exactSquares(), few, centers, workers);
    }
    return few
        ? new RowPanels(centers, workers)
        : new FilteredRounds(centers, seeding.metric(), filter(rows, candidates, seeding), workers);
  }

  /** A filter that later draws for the same fit find again. */
  private static @Nullable ProjectionFilter filter(FitRows rows, long candidates, Seeding seeding) {
    Supplier<Optional<ProjectionFilter>> search =
        () -> Optional.ofNullable(ProjectionFilter.of(rows.frame(), candidates, rows.workers()));
    return (FitSeeding.isOneOfMany(seeding)
            ? rows.once("filter of " + candidates, search)
            : search.get())
        .orElse(null);
  }

  /**
   * Returns Σ w · loss over the rows, by which rows are drawn.
   *
   * @return the potential ≥ 0; 0 once every row of positive weight coincides with a center
   */
  public double potential() {
    return centers.potential();
  }

  /**
   * Draws a row with a probability proportional to its weight times its loss.
   *
   * @return a row index; only if the potential is positive
   */
  public int draw() {
    return centers.rowAt(seeding.random().nextDouble() * potential());
  }

  /**
   * Chooses a row as the next center without comparing it with others.
   *
   * @param row row index
   */
  public void choose(int row) {
    choice.chooseBest(new int[] {row});
  }

  /**
   * Chooses the candidate that lowers the potential most, the first on ties, as the next center.
   *
   * @param candidates row indices
   */
  public void chooseBest(int[] candidates) {
    choice.chooseBest(candidates);
  }

  /**
   * Chooses all of some rows as centers, after the first one.
   *
   * @param rows row indices
   */
  public void chooseAll(int[] rows) {
    choice.chooseAll(rows);
  }

  /**
   * Draws each row independently with the probability min(1, expected · w · loss / potential).
   *
   * @param expected how many rows are drawn about
   * @return row indices, ascending
   */
  public int[] drawEach(double expected) {
    double potential = potential();
    Chunks chunks = centers.chunks;
    double[] losses = centers.losses;
    // One generator a chunk, split in the order of the chunks: whoever works on it draws the same.
    SplittableRandom parent = new SplittableRandom(seeding.random().nextLong());
    SplittableRandom[] generators = new SplittableRandom[chunks.count()];
    Arrays.setAll(generators, chunk -> parent.split());
    int[][] drawn = new int[generators.length][];
    workers.run(
        drawn.length,
        (chunk, worker) ->
            drawn[chunk] =
                IntStream.range(chunks.first(chunk), chunks.end(chunk))
                    .filter(
                        i ->
                            generators[chunk].nextDouble() * potential
                                < expected * seeding.weight(i) * losses[i])
                    .toArray());
    return Stream.of(drawn).flatMapToInt(IntStream::of).toArray();
  }

  /**
   * Returns what the rows of each chosen center weigh, each row being its nearest one's. A center
   * has at least its own row, unless an equal one was chosen before: of distinct ones that have the
   * distance 0 each has its share.
   *
   * @return Σ w by center, in the order of their choice
   */
  public double[] centerWeights() {
    choice.findNearest();
    return centers.weights();
  }

  /**
   * Draws a row as {@link #draw} does, or, if the potential is 0, takes the lowest one of positive
   * weight whose values are not those of a center: distinct rows may have the distance 0, because
   * squares underflow or by the metric. Then come the lowest rows that were not chosen, those of
   * positive weight first.
   *
   * @return a row index; only if not all rows were chosen
   */
  public int drawOrFill() {
    if (potential() > 0) {
      return draw();
    }
    int unlike = centers.firstUnlike();
    return unlike >= 0 ? unlike : centers.firstUnchosen();
  }

  /**
   * Tells whether a row of positive weight has other values than every center.
   *
   * @return whether {@link #drawOrFill} gives such a row
   */
  public boolean hasUnlike() {
    return potential() > 0 || centers.firstUnlike() >= 0;
  }

  /**
   * Returns how many of the chosen centers differ in their values.
   *
   * @return at most {@link #count()}
   */
  public int distinct() {
    return centers.distinct();
  }

  /**
   * Returns how many centers were chosen.
   *
   * @return at most k
   */
  public int count() {
    return centers.count();
  }

  /**
   * Returns the loss of a row to its nearest chosen center.
   *
   * @param row row index
   * @return the loss ≥ 0; 1 before the first choice
   */
  public double loss(int row) {
    return centers.losses[row];
  }

  /**
   * Returns the chosen centers in the order of their choice: rows as they came, or, in a fit by the
   * cosine distance, their directions.
   *
   * @return k rows of d values; not to be changed
   */
  public double[][] centers() {
    double[][] values = centers.values();
    for (int j = 0; j < values.length && asGiven != null; j++) {
      values[j] = new double[asGiven.d];
      asGiven.copy(centers.row(j), values[j]);
    }
    return values;
  }

  /**
   * Returns the same as rows to choose among.
   *
   * @return sparse rows of the same columns if those of the points are sparse
   */
  public OccurringColumns centerRows() {
    return centers.store instanceof SparseRows sparse
        ? OccurringColumns.sparse(centers(), sparse.names(), sparse.dataColumns())
        : OccurringColumns.all(Points.of(centers()));
  }

  /** Ends the threads. */
  @Override
  public void close() {
    if (own != null) {
      own.close();
    }
  }
}
