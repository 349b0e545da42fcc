package io.github.kmeans4j.core.internal.lloyd;

import io.github.kmeans4j.core.internal.rows.Euclidean;
import io.github.kmeans4j.core.internal.rows.RowStore;
import io.github.kmeans4j.core.internal.work.Workers;
import java.util.function.IntToDoubleFunction;

/** How far each centroid moved in the last update, in data units. Not thread-safe. */
public final class Shift {
  /** Of each centroid its squared move. */
  final double[] movesSq;

  private double largest;
  private double sumSq;

  Shift(int k) {
    this.movesSq = new double[k];
  }

  /** Measures the moves of all centroids; an array that is the same one has not moved. */
  void measure(RowStore store, double[][] to, double[][] from, Workers workers) {
    double[] moves = new double[movesSq.length];
    workers.run(
        moves.length,
        (j, worker) -> {
          boolean stays = to[j] == from[j];
          movesSq[j] = stays ? 0 : store.squaredDistance(to[j], from[j]);
          moves[j] = stays ? 0 : move(movesSq[j], to[j], from[j]);
        });
    sumUp(j -> moves[j]);
  }

  /**
   * Takes the moves of which {@link #movesSq} has the squares already.
   *
   * @param move of each centroid, its move
   */
  void sumUp(IntToDoubleFunction move) {
    largest = 0;
    sumSq = 0;
    for (int j = 0; j < movesSq.length; j++) {
      double moved = move.applyAsDouble(j);
      largest = Math.max(largest, moved);
      sumSq += moved * moved;
    }
  }

  /** The longest move; 0 only if no centroid moved. */
  double largest() {
    return largest;
  }

  /** The sum of the squares of all moves. */
  double sumSq() {
    return sumSq;
  }

  /**
   * Tells how far a centroid moved.
   *
   * @param squared the same as a squared distance, which may have underflowed
   * @param to where it is, d values
   * @param from where it was
   * @return a Euclidean distance; 0 only if it did not move
   */
  public static double move(double squared, double[] to, double[] from) {
    double move = Math.sqrt(squared);
    // Squares underflow before differences do.
    return move == 0 && Euclidean.differ(to, from) ? Double.MIN_VALUE : move;
  }
}
