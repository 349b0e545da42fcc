package io.github.kmeans4j.core.internal;

import io.github.kmeans4j.DistanceMetric;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.Seeding;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The state of k-means++: each row's loss to the nearest chosen center, from which the next
 * candidates are drawn, and the gain of candidates.
 *
 * <p>Losses of the Euclidean metric are squared distances in eight fixed partial sums. A candidate
 * matters to a row only if it is nearer than all chosen centers; the kernel's scores and their
 * error bound prove for nearly all rows that it is not, and the triangle inequality (Raff 2021, <a
 * href="https://doi.org/10.24963/ijcai.2021/407">doi:10.24963/ijcai.2021/407</a>) proves it for
 * some without looking at the row; only the others are measured. So the result is that of the plain
 * algorithm, whichever kernel ran on however many threads. Not thread-safe.
 */
public final class SquaredDistanceSampling implements AutoCloseable {
  private static final int CHUNK = 512;

  /** Centers that are chosen at once at most. */
  private static final int BATCH = 64;

  private final Points points;
  private final RowStore store;
  private final DistanceMetric metric;
  private final Seeding seeding;
  private final Workers workers;
  private final @Nullable SinglePrecision frame;
  private final double[] losses;
  private final int[] nearest;
  private final float[] squaredNorms;
  private final double[] chunkPotentials;
  private int[] chosenRows;
  private double[][] chosen;
  private int count;

  /**
   * Prepares the draws.
   *
   * @param points data, n × d
   * @param k number of centers that are expected to be chosen; there may be more
   * @param seeding random numbers, weights, metric and threads
   */
  public SquaredDistanceSampling(Points points, int k, Seeding seeding) {
    int n = points.rows();
    this.points = points;
    this.store = RowStore.of(points);
    this.metric = seeding.metric();
    this.seeding = seeding;
    this.workers = new Workers(seeding.threads());
    boolean euclidean = Euclidean.is(metric);
    this.frame =
        euclidean
            ? new SinglePrecision(store, DataProfile.of(store, workers), Kernels.get())
            : null;
    this.losses = new double[n];
    this.nearest = new int[n];
    this.squaredNorms = new float[euclidean ? n : 0];
    this.chunkPotentials = new double[(int) (((long) n + CHUNK - 1) / CHUNK)];
    this.chosenRows = new int[k];
    this.chosen = new double[k][];
    Arrays.fill(losses, 1); // before the first choice rows are drawn by their weights alone
    sumPotentials();
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
    int from = last * CHUNK;
    int to = endOf(last);
    int row = -1;
    for (int i = from; i < to; i++) {
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
    double[][] rows = copies(candidates);
    Improvements[] improvements = measure(rows);
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
    int winner = best;
    workers.run(improvements.length, (chunk, worker) -> improvements[chunk].apply(winner));
    add(candidates[best], rows[best]);
    sumPotentials();
  }

  /**
   * Chooses all of some rows as centers, after the first one.
   *
   * @param rows row indices
   */
  public void chooseAll(int[] rows) {
    for (int from = 0; from < rows.length; from += BATCH) {
      int[] batch = Arrays.copyOfRange(rows, from, Math.min(rows.length, from + BATCH));
      double[][] values = copies(batch);
      Improvements[] improvements = measure(values);
      workers.run(improvements.length, (chunk, worker) -> improvements[chunk].applyAll());
      for (int t = 0; t < batch.length; t++) {
        add(batch[t], values[t]);
      }
    }
    sumPotentials();
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
                IntStream.range(chunk * CHUNK, endOf(chunk))
                    .filter(
                        i ->
                            generators[chunk].nextDouble() * potential
                                < expected * seeding.weight(i) * losses[i])
                    .toArray());
    return Stream.of(drawn).flatMapToInt(IntStream::of).toArray();
  }

  /**
   * Returns what the rows of each chosen center weigh, each row being its nearest one's.
   *
   * @return Σ w by center, in the order of their choice
   */
  public double[] centerWeights() {
    double[] weights = new double[count];
    for (int i = 0; i < losses.length; i++) {
      weights[nearest[i]] += seeding.weight(i);
    }
    return weights;
  }

  /**
   * Draws a row as {@link #draw} does, or, if the potential is 0, takes the lowest one that was not
   * chosen yet.
   *
   * @return a row index; only if not all rows were chosen
   */
  public int drawOrFill() {
    return potential() > 0 ? draw() : firstUnchosen();
  }

  private int firstUnchosen() {
    int[] sorted = Arrays.copyOf(chosenRows, count);
    Arrays.sort(sorted);
    int row = 0;
    for (int taken : sorted) {
      if (taken == row) {
        row++;
      }
    }
    return row;
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
    workers.close();
  }

  private double[][] copies(int[] rows) {
    double[][] copies = new double[rows.length][store.d];
    for (int t = 0; t < rows.length; t++) {
      store.copy(rows[t], copies[t]);
    }
    return copies;
  }

  private Improvements[] measure(double[][] candidates) {
    Round round = new Round(candidates, count == 0);
    Improvements[] improvements = new Improvements[chunkPotentials.length];
    Scratch[] scratch = new Scratch[workers.threads()];
    workers.run(
        improvements.length,
        (chunk, worker) -> {
          if (scratch[worker] == null) {
            scratch[worker] = new Scratch(round);
          }
          improvements[chunk] = scratch[worker].measure(chunk);
        });
    return improvements;
  }

  private void add(int row, double[] values) {
    if (count == chosen.length) {
      chosenRows = Arrays.copyOf(chosenRows, 2 * count);
      chosen = Arrays.copyOf(chosen, 2 * count);
    }
    losses[row] = 0; // which rounding may have kept from 0, under other metrics
    chosenRows[count] = row;
    chosen[count++] = values;
  }

  private int endOf(int chunk) {
    return (int) Math.min(losses.length, (long) (chunk + 1) * CHUNK);
  }

  private void sumPotentials() {
    workers.run(
        chunkPotentials.length,
        (chunk, worker) -> {
          double sum = 0;
          int end = endOf(chunk);
          for (int i = chunk * CHUNK; i < end; i++) {
            sum += seeding.weight(i) * losses[i];
          }
          chunkPotentials[chunk] = sum;
        });
  }

  /** What all workers of a round share: the candidates, packed, and how far the centers are. */
  private final class Round {
    final double[][] candidates;
    final boolean first;
    final @Nullable ScoredCentroids scored;

    /** A quarter of the squared distance of each chosen center to the nearest candidate. */
    final double[] reach;

    Round(double[][] candidates, boolean first) {
      this.candidates = candidates;
      this.first = first;
      this.scored = frame == null ? null : new ScoredCentroids(frame, candidates);
      this.reach = new double[count];
      if (frame != null) {
        workers.run(count, (j, worker) -> reach[j] = reach(chosen[j]) * (1 - 1e-9) / 4);
      }
    }

    private double reach(double[] center) {
      double least = Double.POSITIVE_INFINITY;
      for (double[] candidate : candidates) {
        least = Math.min(least, Euclidean.squared(center, candidate));
      }
      return least;
    }
  }

  /** The rows of a chunk that candidates improve, in the order they were measured. */
  private final class Improvements {
    final double[] gains;
    private int size;
    private int[] rows = new int[16];
    private int[] candidates = new int[16];
    private double[] values = new double[16];

    Improvements(int candidates) {
      gains = new double[candidates];
    }

    void add(int row, int candidate, double loss, boolean first) {
      if (size == rows.length) {
        rows = Arrays.copyOf(rows, 2 * size);
        candidates = Arrays.copyOf(candidates, 2 * size);
        values = Arrays.copyOf(values, 2 * size);
      }
      rows[size] = row;
      candidates[size] = candidate;
      values[size++] = loss;
      gains[candidate] += seeding.weight(row) * ((first ? 0 : losses[row]) - loss);
    }

    /** Makes one candidate the next center. */
    void apply(int candidate) {
      for (int e = 0; e < size; e++) {
        if (candidates[e] == candidate) {
          losses[rows[e]] = values[e];
          nearest[rows[e]] = count;
        }
      }
    }

    /** Makes all candidates the next centers, the first one on ties. */
    void applyAll() {
      for (int e = 0; e < size; e++) {
        if (values[e] < losses[rows[e]]) {
          losses[rows[e]] = values[e];
          nearest[rows[e]] = count + candidates[e];
        }
      }
    }
  }

  private final class Scratch {
    private final Round round;
    private final double[] row = new double[store.d];
    private final @Nullable NearestSearch search;
    private final int[] waiting;

    Scratch(Round round) {
      this.round = round;
      this.search = frame == null ? null : new NearestSearch(frame, round.candidates.length);
      this.waiting = new int[search == null ? 0 : search.blockRows];
    }

    Improvements measure(int chunk) {
      Improvements improvements = new Improvements(round.candidates.length);
      int from = chunk * CHUNK;
      int to = endOf(chunk);
      if (search == null || round.scored == null || frame == null) {
        measurePlainly(from, to, improvements);
        return improvements;
      }
      int size = 0;
      for (int i = from; i < to; i++) {
        if (round.first || losses[i] > round.reach[nearest[i]]) {
          waiting[size++] = i;
          if (size == waiting.length) {
            measureBlock(size, frame, search, round.scored, improvements);
            size = 0;
          }
        }
      }
      if (size > 0) {
        measureBlock(size, frame, search, round.scored, improvements);
      }
      return improvements;
    }

    private void measurePlainly(int from, int to, Improvements improvements) {
      for (int i = from; i < to; i++) {
        points.copyRow(i, row);
        for (int t = 0; t < round.candidates.length; t++) {
          double loss = metric.loss(row, round.candidates[t]);
          if (round.first || loss < losses[i]) {
            improvements.add(i, t, loss, round.first);
          }
        }
      }
    }

    private void measureBlock(
        int size,
        SinglePrecision frame,
        NearestSearch search,
        ScoredCentroids scored,
        Improvements improvements) {
      for (int r = 0; r < size; r++) {
        search.load(waiting[r], r);
        if (round.first) {
          squaredNorms[waiting[r]] = frame.squaredNorm(search.rows, r * store.d);
        }
      }
      if (!round.first) {
        search.scoreAll(size, scored);
      }
      double unit = frame.scale * frame.scale;
      for (int r = 0; r < size; r++) {
        int i = waiting[r];
        double normSq = squaredNorms[i];
        double error =
            frame.scoreError(frame.norm(squaredNorms[i]), scored.largestNorm)
                + frame.normError(normSq);
        double limit = losses[i] * unit * (1 + 1e-9) + error - normSq;
        for (int t = 0; t < round.candidates.length; t++) {
          if (round.first || !(search.scores[r * search.stride + t] > limit)) {
            double loss = store.squaredDistanceFast(i, round.candidates[t]);
            if (round.first || loss < losses[i]) {
              improvements.add(i, t, loss, round.first);
            }
          }
        }
      }
    }
  }
}
