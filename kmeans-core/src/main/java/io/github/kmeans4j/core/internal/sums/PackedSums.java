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
   * Copies the sums of a cluster.
   *
   * @param cluster which
   * @param table receives them; its one cluster must be zeros
   */
  public void unpack(int cluster, SumTable table) {
    int[] list = columns[cluster];
    if (grid.plain) {
      scatter(plain[cluster], list, table.plain(0));
      return;
    }
    scatter(high[cluster], list, table.high(0));
    if (grid.radix > 0) {
      scatter(low[cluster], list, table.low(0));
    }
    System.arraycopy(digits[cluster], 0, table.digits(0), 0, digits[cluster].length);
  }

  private static void scatter(double[] values, int[] list, double[] to) {
    for (int i = 0; i < list.length; i++) {
      to[list[i]] = values[i];
    }
  }

  private static void scatter(long[] values, int[] list, long[] to) {
    for (int i = 0; i < list.length; i++) {
      to[list[i]] = values[i];
    }
  }

  /**
   * Takes back what {@link #unpack} copied, and leaves zeros there.
   *
   * @param cluster which
   * @param table whose one cluster may be other than 0 in some columns only
   * @param candidates those columns, ascending; changed
   * @param count how many they are
   */
  public void pack(int cluster, SumTable table, int[] candidates, int count) {
    int kept = 0;
    for (int i = 0; i < count; i++) {
      int c = candidates[i];
      candidates[kept] = c;
      kept += isZero(table, c) ? 0 : 1;
    }
    int[] former = columns[cluster];
    boolean same = Arrays.equals(former, 0, former.length, candidates, 0, kept);
    int[] list = same ? former : Arrays.copyOf(candidates, kept);
    columns[cluster] = list;
    if (grid.plain) {
      plain[cluster] = gather(table.plain(0), list, plain[cluster]);
      return;
    }
    high[cluster] = gather(table.high(0), list, high[cluster]);
    if (grid.radix > 0) {
      low[cluster] = gather(table.low(0), list, low[cluster]);
    }
    long[] wide = table.digits(0);
    System.arraycopy(wide, 0, digits[cluster], 0, wide.length);
    Arrays.fill(wide, 0);
  }

  /** Whether a sum is 0; then it becomes 0 in every word that has a part of it. */
  private boolean isZero(SumTable table, int c) {
    if (grid.plain) {
      boolean zero = table.plain(0)[c] == 0;
      table.plain(0)[c] += 0.0; // −0 is 0
      return zero;
    }
    if (grid.radix == 0) {
      if (table.high(0)[c] != 0) {
        return false;
      }
    } else {
      long low = table.low(0)[c];
      // A whole number of 2^radix, and as many as the high word lacks.
      if ((low & (1L << grid.radix) - 1) != 0 || table.high(0)[c] + (low >> grid.radix) != 0) {
        return false;
      }
      table.high(0)[c] = 0;
      table.low(0)[c] = 0;
    }
    return grid.wide.length == 0 || table.toBigInteger(0, c).signum() == 0;
  }

  private static double[] gather(double[] from, int[] list, double[] former) {
    double[] values = former.length == list.length ? former : new double[list.length];
    for (int i = 0; i < list.length; i++) {
      values[i] = from[list[i]];
      from[list[i]] = 0;
    }
    return values;
  }

  private static long[] gather(long[] from, int[] list, long[] former) {
    long[] values = former.length == list.length ? former : new long[list.length];
    for (int i = 0; i < list.length; i++) {
      values[i] = from[list[i]];
      from[list[i]] = 0;
    }
    return values;
  }

  /**
   * Copies the sums of a cluster to a table of it alone.
   *
   * @param cluster which
   * @return an independent table of all columns
   */
  public SumTable tableOf(int cluster) {
    SumTable table = new SumTable(grid, 1);
    unpack(cluster, table);
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
