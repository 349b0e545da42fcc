package io.github.kmeans4j.core.internal.directions;

import io.github.kmeans4j.core.internal.rows.Distances;
import io.github.kmeans4j.core.internal.rows.RowStore;
import io.github.kmeans4j.internal.kernel.Vectors;

/**
 * Rows divided by their lengths whenever they are read. Whole copies of rows and what follows from
 * them have the bits of the division in double; floats for scores are multiplied once. The plain
 * definition is twice the cosine distance of the row as it came.
 */
final class DirectionRows extends RowStore {
  /** Lengths beyond 2^±100 are divided by in double. */
  private static final double MOST = 0x1p100;

  private final RowStore rows;
  private final Lengths lengths;

  DirectionRows(RowStore rows, Lengths lengths) {
    super(rows.n, rows.d, rows.kernel);
    this.rows = rows;
    this.lengths = lengths;
  }

  @Override
  public double definitionError() {
    return Directions.definitionError(d);
  }

  @Override
  public double squaredDistance(int row, double[] c) {
    return new CosineLosses(new double[][] {c}).twice(scaled(row), lengths.norms[row], 0);
  }

  @Override
  public Distances distancesTo(double[][] points) {
    CosineLosses losses = new CosineLosses(points);
    return (row, point) -> losses.twice(scaled(row), lengths.norms[row], point);
  }

  /** The row over its largest magnitude. */
  private double[] scaled(int row) {
    double[] x = new double[d];
    rows.copy(row, x);
    double largest = lengths.largest[row];
    for (int c = 0; c < x.length; c++) {
      x[c] /= largest;
    }
    return x;
  }

  @Override
  public double squaredDistanceFast(int row, double[] c) {
    double[] x = new double[d];
    copy(row, x);
    return kernel.squaredDistance(x, 0, c);
  }

  @Override
  public void copy(int row, int from, int to, double[] target) {
    rows.copy(row, from, to, target);
    double largest = lengths.largest[row];
    double norm = lengths.norms[row];
    for (int j = 0; j < to - from; j++) {
      target[j] = target[j] / largest / norm;
    }
  }

  @Override
  public void addTo(int row, int from, int to, double weight, double[] sum) {
    double[] x = new double[to - from];
    copy(row, from, to, x);
    for (int j = 0; j < x.length; j++) {
      sum[from + j] += weight * x[j];
    }
  }

  @Override
  public void load(Vectors vectors, int row, float[] shift, double scale, float[] target, int at) {
    double factor = scale / lengths.largest[row] / lengths.norms[row];
    if (factor > 1 / MOST && factor < MOST) {
      rows.load(vectors, row, shift, factor, target, at);
      return;
    }
    double[] x = new double[d];
    copy(row, x);
    for (int c = 0; c < d; c++) {
      target[at + c] = (float) (x[c] * scale);
    }
  }

  @Override
  public double scaleFor(double max) {
    return 1;
  }

  @Override
  public int prefetch(int row, int from, int to) {
    return rows.prefetch(row, from, to);
  }
}
