package io.github.kmeans4j.core.internal.sums;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * The sums of a {@link SumTable} of which nearly all are 0: of each cluster those that are not,
 * side by side in the order of their columns. They are changed in a table of one cluster, to which
 * they are unpacked. Different threads may unpack and pack different clusters.
 *
 * <p>Memory: 4 bytes a column that is kept, and what the sum itself takes; columns of digits take
 * theirs for every cluster.
 */
public final class PackedSums {
  /** Where one of so many columns is looked for, a walk along the list finds it as soon. */
  private static final int WALK = 16;

  private final SumGrid grid;
  private final int[][] columns;
  private final double[][] plain;
  private final long[][] high;
  private final long[][] low;

  /** The digits of all wide columns, as in the table. */
  private final long[][] digits;

  /**
   * Starts from zeros.
   *
   * @param grid the layout
   * @param clusters how many rows of sums
   */
  public PackedSums(SumGrid grid, int clusters) {
    this.grid = grid;
    this.columns = new int[clusters][0];
    this.plain = new double[clusters][0];
    this.high = new long[clusters][0];
    this.low = new long[clusters][0];
    this.digits = new long[clusters][grid.digitsAt[grid.wide.length]];
  }

  /** One cluster of so many sums. */
  private PackedSums(SumGrid grid, int length, long[] digits) {
    this.grid = grid;
    this.columns = new int[][] {new int[length]};
    this.plain = new double[][] {new double[grid.plain ? length : 0]};
    this.high = new long[][] {new long[grid.plain ? 0 : length]};
    this.low = new long[][] {new long[grid.radix > 0 ? length : 0]};
    this.digits = new long[][] {digits};
  }

  /**
   * Returns the layout.
   *
   * @return the grid it was made for
   */
  public SumGrid grid() {
    return grid;
  }

  /**
   * Returns the columns in which a sum is not 0.
   *
   * @param cluster which
   * @return column numbers, ascending; not to be changed
   */
  public int[] columns(int cluster) {
    return columns[cluster];
  }

  /**
   * Returns the sums of a cluster where they are plain.
   *
   * @param cluster which
   * @return a sum for each of its columns, live; only if the grid is plain
   */
  public double[] plain(int cluster) {
    return plain[cluster];
  }

  /**
   * Adds the sums of other rows.
   *
   * @param cluster where to
   * @param change of an equal grid, whose one cluster is added; zeros afterwards
   * @param changed the columns in which it may be other than 0, ascending
   * @param count how many they are
   */
  public void merge(int cluster, SumTable change, int[] changed, int count) {
    int[] list = columns[cluster];
    if (grid.wide.length > 0) {
      Digits.addAll(grid, digits[cluster], change.digits(0));
      Arrays.fill(change.digits(0), 0);
    }
    boolean dense = count > list.length / WALK;
    int[] places = new int[count];
    int grows = 0;
    boolean same = true;
    int from = 0;
    for (int i = 0; i < count; i++) {
      int c = changed[i];
      int at;
      if (dense) {
        while (from < list.length && list[from] < c) {
          from++;
        }
        at = from < list.length && list[from] == c ? from : ~from;
      } else {
        at = Arrays.binarySearch(list, from, list.length, c);
        from = at < 0 ? ~at : at;
      }
      places[i] = at;
      if (at >= 0) {
        add(cluster, at, change, c);
      }
      boolean zero = at < 0 ? isZero(cluster, change, c) : isZero(cluster, at);
      if (zero == at >= 0) {
        grows += zero ? -1 : 1;
        same = false;
      }
    }
    if (!same) {
      rebuild(cluster, change, changed, places, list.length + grows);
    }
    for (int i = 0; i < count; i++) {
      clear(change, changed[i]);
    }
  }

  private void add(int cluster, int place, SumTable change, int c) {
    if (grid.plain) {
      plain[cluster][place] += change.plain(0)[c];
      return;
    }
    high[cluster][place] += change.high(0)[c];
    if (grid.radix > 0) {
      low[cluster][place] += change.low(0)[c];
    }
  }

  private void clear(SumTable table, int c) {
    if (grid.plain) {
      table.plain(0)[c] = 0;
      return;
    }
    table.high(0)[c] = 0;
    if (grid.radix > 0) {
      table.low(0)[c] = 0;
    }
  }

  /** Whether a sum that has a place is 0. */
  private boolean isZero(int cluster, int place) {
    if (grid.plain) {
      return plain[cluster][place] == 0;
    }
    long l = grid.radix > 0 ? low[cluster][place] : 0;
    return isZero(high[cluster][place], l) && hasNoDigits(cluster, columns[cluster][place]);
  }

  /** Whether a sum that has none is 0, to which a change has not been added yet. */
  private boolean isZero(int cluster, SumTable change, int c) {
    if (grid.plain) {
      return change.plain(0)[c] == 0;
    }
    long l = grid.radix > 0 ? change.low(0)[c] : 0;
    return isZero(change.high(0)[c], l) && hasNoDigits(cluster, c);
  }

  /** Zero may be a whole number of 2^radix, and as many as the high word lacks. */
  private boolean isZero(long high, long low) {
    return (low & (1L << grid.radix) - 1) == 0 && high + (low >> grid.radix) == 0;
  }

  private boolean hasNoDigits(int cluster, int c) {
    int w = grid.wide.length == 0 ? -1 : Arrays.binarySearch(grid.wide, c);
    return w < 0 || Digits.toBigInteger(grid, digits[cluster], w).signum() == 0;
  }

  /** Makes room for columns that are new, and leaves out sums that have become 0. */
  private void rebuild(int cluster, SumTable change, int[] changed, int[] places, int length) {
    PackedSums next = new PackedSums(grid, length, digits[cluster]);
    int from = 0;
    int at = 0;
    for (int i = 0; i < places.length; i++) {
      int place = places[i];
      int to = place < 0 ? ~place : place;
      at = next.copy(this, cluster, from, to, at);
      from = to;
      if (place >= 0) {
        from++;
        at = isZero(cluster, place) ? at : next.copy(this, cluster, to, from, at);
      } else if (!isZero(cluster, change, changed[i])) {
        next.columns[0][at] = changed[i];
        next.add(0, at, change, changed[i]);
        at++;
      }
    }
    next.copy(this, cluster, from, columns[cluster].length, at);
    columns[cluster] = next.columns[0];
    plain[cluster] = next.plain[0];
    high[cluster] = next.high[0];
    low[cluster] = next.low[0];
  }

  /** Copies some sums; returns where the next ones come. */
  private int copy(PackedSums sums, int cluster, int from, int to, int at) {
    int count = to - from;
    System.arraycopy(sums.columns[cluster], from, columns[0], at, count);
    if (grid.plain) {
      System.arraycopy(sums.plain[cluster], from, plain[0], at, count);
    } else {
      System.arraycopy(sums.high[cluster], from, high[0], at, count);
      if (grid.radix > 0) {
        System.arraycopy(sums.low[cluster], from, low[0], at, count);
      }
    }
    return at + count;
  }

  /**
   * Copies the sums of a cluster to a table of it alone.
   *
   * @param cluster which
   * @return an independent table of all columns
   */
  public SumTable tableOf(int cluster) {
    SumTable table = new SumTable(grid, 1);
    int[] list = columns[cluster];
    for (int i = 0; i < list.length; i++) {
      if (grid.plain) {
        table.plain(0)[list[i]] = plain[cluster][i];
        continue;
      }
      table.high(0)[list[i]] = high[cluster][i];
      if (grid.radix > 0) {
        table.low(0)[list[i]] = low[cluster][i];
      }
    }
    System.arraycopy(digits[cluster], 0, table.digits(0), 0, digits[cluster].length);
    return table;
  }

  /**
   * Returns the sums of a cluster as pairs of doubles, as {@link SumTable#pairs(int, double[],
   * double[])} does.
   *
   * @param cluster which
   * @param upper receives a value for each of its columns, side by side
   * @param lower receives what is left
   */
  public void pairs(int cluster, double[] upper, double[] lower) {
    pairs(cluster, columns[cluster], upper, lower);
  }

  /**
   * The same for other columns.
   *
   * @param cluster which
   * @param wanted column numbers, ascending
   * @param upper receives a value for each of them, side by side
   * @param lower receives what is left
   */
  public void pairs(int cluster, int[] wanted, double[] upper, double[] lower) {
    if (grid.wide.length > 0) {
      double[] allUpper = new double[grid.d];
      double[] allLower = new double[grid.d];
      tableOf(cluster).pairs(0, allUpper, allLower);
      for (int q = 0; q < wanted.length; q++) {
        upper[q] = allUpper[wanted[q]];
        lower[q] = allLower[wanted[q]];
      }
      return;
    }
    int[] list = columns[cluster];
    double[] p = plain[cluster];
    long[] h = high[cluster];
    long[] l = low[cluster];
    int i = 0;
    for (int q = 0; q < wanted.length; q++) {
      int c = wanted[q];
      while (i < list.length && list[i] < c) {
        i++;
      }
      if (i == list.length || list[i] != c) {
        upper[q] = 0;
        lower[q] = 0;
      } else if (grid.plain) {
        upper[q] = p[i];
        lower[q] = 0;
      } else {
        SumTable.pair(h[i], grid.radix == 0 ? 0 : l[i], grid.radix, grid.unit[c], q, upper, lower);
      }
    }
  }

  /**
   * Returns a sum as a whole number of {@code 2^exponent(column)}.
   *
   * @param cluster which
   * @param place of the column among those of the cluster
   * @return the exact number
   */
  BigInteger toBigInteger(int cluster, int place) {
    return tableOf(cluster).toBigInteger(0, columns[cluster][place]);
  }

  /**
   * Returns what the numbers of {@link #toBigInteger} count.
   *
   * @param column which
   * @return a power of two
   */
  int exponent(int column) {
    return SumTable.exponent(grid, column);
  }
}
