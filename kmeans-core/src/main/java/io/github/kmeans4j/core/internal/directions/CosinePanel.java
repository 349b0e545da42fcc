package io.github.kmeans4j.core.internal.directions;

import io.github.kmeans4j.core.internal.work.ArrayLength;
import io.github.kmeans4j.internal.kernel.Pairs;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The cosine distances of rows to {@link #LANES} others, one in each lane, by the plain definition
 * to its last bit: products are added column by column as there, in all lanes at once. Columns that
 * one of two rows does not store add nothing.
 *
 * <p>Takes 512 bytes a column; of sparse rows 4, and 512 for each column that a row in the lanes
 * stores. Scratch of one worker; not thread-safe.
 */
public final class CosinePanel {
  /** How many lanes there are. */
  public static final int LANES = Pairs.LANES;

  private final CosineRows rows;

  /** Of each column its place in the table, from 1; 0 if no lane has it; null if all have all. */
  private final int @Nullable [] places;

  /** (place, lane). */
  private double[] table;

  private final double[] norms = new double[LANES];
  private int[] inLanes = new int[0];

  /**
   * Makes an empty one.
   *
   * @param rows that lanes are filled with
   */
  public CosinePanel(CosineRows rows) {
    this.rows = rows;
    this.places = rows.areSparse() ? new int[rows.width()] : null;
    this.table = new double[rows.areSparse() ? LANES : rows.width() * LANES];
  }

  /**
   * Puts rows into the lanes, in place of those before.
   *
   * @param numbers of at most {@link #LANES} rows
   */
  public void set(int[] numbers) {
    if (places != null) {
      place(numbers, places);
    }
    inLanes = numbers;
    for (int l = 0; l < numbers.length; l++) {
      rows.read(numbers[l]);
      norms[l] = rows.norm;
      for (int i = 0; i < rows.count; i++) {
        table[placeOf(rows, i) * LANES + l] = rows.values[i];
      }
    }
  }

  /** Gives the columns of some rows places, those of the rows before none, and clears the table. */
  private void place(int[] numbers, int[] places) {
    for (int row : inLanes) {
      rows.read(row);
      for (int i = 0; i < rows.count; i++) {
        places[rows.column(i)] = 0;
      }
    }
    int used = 0;
    for (int row : numbers) {
      rows.read(row);
      for (int i = 0; i < rows.count; i++) {
        if (places[rows.column(i)] == 0) {
          places[rows.column(i)] = ++used;
        }
      }
    }
    int size = sizeOf(used);
    if (table.length < size) {
      table = new double[size];
    } else {
      Arrays.fill(table, 0, size, 0);
    }
  }

  /** Values of a table that has places for so many columns. */
  static int sizeOf(int used) {
    return ArrayLength.of("columns of rows", used + 1, LANES);
  }

  private int placeOf(CosineRows of, int i) {
    return places == null ? i : places[of.column(i)];
  }

  /**
   * Measures how far a row is from those in the lanes.
   *
   * @param of rows of the same storage and columns, one of which was read
   * @param distances receives as many distances as there are rows in the lanes
   * @param at where they begin
   */
  public void measure(CosineRows of, double[] distances, int at) {
    double[] sums = new double[LANES];
    if (places == null) {
      addProducts(of.values, of.count, table, sums);
    } else {
      for (int i = 0; i < of.count; i++) {
        int place = places[of.column(i)];
        if (place > 0) {
          addProducts(of.values[i], table, place * LANES, sums);
        }
      }
    }
    for (int l = 0; l < inLanes.length; l++) {
      distances[at + l] = Directions.distance(sums[l], of.norm, norms[l]);
    }
  }

  private static void addProducts(double value, double[] table, int from, double[] sums) {
    for (int l = 0; l < LANES; l++) {
      sums[l] += value * table[from + l];
    }
  }

  /** The same for all columns, some at once while the sums are at hand. */
  private static void addProducts(double[] values, int count, double[] table, double[] sums) {
    int c = 0;
    for (; c + 4 <= count; c += 4) {
      double x0 = values[c];
      double x1 = values[c + 1];
      double x2 = values[c + 2];
      double x3 = values[c + 3];
      int at = c * LANES;
      for (int l = 0; l < LANES; l++) {
        double sum = sums[l] + x0 * table[at + l];
        sum += x1 * table[at + LANES + l];
        sum += x2 * table[at + 2 * LANES + l];
        sums[l] = sum + x3 * table[at + 3 * LANES + l];
      }
    }
    for (; c < count; c++) {
      addProducts(values[c], table, c * LANES, sums);
    }
  }
}
