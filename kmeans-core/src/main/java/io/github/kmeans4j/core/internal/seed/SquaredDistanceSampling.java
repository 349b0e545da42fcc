package io.github.kmeans4j.core.internal.seed;

import io.github.kmeans4j.DistanceMetric;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.Seeding;
import io.github.kmeans4j.core.internal.exact.FitRows;
import io.github.kmeans4j.core.internal.kernel.Kernels;
import io.github.kmeans4j.core.internal.rows.Euclidean;
import io.github.kmeans4j.core.internal.rows.RowStore;
import io.github.kmeans4j.core.internal.work.Chunks;
import io.github.kmeans4j.core.internal.work.Workers;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The state of k-means++: each row's loss to the nearest chosen center, from which the next
 * candidates are drawn, and the gain of candidates.
 *
 * <p>Losses of the Euclidean metric are squared distances in eight fixed partial sums. A candidate
 * matters to a row only if it is nearer than all chosen centers. Of most rows and candidates that
 * is disproved without measuring: by a {@link ProjectionFilter} or, where that does not pay (few
 * columns or few centers), by the triangle inequality: a candidate is no nearer if it is at least
 * twice as far from the row's center as the row is (Raff 2021, <a
 * href="https://doi.org/10.24963/ijcai.2021/407">doi:10.24963/ijcai.2021/407</a>). So the result is
 * that of the plain algorithm, whichever kernel ran on however many threads.
 *
 * <p>Needs memory for 2.5 doubles a row, and for the filter at most a third of the input in floats,
 * never more than 130 floats a row. Not thread-safe.
 */
public final class SquaredDistanceSampling implements AutoCloseable {
  private static final int CHUNK = ProjectionFilter.BLOCK;

  /** Centers that are chosen at once at most. */
  private static final int BATCH = 64;

  private final Points points;
  private final RowStore store;
  private final DistanceMetric metric;
  private final boolean euclidean;
  private final Seeding seeding;
  private final Workers workers;

  /** Threads of its own, which end with it; null if it works with those of a fit. */
  private final @Nullable Workers own;

  private final @Nullable ProjectionFilter filter;
  private final double[] losses;
  private final int[] nearest;
  private final Chunks chunks;
  private final double[] chunkPotentials;
  private int[] chosenRows;
  private double[][] chosen;
  private int count;

  /** The chosen centers by their values; made when they are first asked for. */
  private @Nullable DistinctRows contents;

  /** Rows before this one weigh nothing or have the values of a center. */
  private int unlikeFrom;

  /**
   * Prepares the draws.
   *
   * @param points data, n × d
   * @param k number of centers that are expected to be chosen; there may be more
   * @param candidates how many candidates are expected to be compared with every row
   * @param seeding random numbers, weights, metric and threads
   */
  public SquaredDistanceSampling(Points points, int k, long candidates, Seeding seeding) {
    int n = points.rows();
    this.points = points;
    this.metric = seeding.metric();
    this.euclidean = Euclidean.is(metric);
    this.seeding = seeding;
    FitRows known = FitSeeding.rows(seeding, points);
    Workers started = known == null ? new Workers(seeding.threads()) : known.workers();
    this.own = known == null ? started : null;
    this.losses = new double[n];
    this.nearest = new int[n];
    this.chunks = new Chunks(n, CHUNK);
    this.chunkPotentials = new double[chunks.count()];
    this.chosenRows = new int[k];
    this.chosen = new double[k][];
    Arrays.fill(losses, 1); // before the first choice rows are drawn by their weights alone
    for (int chunk = 0; chunk < chunkPotentials.length; chunk++) {
      sumPotential(chunk);
    }
    try {
      FitRows rows = known != null ? known : FitRows.of(points, Kernels.get(), started);
      this.store = rows.store();
      this.workers = rows.workers();
      this.filter = euclidean ? filter(rows, candidates, seeding) : null;
    } catch (Throwable e) { // an interrupt, or too little memory: nobody could close it any more
      close();
      throw e;
    }
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
    double total = 0;
    for (double part : chunkPotentials) {
      total += part;
    }
    return total;
  }

  /**
   * Draws a row with a probability proportional to its weight times its loss.
   *
   * @return a row index; only if the potential is positive
   */
  public int draw() {
    RandomGenerator random = seeding.random();
    double target = random.nextDouble() * potential();
    int chunk = 0;
    int last = 0;
    for (; chunk < chunkPotentials.length; chunk++) {
      if (chunkPotentials[chunk] > 0) {
        last = chunk;
        if (target < chunkPotentials[chunk]) {
          break;
        }
        target -= chunkPotentials[chunk];
      }
    }
    int to = chunks.end(last);
    int row = -1;
    for (int i = chunks.first(last); i < to; i++) {
      double part = seeding.weight(i) * losses[i];
      if (part > 0) {
        row = i;
        if (target < part) {
          break;
        }
        target -= part;
      }
    }
    return row;
  }

  /**
   * Chooses a row as the next center without comparing it with others.
   *
   * @param row row index
   */
  public void choose(int row) {
    chooseBest(new int[] {row});
  }

  /**
   * Chooses the candidate that lowers the potential most, the first on ties, as the next center.
   *
   * @param candidates row indices
   */
  public void chooseBest(int[] candidates) {
    Round round = new Round(candidates);
    Improvements[] improvements = new Improvements[chunkPotentials.length];
    round.run(
        scan -> {
          Improvements found = new Improvements(candidates.length, round.first);
          scan.measure(found);
          improvements[scan.chunk] = found;
        });
    int best = 0;
    double bestGain = Double.NEGATIVE_INFINITY;
    for (int t = 0; t < candidates.length; t++) {
      double gain = 0;
      for (Improvements part : improvements) {
        gain += part.gains[t];
      }
      if (gain > bestGain) {
        bestGain = gain;
        best = t;
      }
    }
    for (Improvements part : improvements) {
      part.apply(best);
    }
    add(candidates[best], round.values[best]);
    for (int chunk = 0; chunk < improvements.length; chunk++) {
      if (improvements[chunk].counts[best] > 0 || chunk == chunks.of(candidates[best])) {
        sumPotential(chunk);
      }
    }
  }

  /**
   * Chooses all of some rows as centers, after the first one.
   *
   * @param rows row indices
   */
  public void chooseAll(int[] rows) {
    for (int from = 0; from < rows.length; from += BATCH) {
      Round round = new Round(Arrays.copyOfRange(rows, from, Math.min(rows.length, from + BATCH)));
      round.run(scan -> scan.measure(this::improve));
      for (int t = 0; t < round.candidates.length; t++) {
        add(round.candidates[t], round.values[t]);
      }
    }
    for (int chunk = 0; chunk < chunkPotentials.length; chunk++) {
      sumPotential(chunk);
    }
  }

  private void improve(int row, int candidate, double loss) {
    if (loss < losses[row]) { // a candidate before this one may have been nearer
      losses[row] = loss;
      nearest[row] = count + candidate;
    }
  }

  /**
   * Draws each row independently with the probability min(1, expected · w · loss / potential).
   *
   * @param expected how many rows are drawn about
   * @return row indices, ascending
   */
  public int[] drawEach(double expected) {
    double potential = potential();
    // One generator a chunk, split in the order of the chunks: whoever works on it draws the same.
    SplittableRandom parent = new SplittableRandom(seeding.random().nextLong());
    SplittableRandom[] generators = new SplittableRandom[chunkPotentials.length];
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
    DistinctRows known = new DistinctRows();
    for (int j = 0; j < count; j++) {
      if (known.add(chosen[j])) {
        nearest[chosenRows[j]] = j;
      }
    }
    double[] weights = new double[count];
    for (int i = 0; i < losses.length; i++) {
      weights[nearest[i]] += seeding.weight(i);
    }
    return weights;
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
    return hasUnlike() ? unlikeFrom : firstUnchosen();
  }

  /**
   * Tells whether a row of positive weight has other values than every center.
   *
   * @return whether {@link #drawOrFill} gives such a row
   */
  public boolean hasUnlike() {
    if (potential() > 0) {
      return true;
    }
    DistinctRows known = contents();
    double[] row = new double[store.d];
    for (; unlikeFrom < store.n; unlikeFrom++) {
      if (seeding.weight(unlikeFrom) > 0) {
        store.copy(unlikeFrom, row);
        if (!known.contains(row)) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * Returns how many of the chosen centers differ in their values.
   *
   * @return at most {@link #count()}
   */
  public int distinct() {
    return contents().size();
  }

  private DistinctRows contents() {
    DistinctRows known = contents;
    if (known == null) {
      known = new DistinctRows();
      for (int j = 0; j < count; j++) {
        known.add(chosen[j]);
      }
      contents = known;
    }
    return known;
  }

  private int firstUnchosen() {
    BitSet taken = new BitSet(store.n);
    for (int j = 0; j < count; j++) {
      taken.set(chosenRows[j]);
    }
    for (int i = taken.nextClearBit(0); i < store.n; i = taken.nextClearBit(i + 1)) {
      if (seeding.weight(i) > 0) {
        return i;
      }
    }
    return taken.nextClearBit(0);
  }

  /**
   * Returns how many centers were chosen.
   *
   * @return at most k
   */
  public int count() {
    return count;
  }

  /**
   * Returns the loss of a row to its nearest chosen center.
   *
   * @param row row index
   * @return the loss ≥ 0; 1 before the first choice
   */
  public double loss(int row) {
    return losses[row];
  }

  /**
   * Returns the chosen centers in the order of their choice.
   *
   * @return k rows of d values; not to be changed
   */
  public double[][] centers() {
    return Arrays.copyOf(chosen, count);
  }

  /** Ends the threads. */
  @Override
  public void close() {
    if (own != null) {
      own.close();
    }
  }

  private void add(int row, double[] values) {
    if (count == chosen.length) {
      chosenRows = Arrays.copyOf(chosenRows, 2 * count);
      chosen = Arrays.copyOf(chosen, 2 * count);
    }
    losses[row] = 0;
    chosenRows[count] = row;
    chosen[count++] = values;
    if (contents != null) {
      contents.add(values);
    }
  }

  private void sumPotential(int chunk) {
    double sum = 0;
    int end = chunks.end(chunk);
    for (int i = chunks.first(chunk); i < end; i++) {
      sum += seeding.weight(i) * losses[i];
    }
    chunkPotentials[chunk] = sum;
  }

  /** Told of each row and candidate that is nearer to it than its center. */
  @FunctionalInterface
  private interface Found {
    void add(int row, int candidate, double loss);
  }

  /** The comparison of all rows with some candidates. */
  private final class Round {
    final boolean first = count == 0;
    final int[] candidates;
    final double[][] values;
    final ProjectionFilter.@Nullable Candidates filtered;

    /** A quarter of the squared distance of each candidate to each chosen center, a bit less. */
    final double[][] reach;

    Round(int[] candidates) {
      this.candidates = candidates;
      this.values = new double[candidates.length][store.d];
      for (int t = 0; t < candidates.length; t++) {
        store.copy(candidates[t], values[t]);
      }
      this.filtered = filter == null || first ? null : filter.new Candidates(candidates);
      this.reach = new double[euclidean && filtered == null ? candidates.length : 0][count];
      workers.run(
          reach.length,
          (t, worker) -> {
            for (int j = 0; j < count; j++) {
              // Less what rounding may have added, and where squares underflow.
              reach[t][j] =
                  Euclidean.squared(chosen[j], values[t]) * (1 - 1e-9) / 4 - store.d * 0x1p-1060;
            }
          });
    }

    void run(Consumer<Scan> task) {
      Scan[] scans = new Scan[workers.threads()];
      workers.run(
          chunkPotentials.length,
          (chunk, worker) -> {
            if (scans[worker] == null) {
              scans[worker] = new Scan(this);
            }
            scans[worker].chunk = chunk;
            task.accept(scans[worker]);
          });
    }
  }

  /** The rows of a chunk that candidates improve, in the order they were measured. */
  private final class Improvements implements Found {
    final double[] gains;
    final int[] counts;
    private final boolean first;
    private int size;
    private int[] rows = new int[16];
    private int[] candidates = new int[16];
    private double[] values = new double[16];

    Improvements(int candidates, boolean first) {
      this.gains = new double[candidates];
      this.counts = new int[candidates];
      this.first = first;
    }

    @Override
    public void add(int row, int candidate, double loss) {
      if (size == rows.length) {
        rows = Arrays.copyOf(rows, 2 * size);
        candidates = Arrays.copyOf(candidates, 2 * size);
        values = Arrays.copyOf(values, 2 * size);
      }
      rows[size] = row;
      candidates[size] = candidate;
      values[size++] = loss;
      gains[candidate] += seeding.weight(row) * ((first ? 0 : losses[row]) - loss);
      counts[candidate]++;
    }

    /** Makes a candidate the next center. */
    void apply(int candidate) {
      for (int e = 0; e < size && counts[candidate] > 0; e++) {
        if (candidates[e] == candidate) {
          losses[rows[e]] = values[e];
          nearest[rows[e]] = count;
        }
      }
    }
  }

  /** The work on a chunk; scratch of one worker in one round. */
  private final class Scan {
    int chunk;
    private final Round round;
    private final double[] row = new double[euclidean ? 0 : store.d];
    private final int[] open = new int[CHUNK];
    private final float[][] products;
    private final double[] thresholds = new double[CHUNK];

    Scan(Round round) {
      this.round = round;
      this.products = new float[round.filtered == null ? 0 : round.candidates.length][CHUNK];
    }

    /** Finds, for each candidate in turn, the rows it is nearer to; of the first one, all. */
    void measure(Found found) {
      if (!euclidean) {
        measurePlainly(found);
        return;
      }
      if (round.filtered != null) {
        round.filtered.multiply(chunk, products);
        round.filtered.thresholds(chunk, losses, thresholds);
      }
      for (int t = 0; t < round.candidates.length; t++) {
        int size = round.filtered == null ? openByReach(t) : openByFilter(t, round.filtered);
        for (int e = 0; e < size; e++) {
          int i = open[e];
          double loss = store.squaredDistanceFast(i, round.candidates[t], round.values[t]);
          if (round.first || loss < losses[i]) {
            found.add(i, t, loss);
          }
        }
      }
    }

    private int openByReach(int t) {
      double[] reach = round.reach[t];
      int size = 0;
      int end = chunks.end(chunk);
      for (int i = chunks.first(chunk); i < end; i++) {
        // A candidate of this very round may have become the nearest; how far it is from the others
        // is not known.
        if (round.first || nearest[i] >= count || losses[i] > reach[nearest[i]]) {
          open[size++] = i;
        }
      }
      return size;
    }

    private int openByFilter(int t, ProjectionFilter.Candidates filtered) {
      int from = chunks.first(chunk);
      int rows = chunks.end(chunk) - from;
      float[] product = products[t];
      double norm = filtered.norm(t);
      int size = 0;
      for (int r = 0; r < rows; r++) {
        if (!(2 * product[r] <= thresholds[r] + norm)) {
          open[size++] = r;
        }
      }
      int left = 0;
      for (int e = 0; e < size; e++) {
        int r = open[e];
        if (filtered.isOpen(chunk, r, t, product[r], thresholds[r])) {
          open[left++] = from + r;
        }
      }
      return left;
    }

    private void measurePlainly(Found found) {
      int end = chunks.end(chunk);
      for (int i = chunks.first(chunk); i < end; i++) {
        points.copyRow(i, row);
        for (int t = 0; t < round.candidates.length; t++) {
          double[] candidate = round.values[t];
          // Rounding may keep the loss of equal rows from 0.
          double loss = Euclidean.differ(row, candidate) ? metric.loss(row, candidate) : 0;
          if (round.first || loss < losses[i]) {
            found.add(i, t, loss);
          }
        }
      }
    }
  }
}
