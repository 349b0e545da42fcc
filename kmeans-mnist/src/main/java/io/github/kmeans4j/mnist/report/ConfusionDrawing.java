package io.github.kmeans4j.mnist.report;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.RoundRectangle2D;
import java.util.List;

/**
 * A confusion matrix: right predictions in blue, mistakes in orange, each the stronger the larger
 * its share of the row; the number is the count. Mistakes are rare, so that their color grows with
 * the root of the share.
 */
final class ConfusionDrawing {
  static final int WIDTH = 680;

  private static final int LEFT = 74;
  private static final int TOP = 84;
  private static final int RIGHT = 24;
  private static final int BOTTOM = 24;

  private final List<List<Integer>> counts;
  private final double cell;

  ConfusionDrawing(List<List<Integer>> counts) {
    this.counts = counts;
    this.cell = (double) (WIDTH - LEFT - RIGHT) / counts.get(0).size();
  }

  int height() {
    return (int) Math.ceil(TOP + cell * counts.size() + BOTTOM);
  }

  void paint(Theme theme, Graphics2D g) {
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    g.setColor(theme.background);
    g.fillRect(0, 0, WIDTH, height());
    labels(theme, g);
    for (int row = 0; row < counts.size(); row++) {
      List<Integer> line = counts.get(row);
      int total = line.stream().mapToInt(Integer::intValue).sum();
      for (int column = 0; column < line.size(); column++) {
        cell(theme, g, row, column, line.get(column), total);
      }
    }
  }

  private void labels(Theme theme, Graphics2D g) {
    g.setColor(theme.muted);
    g.setFont(Theme.font(Font.PLAIN, 14));
    double middle = LEFT + (WIDTH - LEFT - RIGHT) / 2.0;
    centered(g, "predicted digit: the majority of the cluster", middle, 26);
    AffineTransform upright = g.getTransform();
    double down = TOP + cell * counts.size() / 2;
    g.rotate(-Math.PI / 2, 24, down);
    centered(g, "true digit", 24, down);
    g.setTransform(upright);
    g.setColor(theme.ink);
    g.setFont(Theme.font(Font.BOLD, 15));
    for (int column = 0; column < counts.get(0).size(); column++) {
      centered(g, String.valueOf(column), LEFT + (column + 0.5) * cell, TOP - 20);
    }
    for (int row = 0; row < counts.size(); row++) {
      centered(g, String.valueOf(row), LEFT - 20, TOP + (row + 0.5) * cell);
    }
  }

  private void cell(Theme theme, Graphics2D g, int row, int column, int count, int total) {
    double share = total == 0 ? 0 : (double) count / total;
    double strength = row == column ? share : Math.min(1, Math.sqrt(share) * 1.6);
    Color full = row == column ? theme.blue : theme.orange;
    Color empty = Theme.between(theme.background, theme.grid, 0.45);
    Color fill = count == 0 ? empty : Theme.between(empty, full, strength);
    g.setColor(fill);
    double x = LEFT + column * cell;
    double y = TOP + row * cell;
    g.fill(new RoundRectangle2D.Double(x + 1.5, y + 1.5, cell - 3, cell - 3, 8, 8));
    if (count > 0) {
      g.setColor(theme.readableOn(fill));
      g.setFont(Theme.font(row == column ? Font.BOLD : Font.PLAIN, 14));
      centered(g, Numbers.count(count), x + cell / 2, y + cell / 2);
    }
  }

  private static void centered(Graphics2D g, String text, double x, double y) {
    FontMetrics metrics = g.getFontMetrics();
    float left = (float) (x - metrics.stringWidth(text) / 2.0);
    g.drawString(text, left, (float) (y + (metrics.getAscent() - metrics.getDescent()) / 2.0));
  }
}
