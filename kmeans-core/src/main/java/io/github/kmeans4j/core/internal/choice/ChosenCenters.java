package io.github.kmeans4j.core.internal.choice;

import io.github.kmeans4j.Seeding;
import io.github.kmeans4j.core.internal.rows.RowStore;
import io.github.kmeans4j.core.internal.work.Chunks;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * The centers that were chosen so far, and the loss of each row to the nearest one. Chunks of rows
 * may be changed by one thread each; not thread-safe beyond that.
 */
public final class ChosenCenters {
  /** The rows that centers are chosen from. */
  public final RowStore store;

  /** Chunks of rows that have a potential each. */
  public final Chunks chunks;

  /** The loss of each row to its nearest center; 1 before the first choice. */
  public final double[] losses;

  /** Which center that is, in the order of their choice, where that is followed. */
  private int @Nullable [] nearest;

  private final int @Nullable [] order;
  private final Seeding seeding;
  private final double[] potentials;
  private int[] rows;
  private double[][] values;
  private int count;

  /** The centers by their values; made when they are first asked for. */
  private @Nullable DistinctRows contents;

  /** Rows before this one weigh nothing or have the values of a center. */
  private int unlikeFrom;

  /**
   * Starts without centers.
   *
   * @param store the rows
   * @param order which row each of the store is for the seeding; null if they are the same
   * @param chunkRows rows a chunk
   * @param k how many are expected; there may be more
   * @param seeding with the weights
   */
  public ChosenCenters(
      RowStore store, int @Nullable [] order, int chunkRows, int k, Seeding seeding) {
    this.store = store;
    this.order = order;
    this.seeding = seeding;
    this.losses = new double[store.n];
    this.chunks = new Chunks(store.n, chunkRows);
    this.potentials = new double[chunks.count()];
    this.rows = new int[k];
    this.values = new double[k][];
    Arrays.fill(losses, 1); // before the first choice rows are drawn by their weights alone
    for (int chunk = 0; chunk < potentials.length; chunk++) {
      if (seeding.isWeighted()) {
        sumPotential(chunk);
      } else {
        potentials[chunk] = chunks.end(chunk) - chunks.first(chunk);
      }
    }
  }

  /**
   * Returns how many centers there are.
   *
   * @return 0 or more
   */
  public int count() {
    return count;
  }

  /**
   * Returns which center each row is nearest to; made when it is first asked for, by one thread.
   *
   * @return by row, live
   */
  public int[] nearest() {
    int[] made = nearest;
    if (made == null) {
      made = new int[store.n];
      nearest = made;
    }
    return made;
  }

  /**
   * Returns the values of a center.
   *
   * @param center in the order of their choice
   * @return d values, not to be changed
   */
  public double[] values(int center) {
    return values[center];
  }

  /**
   * Returns the values of all centers.
   *
   * @return in the order of their choice; not to be changed
   */
  public double[][] values() {
    return Arrays.copyOf(values, count);
  }

  /**
   * Returns the candidate that lowers the potential most, the first on ties.
   *
   * @param drops of each chunk: by how much each candidate lowers its part
   * @param candidates how many of them there are
   * @return its number
   */
  public static int best(double[][] drops, int candidates) {
    int best = 0;
    double most = Double.NEGATIVE_INFINITY;
    for (int t = 0; t < candidates; t++) {
      double drop = 0;
      for (double[] part : drops) {
        drop += part[t];
      }
      if (drop > most) {
        most = drop;
        best = t;
      }
    }
    return best;
  }

  /**
   * Returns which row of the store a center is.
   *
   * @param center in the order of their choice
   * @return row index
   */
  public int row(int center) {
    return rows[center];
  }

  /**
   * Returns what a row weighs.
   *
   * @param row a row of the store
   * @return its weight ≥ 0
   */
  public double weight(int row) {
    return seeding.weight(index(row));
  }

  /**
   * Returns which row of the points one here is.
   *
   * @param row a row of the store
   * @return row index
   */
  public int index(int row) {
    return order == null ? row : order[row];
  }

  /**
   * Makes a row the next center; what other rows lose to it, the caller has set.
   *
   * @param row a row of the store
   * @param center its values; kept
   */
  public void add(int row, double[] center) {
    if (count == values.length) {
      rows = Arrays.copyOf(rows, 2 * count);
      values = Arrays.copyOf(values, 2 * count);
    }
    losses[row] = 0;
    rows[count] = row;
    values[count++] = center;
    if (contents != null) {
      contents.add(center);
    }
  }

  /**
   * Sums w · loss over the rows of a chunk again.
   *
   * @param chunk which
   */
  public void sumPotential(int chunk) {
    double sum = 0;
    int end = chunks.end(chunk);
    for (int i = chunks.first(chunk); i < end; i++) {
      sum += weight(i) * losses[i];
    }
    potentials[chunk] = sum;
  }

  /**
   * Takes over what {@link #sumPotential} would find.
   *
   * @param chunk which
   * @param potential Σ w · loss over its rows
   */
  public void setPotential(int chunk, double potential) {
    potentials[chunk] = potential;
  }

  /**
   * Returns Σ w · loss over all rows.
   *
   * @return the potential ≥ 0
   */
  public double potential() {
    double total = 0;
    for (double part : potentials) {
      total += part;
    }
    return total;
  }

  /**
   * Finds the row at which the running sum of w · loss exceeds a part of the potential.
   *
   * @param part in [0, potential)
   * @return a row of the store; −1 if the potential is 0
   */
  public int rowAt(double part) {
    double target = part;
    int last = 0;
    for (int chunk = 0; chunk < potentials.length; chunk++) {
      if (potentials[chunk] > 0) {
        last = chunk;
        if (target < potentials[chunk]) {
          break;
        }
        target -= potentials[chunk];
      }
    }
    int end = chunks.end(last);
    int row = -1;
    for (int i = chunks.first(last); i < end; i++) {
      double share = weight(i) * losses[i];
      if (share > 0) {
        row = i;
        if (target < share) {
          break;
        }
        target -= share;
      }
    }
    return row;
  }

  /**
   * Returns what the rows of each center weigh, each row being its {@linkplain #nearest nearest}
   * one's. A center has at least its own row, unless an equal one was chosen before.
   *
   * @return Σ w by center, in the order of their choice
   */
  public double[] weights() {
    DistinctRows known = new DistinctRows();
    for (int j = 0; j < count; j++) {
      if (known.add(values[j])) {
        nearest()[rows[j]] = j;
      }
    }
    double[] weights = new double[count];
    for (int i = 0; i < losses.length; i++) {
      weights[nearest()[i]] += weight(i);
    }
    return weights;
  }

  /**
   * Returns the lowest row of positive weight that has other values than every center.
   *
   * @return a row of the store; −1 if there is none
   */
  public int firstUnlike() {
    DistinctRows known = contents();
    double[] row = new double[store.d];
    for (; unlikeFrom < store.n; unlikeFrom++) {
      if (weight(unlikeFrom) > 0) {
        store.copy(unlikeFrom, row);
        if (!known.contains(row)) {
          return unlikeFrom;
        }
      }
    }
    return -1;
  }

  /**
   * Returns the lowest row that was not chosen, of positive weight if there is such a one.
   *
   * @return a row of the store
   */
  public int firstUnchosen() {
    BitSet taken = new BitSet(store.n);
    for (int j = 0; j < count; j++) {
      taken.set(rows[j]);
    }
    for (int i = taken.nextClearBit(0); i < store.n; i = taken.nextClearBit(i + 1)) {
      if (weight(i) > 0) {
        return i;
      }
    }
    return taken.nextClearBit(0);
  }

  /**
   * Returns how many centers differ in their values.
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
        known.add(values[j]);
      }
      contents = known;
    }
    return known;
  }
}
