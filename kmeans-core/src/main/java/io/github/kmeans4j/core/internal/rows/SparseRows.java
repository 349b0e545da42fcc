package io.github.kmeans4j.core.internal.rows;

import io.github.kmeans4j.internal.Kernel;
import io.github.kmeans4j.internal.Storage;
import io.github.kmeans4j.internal.kernel.Vectors;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Sparse rows, in the caller's arrays. Every loop but those that return all columns of a row runs
 * over stored values; distances have the bits of those of dense rows, in whatever order the columns
 * of a row stand.
 */
public class SparseRows extends RowStore {
  /** Numbers of four bytes in a line of the cache. */
  private static final int LINE = 16;

  /** Where rows begin, n + 1. */
  private final int[] starts;

  /** The column of each position. */
  public final int[] columns;

  /** The value of each position, or null if they are doubles. */
  public final float @Nullable [] floats;

  private final double @Nullable [] doubles;

  /** The row behind each row, or null for the rows in the order of the data. */
  private final int @Nullable [] rows;

  /** Whether the columns of every row ascend. */
  private final boolean sorted;

  /** The caller's numbers of the columns, ascending; null if none was left out. */
  private final int @Nullable [] names;

  private final int dataColumns;

  SparseRows(Storage.Sparse rows, Kernel kernel) {
    super(rows.rows(), rows.columns(), kernel);
    this.starts = rows.rowStarts();
    this.columns = rows.columnIndices();
    this.floats = rows instanceof Storage.SparseFloats f ? f.values() : null;
    this.doubles = rows instanceof Storage.SparseDoubles f ? f.values() : null;
    this.rows = null;
    this.sorted = areSorted();
    this.names = null;
    this.dataColumns = d;
  }

  /**
   * Makes rows of the same columns.
   *
   * @param of rows in the order of the data
   * @param values in place of theirs, by position
   */
  protected SparseRows(SparseRows of, double[] values) {
    super(of.n, of.d, of.kernel);
    this.starts = of.starts;
    this.columns = of.columns;
    this.floats = null;
    this.doubles = values;
    this.rows = null;
    this.sorted = of.sorted;
    this.names = of.names;
    this.dataColumns = of.dataColumns;
  }

  private SparseRows(
      SparseRows of, int n, int @Nullable [] rows, int @Nullable [] names, int dataColumns) {
    super(n, of.d, of.kernel);
    this.starts = of.starts;
    this.columns = of.columns;
    this.floats = of.floats;
    this.doubles = of.doubles;
    this.rows = rows;
    this.sorted = of.sorted;
    this.names = names;
    this.dataColumns = dataColumns;
  }

  private boolean areSorted() {
    boolean ascends = true;
    for (int i = 0; i < n && ascends; i++) {
      for (int p = starts[i] + 1; p < starts[i + 1]; p++) {
        ascends &= columns[p] > columns[p - 1];
      }
    }
    return ascends;
  }

  @Override
  public RowStore reordered(int[] order) {
    int[] behind = order; // not a copy: the caller may yet change places that nobody reads
    if (rows != null) {
      behind = new int[order.length];
      for (int i = 0; i < behind.length; i++) {
        behind[i] = rows[order[i]];
      }
    }
    return new SparseRows(this, order.length, behind, names, dataColumns);
  }

  /**
   * Returns the same rows with their columns as the caller knows them.
   *
   * @param names the caller's number of each column, ascending; kept
   * @param dataColumns how many columns the caller's data have
   * @return a view
   */
  public SparseRows named(int[] names, int dataColumns) {
    return new SparseRows(this, n, rows, names, dataColumns);
  }

  /**
   * Returns where the values of a row begin.
   *
   * @param row row index
   * @return the first position
   */
  public int from(int row) {
    return starts[rows == null ? row : rows[row]];
  }

  /**
   * Returns where the values of a row end.
   *
   * @param row row index
   * @return the position behind the last one
   */
  public int to(int row) {
    return starts[(rows == null ? row : rows[row]) + 1];
  }

  /**
   * Returns how many values a row stores.
   *
   * @param row row index
   * @return zeros that are stored count
   */
  public int stored(int row) {
    return to(row) - from(row);
  }

  /**
   * Tells whether each row begins where the row before it ends.
   *
   * @return false if rows may stand in any order
   */
  public boolean areInOrder() {
    return rows == null;
  }

  /**
   * Reads what some rows store, line by line of memory: whoever reads them in another order next
   * finds them in the cache. Does nothing if rows may stand in any order.
   *
   * @param first the first row
   * @param end the end of the rows
   * @return any number, which must be used for something, else the compiler removes all this
   */
  public int readAhead(int first, int end) {
    int sum = 0;
    if (rows == null) {
      int to = starts[end];
      for (int left = to - starts[first]; left > 0; left -= LINE) {
        int p = to - left;
        sum +=
            columns[p]
                + (floats != null ? (int) floats[p] : doubles == null ? 0 : (int) doubles[p]);
      }
    }
    return sum;
  }

  /**
   * Returns a value.
   *
   * @param position where it is stored
   * @return the value
   */
  public double value(int position) {
    return floats != null ? floats[position] : doubles == null ? 0 : doubles[position];
  }

  @Override
  public int dataColumns() {
    return dataColumns;
  }

  /**
   * Returns the caller's numbers of the columns.
   *
   * @return ascending, not to be changed; null if none was left out
   */
  public int @Nullable [] names() {
    return names;
  }

  /** The caller's number of a column. */
  private int name(int column) {
    return names == null ? column : names[column];
  }

  /** The positions of a row in the order of their columns; null if they stand in it. */
  private int @Nullable [] order(int row) {
    if (sorted) {
      return null;
    }
    int from = from(row);
    int to = to(row);
    long[] sorted = new long[to - from];
    for (int p = from; p < to; p++) {
      sorted[p - from] = (long) columns[p] << 32 | p;
    }
    Arrays.sort(sorted);
    int[] order = new int[sorted.length];
    for (int i = 0; i < order.length; i++) {
      order[i] = (int) sorted[i];
    }
    return order;
  }

  /**
   * Returns the positions of a row in the order of their columns, whether they stand in it or not.
   *
   * @param row row index
   * @return as many as it stores values
   */
  public int[] positions(int row) {
    int[] order = order(row);
    return order != null ? order : IntStream.range(from(row), to(row)).toArray();
  }

  /**
   * Returns what a row stores.
   *
   * @param row row index
   * @return a copy, in the order of the columns
   */
  public double[] storedValues(int row) {
    Walk walk = walk(row);
    double[] values = new double[stored(row)];
    for (int i = 0; i < values.length; i++) {
      values[i] = walk.take();
    }
    return values;
  }

  /**
   * Begins a walk along a row.
   *
   * @param row row index
   * @return at the first value in the order of the columns
   */
  public final Walk walk(int row) {
    return new Walk(columns, floats, doubles, order(row), from(row), to(row));
  }

  @Override
  public double squaredDistance(int row, double[] c) {
    Walk a = walk(row);
    double sum = 0;
    for (int j = 0; j < c.length; j++) {
      double t = a.takeAt(j) - c[j];
      sum += t * t;
    }
    return sum;
  }

  /**
   * Computes the same as {@link #squaredDistance(int, double[])}, to the bit, of a point that is 0
   * in most columns.
   *
   * @param row row index
   * @param others the columns outside of which the point is 0, ascending
   * @param values its values there, side by side
   * @return the squared distance
   */
  public double squaredDistance(int row, int[] others, double[] values) {
    Walk a = walk(row);
    Walk b = new Walk(others, values);
    double sum = 0;
    while (a.isOnTheWay() || b.isOnTheWay()) {
      int column = Math.min(a.column(), b.column());
      double t = a.takeAt(column) - b.takeAt(column);
      sum += t * t;
    }
    return sum;
  }

  @Override
  public Distances distancesTo(double[][] points) {
    return SparseDistances.to(this, points);
  }

  @Override
  public double squaredDistanceFast(int row, double[] c) {
    Walk a = walk(row);
    double[] sums = new double[8];
    for (int j = 0; j < c.length; j++) {
      double t = a.takeAt(j) - c[j];
      sums[lane(j, 8)] += t * t;
    }
    return total(sums);
  }

  /**
   * Computes the same as {@link #squaredDistanceFast(int, double[])}, to the bit, of a point that
   * is 0 in most columns.
   *
   * @param row row index
   * @param others the columns outside of which the point is 0, ascending
   * @param values its values there, side by side
   * @return the squared distance
   */
  public double squaredDistanceFast(int row, int[] others, double[] values) {
    return squaredDistance(walk(row), new Walk(others, values), 8);
  }

  /** To another row only the columns that one of the two stores count. */
  @Override
  public double squaredDistanceFast(int row, int other, double[] c) {
    return squaredDistance(walk(row), walk(other), 8);
  }

  @Override
  public int compare(int row, int other) {
    Walk a = walk(row);
    Walk b = walk(other);
    while (a.isOnTheWay() || b.isOnTheWay()) {
      int column = Math.min(a.column(), b.column());
      double value = a.takeAt(column);
      double otherValue = b.takeAt(column);
      if (value != otherValue) {
        return value < otherValue ? -1 : 1;
      }
    }
    return 0;
  }

  @Override
  public double squaredDistance(double[] a, double[] b) {
    double[] sums = new double[8];
    for (int j = 0; j < d; j++) {
      double t = a[j] - b[j];
      sums[lane(j, 4)] += t * t;
    }
    return total(sums);
  }

  /**
   * Computes the same, to the bit, of points that are 0 in most columns.
   *
   * @param columns the columns outside of which the first is 0, ascending
   * @param values its values there, side by side
   * @param others the same of the second
   * @param otherValues its values
   * @return the squared distance
   */
  public double squaredDistance(
      int[] columns, double[] values, int[] others, double[] otherValues) {
    return squaredDistance(new Walk(columns, values), new Walk(others, otherValues), 4);
  }

  /** By the columns that one of the two stores; in others nothing is added to a sum. */
  private double squaredDistance(Walk a, Walk b, int lanes) {
    double[] sums = new double[8];
    while (a.isOnTheWay() || b.isOnTheWay()) {
      int column = Math.min(a.column(), b.column());
      double t = a.takeAt(column) - b.takeAt(column);
      sums[lane(column, lanes)] += t * t;
    }
    return total(sums);
  }

  /**
   * Which of some partial sums a column belongs to, by its number in the caller's data.
   *
   * @param lanes 4 or 8
   */
  private int lane(int column, int lanes) {
    int name = name(column);
    return name < (dataColumns & -lanes) ? name & (lanes - 1) : 0;
  }

  private static double total(double[] s) {
    return ((s[0] + s[1]) + (s[2] + s[3])) + ((s[4] + s[5]) + (s[6] + s[7]));
  }

  @Override
  public void copy(int row, int from, int to, double[] target) {
    Arrays.fill(target, 0, to - from, 0);
    for (int p = from(row); p < to(row); p++) {
      int c = columns[p];
      if (c >= from && c < to) {
        target[c - from] = value(p);
      }
    }
  }

  @Override
  public void addTo(int row, int from, int to, double weight, double[] sum) {
    for (int p = from(row); p < to(row); p++) {
      int c = columns[p];
      if (c >= from && c < to) {
        sum[c] += weight * value(p);
      }
    }
  }

  @Override
  public void load(Vectors vectors, int row, float[] shift, double scale, float[] target, int at) {
    for (int j = 0; j < d; j++) {
      // not −shift, which would be −0 where dense rows have 0
      target[at + j] = (float) ((0 - (double) shift[j]) * scale);
    }
    for (int p = from(row); p < to(row); p++) {
      int c = columns[p];
      target[at + c] = (float) ((value(p) - shift[c]) * scale);
    }
  }

  @Override
  public int prefetch(int row, int from, int to) {
    int p = from(row);
    return p < to(row) ? columns[p] + (int) value(p) : 0;
  }

  @Override
  public double scaleFor(double max) {
    int most = floats == null ? 1000 : 126;
    return Math.scalb(1.0, -Math.max(-most, Math.min(most, Math.getExponent(max))));
  }

  @Override
  int firstBeyond(int row, double limit) {
    int first = -1;
    for (int p = from(row); p < to(row); p++) {
      if (!(Math.abs(value(p)) <= limit) && (first < 0 || columns[p] < first)) {
        first = columns[p];
      }
    }
    return first;
  }

  @Override
  String where(int row, int column) {
    int p = from(row);
    while (columns[p] != column) {
      p++;
    }
    return "row " + row + ", column " + name(column) + ", position " + p + " is " + value(p);
  }

  @Override
  void magnitudes(int row, double[] values, double[] largest, double[] least) {
    for (int p = from(row); p < to(row); p++) {
      int c = columns[p];
      double v = Math.abs(value(p));
      largest[c] = Math.max(largest[c], v);
      least[c] = v > 0 ? Math.min(least[c], v) : least[c];
    }
  }

  @Override
  void profile(int from, int to, DataProfile.Part part) {
    if (rows != null) {
      throw new IllegalStateException("rows are looked at before they are reordered");
    }
    int first = starts[from];
    int count = starts[to] - first;
    boolean finite = true;
    if (floats != null) {
      finite = FloatRows.profile(floats, first, count, part, kernel);
    } else if (doubles != null) {
      DoubleRows.profile(doubles, first, count, part, kernel);
      finite = part.max < Double.POSITIVE_INFINITY;
    }
    for (int i = from; i < to && !finite; i++) {
      part.fail(this, i);
    }
  }
}
