package io.github.kmeans4j.simd.internal;

import io.github.kmeans4j.internal.kernel.Tiles.Packed;
import java.util.Arrays;

/**
 * Scores of rows and packed centroids, cut into tiles.
 *
 * <p>Lanes are centroids: a panel holds 16 of them transposed, one after the other for each
 * dimension, and a value of a row is broadcast and multiplied into the sums of all of them. So
 * there are no horizontal sums, and the sums of a tile stay in registers while the dimensions pass
 * by: at least eight independent chains of multiply-adds, as many as two units of four cycles need.
 *
 * <p>The layout is the same at every width. At up to 256 bits a {@link SixRowTile} takes most rows.
 * At 512 bits there are more registers, and so larger tiles: a {@link ThreePanelTile} for three
 * panels, a {@link TwoPanelTile} for two, where rows are few a {@link WideTile}; a single panel,
 * which is what bounds leave over, is scored for eight rows at a time by the {@link TallTile}, and
 * for the last ones at 256 bits by the {@link NarrowTile}, as it is at that width. At 128 bits two
 * calls make a panel.
 *
 * <p>The last tile of some rows begins so that it ends with them, or repeats the last row: those
 * scores are written twice. Tails of centroids are zero vectors with an infinite norm. So no loop
 * needs a mask.
 */
public final class ScoreTiles {
  /** Centroids a panel, at every width. */
  public static final int PANEL = 16;

  private static final boolean WIDE = VectorWidth.BITS == 512;

  /** Panels of the largest tile. */
  public static final int MOST_PANELS = WIDE ? ThreePanelTile.PANELS : 1;

  /** Lane l of dimension c of panel p is at (p · d + c) · {@link #PANEL} + l. */
  private record Panels(float[] values, float[] normsSq, int d) implements Packed {}

  private ScoreTiles() {}

  /**
   * Lays out centroids, see {@link io.github.kmeans4j.internal.kernel.Tiles#pack}.
   *
   * @param centroids k × d
   * @param normsSq k squared norms
   * @param k number of centroids
   * @param d number of columns
   * @return the packed centroids
   */
  public static Packed pack(float[] centroids, float[] normsSq, int k, int d) {
    int padded = (k + PANEL - 1) / PANEL * PANEL;
    float[] values = new float[padded * d];
    float[] norms = Arrays.copyOf(normsSq, padded);
    Arrays.fill(norms, k, padded, Float.POSITIVE_INFINITY);
    for (int j = 0; j < k; j++) {
      int at = j / PANEL * d * PANEL + j % PANEL;
      for (int c = 0; c < d; c++) {
        values[at + c * PANEL] = centroids[j * d + c];
      }
    }
    return new Panels(values, norms, d);
  }

  /**
   * Scores rows, see {@link io.github.kmeans4j.internal.kernel.Tiles#scores}.
   *
   * @param rows values
   * @param offsets where each row begins
   * @param count number of rows
   * @param packed made by {@link #pack}
   * @param fromPanel first panel
   * @param toPanel end of the panels (exclusive)
   * @param scores receives the scores
   * @param stride distance of the scores of two rows
   */
  public static void scores(
      float[] rows,
      int[] offsets,
      int count,
      Packed packed,
      int fromPanel,
      int toPanel,
      float[] scores,
      int stride) {
    Panels p = (Panels) packed;
    int panel = fromPanel;
    if (WIDE) {
      for (int left = toPanel - panel; left > 1; left = toPanel - panel) {
        int column = (panel - fromPanel) * PANEL;
        if (left == 2 || left == 4) {
          two(rows, offsets, count, p, panel, scores, column, stride);
          panel += TwoPanelTile.PANELS;
        } else {
          three(rows, offsets, count, p, panel, scores, column, stride);
          panel += ThreePanelTile.PANELS;
        }
      }
    }
    for (; panel < toPanel; panel++) {
      one(rows, offsets, count, p, panel, scores, (panel - fromPanel) * PANEL, stride);
    }
  }

  private static void three(
      float[] rows,
      int[] offsets,
      int count,
      Panels p,
      int panel,
      float[] scores,
      int column,
      int stride) {
    if (count < ThreePanelTile.ROWS) {
      two(rows, offsets, count, p, panel, scores, column, stride);
      int last = TwoPanelTile.PANELS;
      one(rows, offsets, count, p, panel + last, scores, column + last * PANEL, stride);
      return;
    }
    for (int r = 0; r < count; r += ThreePanelTile.ROWS) {
      int from = Math.min(r, count - ThreePanelTile.ROWS);
      ThreePanelTile.scores(
          rows,
          offsets,
          from,
          p.values,
          panel * PANEL * p.d,
          p.d,
          p.normsSq,
          panel * PANEL,
          scores,
          from * stride + column,
          stride);
    }
  }

  private static void two(
      float[] rows,
      int[] offsets,
      int count,
      Panels p,
      int panel,
      float[] scores,
      int column,
      int stride) {
    if (count < TwoPanelTile.ROWS) {
      wide(rows, offsets, count, p, panel * PANEL, scores, column, stride);
      return;
    }
    for (int r = 0; r < count; r += TwoPanelTile.ROWS) {
      int from = Math.min(r, count - TwoPanelTile.ROWS);
      TwoPanelTile.scores(
          rows,
          offsets,
          from,
          p.values,
          panel * PANEL * p.d,
          p.d,
          p.normsSq,
          panel * PANEL,
          scores,
          from * stride + column,
          stride);
    }
  }

  /** One panel, which at less than 512 bits is what a tile has. */
  private static void one(
      float[] rows,
      int[] offsets,
      int count,
      Panels p,
      int panel,
      float[] scores,
      int column,
      int stride) {
    int row = 0;
    for (; WIDE && row + TallTile.ROWS <= count; row += TallTile.ROWS) {
      TallTile.scores(
          rows,
          offsets,
          row,
          p.values,
          panel * PANEL * p.d,
          p.d,
          p.normsSq,
          panel * PANEL,
          scores,
          row * stride + column,
          stride);
    }
    for (int lane = 0; lane < PANEL; lane += 2 * NarrowTile.LANES) {
      int done =
          WIDE ? row : six(rows, offsets, count, p, panel, lane, scores, column + lane, stride);
      narrow(rows, offsets, done, count, p, panel, lane, scores, column + lane, stride);
    }
  }

  /** As many rows as make the fewest tiles with those of four rows after them; returns how many. */
  private static int six(
      float[] rows,
      int[] offsets,
      int count,
      Panels p,
      int panel,
      int lane,
      float[] scores,
      int column,
      int stride) {
    int row = 0;
    while (count - row > 4 && count >= SixRowTile.ROWS) {
      int from = Math.min(row, count - SixRowTile.ROWS);
      SixRowTile.scores(
          rows,
          offsets,
          from,
          p.values,
          panel * PANEL * p.d + lane,
          p.d,
          p.normsSq,
          panel * PANEL + lane,
          scores,
          from * stride + column,
          stride);
      row = from + SixRowTile.ROWS;
    }
    return row;
  }

  private static void wide(
      float[] rows,
      int[] offsets,
      int count,
      Panels p,
      int norm,
      float[] scores,
      int column,
      int stride) {
    for (int r = 0; r < count; r += 4) {
      int r1 = Math.min(r + 1, count - 1);
      int r2 = Math.min(r + 2, count - 1);
      int r3 = Math.min(r + 3, count - 1);
      WideTile.scores(
          rows,
          offsets[r],
          offsets[r1],
          offsets[r2],
          offsets[r3],
          p.values,
          norm * p.d,
          p.d,
          p.normsSq,
          norm,
          scores,
          r * stride + column,
          r1 * stride + column,
          r2 * stride + column,
          r3 * stride + column);
    }
  }

  private static void narrow(
      float[] rows,
      int[] offsets,
      int from,
      int count,
      Panels p,
      int panel,
      int lane,
      float[] scores,
      int column,
      int stride) {
    for (int r = from; r < count; r += 4) {
      int r1 = Math.min(r + 1, count - 1);
      int r2 = Math.min(r + 2, count - 1);
      int r3 = Math.min(r + 3, count - 1);
      NarrowTile.scores(
          rows,
          offsets[r],
          offsets[r1],
          offsets[r2],
          offsets[r3],
          p.values,
          panel * PANEL * p.d + lane,
          p.d,
          p.normsSq,
          panel * PANEL + lane,
          scores,
          r * stride + column,
          r1 * stride + column,
          r2 * stride + column,
          r3 * stride + column);
    }
  }
}
