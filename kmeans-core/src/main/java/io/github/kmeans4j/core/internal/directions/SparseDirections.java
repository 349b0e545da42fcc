package io.github.kmeans4j.core.internal.directions;

import io.github.kmeans4j.core.internal.rows.Distances;
import io.github.kmeans4j.core.internal.rows.ReorderedRows;
import io.github.kmeans4j.core.internal.rows.RowStore;
import io.github.kmeans4j.core.internal.rows.SparseRows;
import io.github.kmeans4j.core.internal.rows.Walk;

/**
 * Sparse rows divided by their lengths, once: 8 bytes a stored value. The plain definition is twice
 * the cosine distance of the row as it came, to which columns that a row does not store add
 * nothing.
 */
final class SparseDirections extends SparseRows {
  private final SparseRows rows;
  private final Lengths lengths;

  SparseDirections(SparseRows rows, Lengths lengths) {
    super(rows, divided(rows, lengths));
    this.rows = rows;
    this.lengths = lengths;
  }

  private static double[] divided(SparseRows rows, Lengths lengths) {
    double[] values = new double[rows.n == 0 ? 0 : rows.to(rows.n - 1)];
    for (int i = 0; i < rows.n; i++) {
      for (int p = rows.from(i); p < rows.to(i); p++) {
        values[p] = rows.value(p) / lengths.largest[i] / lengths.norms[i];
      }
    }
    return values;
  }

  @Override
  public RowStore reordered(int[] order) {
    return ReorderedRows.of(this, order);
  }

  @Override
  public double definitionError() {
    return Directions.definitionError(d);
  }

  @Override
  public double squaredDistance(int row, double[] c) {
    double largest = Directions.largest(c);
    return twice(row, c, largest, Directions.scaledNorm(c, largest));
  }

  @Override
  public double squaredDistance(int row, int[] others, double[] values) {
    double largest = Directions.largest(values);
    double dot = 0;
    int q = 0;
    for (Walk x = rows.walk(row); x.isOnTheWay(); ) {
      int column = x.column();
      while (q < others.length && others[q] < column) {
        q++;
      }
      boolean shared = q < others.length && others[q] == column;
      dot += x.take() / lengths.largest[row] * (shared ? values[q] / largest : 0);
    }
    return Directions.twice(dot, lengths.norms[row], Directions.scaledNorm(values, largest));
  }

  @Override
  public Distances distancesTo(double[][] points) {
    double[] largest = new double[points.length];
    double[] norms = new double[points.length];
    for (int j = 0; j < points.length; j++) {
      largest[j] = Directions.largest(points[j]);
      norms[j] = Directions.scaledNorm(points[j], largest[j]);
    }
    return (row, point) -> twice(row, points[point], largest[point], norms[point]);
  }

  private double twice(int row, double[] c, double largest, double norm) {
    double dot = 0;
    for (Walk x = rows.walk(row); x.isOnTheWay(); ) {
      double v = c[x.column()] / largest;
      dot += x.take() / lengths.largest[row] * v;
    }
    return Directions.twice(dot, lengths.norms[row], norm);
  }
}
