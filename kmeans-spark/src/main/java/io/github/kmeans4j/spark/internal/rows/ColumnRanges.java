package io.github.kmeans4j.spark.internal.rows;

import io.github.kmeans4j.core.internal.kernel.Kernels;
import io.github.kmeans4j.core.internal.rows.RowStore;
import io.github.kmeans4j.core.internal.sums.Span;
import java.io.Serializable;
import java.util.Arrays;

/** Another look at the rows, where the columns differ much: the magnitudes in each of them. */
public final class ColumnRanges implements BlockTask<ColumnRanges.Ranges> {
  private static final long serialVersionUID = 1;

  private final int columns;

  /**
   * Describes the look.
   *
   * @param columns number of columns
   */
  public ColumnRanges(int columns) {
    this.columns = columns;
  }

  @Override
  public Ranges run(RowBlock block) {
    Ranges ranges = new Ranges(columns);
    RowStore store = RowStore.of(block.points(), Kernels.get());
    for (int i = 0; i < block.rows(); i++) {
      RowValues row = RowValues.of(store, i);
      for (int v = 0; v < row.values().length; v++) {
        int c = row.column(v);
        double size = Math.abs(row.values()[v]);
        ranges.largest[c] = Math.max(ranges.largest[c], size);
        ranges.least[c] = size > 0 ? Math.min(ranges.least[c], size) : ranges.least[c];
      }
    }
    return ranges;
  }

  @Override
  public Ranges merge(Ranges one, Ranges other) {
    for (int c = 0; c < columns; c++) {
      one.largest[c] = Math.max(one.largest[c], other.largest[c]);
      one.least[c] = Math.min(one.least[c], other.least[c]);
    }
    return one;
  }

  @Override
  public long answerBytes() {
    return 16L * columns;
  }

  /** The magnitudes in each column. */
  public static final class Ranges implements Serializable {
    private static final long serialVersionUID = 1;

    private final double[] largest;
    private final double[] least;

    private Ranges(int columns) {
      largest = new double[columns];
      least = new double[columns];
      Arrays.fill(least, Double.POSITIVE_INFINITY);
    }

    /**
     * Returns which bits the values have.
     *
     * @param facts of all rows
     * @return the span of each column
     */
    public Span[] spans(RowFacts facts) {
      Span[] spans = new Span[largest.length];
      Arrays.setAll(spans, c -> facts.span(least[c], largest[c]));
      return spans;
    }
  }
}
