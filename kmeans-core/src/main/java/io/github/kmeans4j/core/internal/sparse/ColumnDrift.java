package io.github.kmeans4j.core.internal.sparse;

import io.github.kmeans4j.core.internal.exact.Outward;
import io.github.kmeans4j.core.internal.update.SparseCentroid;
import io.github.kmeans4j.core.internal.work.ArrayLength;
import io.github.kmeans4j.core.internal.work.Chunks;
import io.github.kmeans4j.core.internal.work.Workers;
import io.github.kmeans4j.internal.kernel.SparseTiles;
import java.util.Arrays;

/**
 * How far the scores of sparse rows can have fallen since the last pass, by the columns that a row
 * stores.
 *
 * <pre>
 * A score is σ = ‖γ‖² − 2⟨z, γ⟩, and L at most that of every centroid but a row's own. When the
 * centroids have moved from γ to γ',
 *     σ' − σ = ‖γ'‖² − ‖γ‖² − 2⟨z, γ' − γ⟩ ≥ fall − 2 Σ|z_c| rise_c,
 * fall being the least growth of ‖γ‖², and rise_c the largest growth in column c, of any centroid; where
 * rows store negative values, its largest change. The sum runs over what the row stores, and so sees
 * nothing of moves in other columns, which are nearly all. It is what the triangle inequality cannot have:
 * that a centroid moved far says little about rows that share no column with it.
 *
 * Fall is as bad as the worst centroid, which is often one alone, that of a cluster which grows. So the
 * centroid whose norm falls most is watched: left out, and scored for every row. Others whose norms fall by
 * more than a part of the usual gap are wild: left out as well, and bounded by what they are now,
 *     σ' ≥ least ‖γ'‖² − 2 Σ|z_c| highest_c,
 * highest_c being their largest value in column c.
 *
 * The score of the row's own centroid a grows by no more than the growth of ‖γ_a‖² and 2 Σ|z_c| drop_c,
 * drop_c being the largest fall in column c of any centroid; nor, by the inequality of Cauchy and Schwarz,
 * than the growth and 2‖z‖ times the length of the move of a.
 * </pre>
 *
 * <p>Memory: 16 bytes a column. Not thread-safe while it {@linkplain #measure measures}.
 */
final class ColumnDrift {
  /** Floats of a column: the rise, the watched centroid's value, the highest value, the drop. */
  static final int WIDTH = SparseTiles.SUMMED;

  /** A norm that falls by more than this part of the usual gap makes a centroid wild. */
  private static final double WILD = 1.0 / 16;

  /** Columns of a chunk of work. */
  private static final int SLICE = 4096;

  final float[] columns;

  /** The centroid that is scored for every row; −1 for none. */
  int watched;

  /** The least growth of ‖γ‖² of a calm centroid, rounded down. */
  double fall;

  /** The least ‖γ‖² of a wild centroid, rounded down; +∞ for none. */
  double leastWildSq;

  private final int d;

  /** Of each centroid how much ‖γ‖² grew, rounded down. */
  private final double[] growths;

  /** The same rounded up, and twice the length of its move. */
  private final double[] mostGrowths;

  private final double[] twiceMoves;
  private final boolean[] wild;

  ColumnDrift(int k, int d) {
    this.d = d;
    this.columns = new float[ArrayLength.of("columns", d, WIDTH)];
    this.growths = new double[k];
    this.mostGrowths = new double[k];
    this.twiceMoves = new double[k];
    this.wild = new boolean[k];
  }

  /**
   * Compares centroids with those before.
   *
   * @param before the centroids of the last pass, in data units; one that did not move is the
   *     object of now
   * @param now the centroids that have just been set
   * @param formerSq ‖γ‖² of those before
   * @param gap by how much a row's second least score usually exceeds the least
   * @param signed whether a row may store negative values
   */
  void measure(
      SparseCentroid[] before,
      SparseCentroids now,
      double[] formerSq,
      double gap,
      boolean signed,
      Workers workers) {
    int k = now.k;
    watched = -1;
    for (int j = 0; j < k; j++) {
      // Each norm is a sum of so many squares in double.
      int terms = Math.max(before[j].columns.length, now.exact[j].columns.length);
      double error = (terms + 8) * 0x1p-52 * (now.normsSq[j] + formerSq[j]) + 0x1p-1000;
      boolean stayed = before[j] == now.exact[j];
      growths[j] = stayed ? 0 : now.normsSq[j] - formerSq[j] - error;
      mostGrowths[j] = stayed ? 0 : now.normsSq[j] - formerSq[j] + error;
      if (growths[j] < 0 && (watched < 0 || growths[j] < growths[watched])) {
        watched = j;
      }
    }
    fall = Double.POSITIVE_INFINITY;
    leastWildSq = Double.POSITIVE_INFINITY;
    for (int j = 0; j < k; j++) {
      wild[j] = j != watched && growths[j] < -WILD * gap;
      if (wild[j]) {
        int terms = now.exact[j].columns.length;
        double error = (terms + 8) * 0x1p-52 * now.normsSq[j] + 0x1p-1000;
        leastWildSq = Math.min(leastWildSq, now.normsSq[j] - error);
      } else if (j != watched) {
        fall = Math.min(fall, growths[j]);
      }
    }
    Chunks slices = new Chunks(d, SLICE);
    double[][] movesSq = new double[slices.count()][k];
    workers.run(
        slices.count(),
        (slice, worker) -> {
          int from = slices.first(slice);
          int to = slices.end(slice);
          Arrays.fill(columns, from * WIDTH, to * WIDTH, 0);
          for (int j = 0; j < k; j++) {
            if (before[j] != now.exact[j]) {
              movesSq[slice][j] = look(j, before[j], now, signed, from, to);
            }
          }
        });
    for (int j = 0; j < k; j++) {
      double moveSq = 0;
      for (double[] part : movesSq) {
        moveSq += part[j];
      }
      boolean stayed = before[j] == now.exact[j];
      twiceMoves[j] =
          stayed ? 0 : 2 * Math.sqrt(moveSq) * (1 + (d + 8) * 0x1p-52) + Float.MIN_NORMAL;
    }
  }

  /** By how much the own score of a row may have grown, but for its product with the move. */
  double growth(int j) {
    return mostGrowths[j];
  }

  /** What ‖z‖ is multiplied by for the part that comes from the product with the move. */
  double twiceMove(int j) {
    return twiceMoves[j];
  }

  /** Looks at some columns of a centroid that moved; returns the square of its move there. */
  private double look(
      int j, SparseCentroid before, SparseCentroids now, boolean signed, int from, int to) {
    SparseCentroid after = now.exact[j];
    double scale = now.scale;
    int field = j == watched ? 1 : wild[j] ? 2 : 0;
    double moveSq = 0;
    int i = after.place(from);
    int end = after.place(to);
    int q = before.place(from);
    int formerEnd = before.place(to);
    while (i < end || q < formerEnd) {
      int c = i < end ? after.columns[i] : Integer.MAX_VALUE;
      int former = q < formerEnd ? before.columns[q] : Integer.MAX_VALUE;
      double value = c <= former ? after.values[i++] : 0;
      double move = (value - (former <= c ? before.values[q++] : 0)) * scale;
      value *= scale;
      moveSq += move * move;
      int slots = Math.min(c, former) * WIDTH;
      double drop = signed ? Math.abs(move) : -move;
      if (drop > columns[slots + 3]) {
        columns[slots + 3] = Outward.above(drop);
      }
      int slot = slots + field;
      if (field == 1) {
        columns[slot] = (float) value;
        continue;
      }
      double grown = field == 0 ? move : value;
      double size = signed ? Math.abs(grown) : grown;
      if (size > columns[slot]) {
        columns[slot] = Outward.above(size);
      }
    }
    return moveSq;
  }
}
