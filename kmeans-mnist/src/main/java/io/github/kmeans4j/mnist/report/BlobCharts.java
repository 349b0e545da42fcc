package io.github.kmeans4j.mnist.report;

import java.awt.Color;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Plots of the two blobs: the data, and each step of the fit. All have the same axes, so that only
 * what the step changed moves from one to the next.
 */
public final class BlobCharts {
  /** With the margins of title, legend and labels, these make a square plot: distances show. */
  private static final int WIDTH = 580;

  private static final int HEIGHT = 611;

  /** At least so far from every point to the edge. */
  private static final double MARGIN = 0.2;

  private final Pictures pictures;
  private final double[][] rows;
  private final double low;
  private final double high;

  /**
   * Prepares plots of some data.
   *
   * @param pictures where they go
   * @param rows n × 2; not changed
   */
  public BlobCharts(Pictures pictures, double[][] rows) {
    this.pictures = pictures;
    this.rows = rows;
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    for (double[] row : rows) {
      for (double value : row) {
        min = Math.min(min, value);
        max = Math.max(max, value);
      }
    }
    this.low = Math.floor(min - MARGIN);
    this.high = Math.ceil(max + MARGIN);
  }

  /**
   * Plots the data by their known categories.
   *
   * @param categories 0 or 1 for each row
   * @return the picture
   * @throws IOException if it cannot be written
   */
  public Picture categories(int[] categories) throws IOException {
    return pictures.chart(
        "blobs-data",
        "Scatter plot of "
            + rows.length
            + " points in two categories, one around (1, 1), one around (5, 5), which hardly"
            + " overlap.",
        theme -> {
          XYChart chart = empty(theme, "Two categories");
          Marker marker = Charts.disc(8, theme.background);
          add(chart, "category 1, mean (1, 1)", where(categories, 0), marker, theme.teal);
          add(chart, "category 2, mean (5, 5)", where(categories, 1), marker, theme.violet);
          return chart;
        });
  }

  /**
   * Plots the data before any assignment, with the first centroids.
   *
   * @param centroids 2 × 2
   * @return the picture
   * @throws IOException if it cannot be written
   */
  public Picture start(double[][] centroids) throws IOException {
    return frame(
        "blobs-step-00",
        "Start: random initial centroids",
        null,
        centroids,
        null,
        "All points are" + " gray; two of them are marked as the initial centroids.");
  }

  /**
   * Plots an assignment.
   *
   * @param number of the iteration, from 1
   * @param labels 0 or 1 for each row
   * @param centroids 2 × 2, those that the rows were assigned to
   * @return the picture
   * @throws IOException if it cannot be written
   */
  public Picture assignment(int number, int[] labels, double[][] centroids) throws IOException {
    return frame(
        String.format(Locale.ROOT, "blobs-step-%02da", number),
        "Iteration " + number + ": assignment",
        labels,
        centroids,
        null,
        "Every point has the color of the nearer centroid; a dashed line halfway between the"
            + " centroids separates the two colors.");
  }

  /**
   * Plots an update.
   *
   * @param number of the iteration, from 1
   * @param labels 0 or 1 for each row
   * @param before 2 × 2, the centroids before
   * @param after 2 × 2, the means of the rows of each label
   * @return the picture
   * @throws IOException if it cannot be written
   */
  public Picture update(int number, int[] labels, double[][] before, double[][] after)
      throws IOException {
    return frame(
        String.format(Locale.ROOT, "blobs-step-%02db", number),
        "Iteration " + number + ": update",
        labels,
        after,
        before,
        "The colors stay; each centroid has moved along a line from a ring, its old place, to the"
            + " mean of the points of its color.");
  }

  private Picture frame(
      String name,
      String title,
      int @Nullable [] labels,
      double[][] centroids,
      double @Nullable [][] before,
      String alt)
      throws IOException {
    return pictures.chart(
        name, title + ". " + alt, theme -> draw(theme, title, labels, centroids, before));
  }

  private XYChart draw(
      Theme theme,
      String title,
      int @Nullable [] labels,
      double[][] centroids,
      double @Nullable [][] before) {
    XYChart chart = empty(theme, title);
    Marker point = Charts.disc(8, theme.background);
    if (labels == null) {
      add(chart, "not assigned", List.of(rows), point, theme.neutral);
    } else {
      for (int j = 0; j < centroids.length; j++) {
        List<double[]> members = where(labels, j);
        if (!members.isEmpty()) {
          String label = "cluster " + (j + 1) + ", " + members.size() + " points";
          add(chart, label, members, point, Theme.transparent(theme.cluster(j), 205));
        }
      }
      double[][] ends = boundary(before == null ? centroids : before);
      if (before == null && ends.length == 2) {
        Charts.line(
            chart,
            "equally far from both",
            column(List.of(ends), 0),
            column(List.of(ends), 1),
            Charts.dashed(1.6f),
            theme.muted,
            SeriesMarkers.NONE);
      }
    }
    for (int j = 0; j < centroids.length; j++) {
      Color color = theme.cluster(j);
      if (before != null) {
        Charts.line(
                chart,
                "move " + (j + 1),
                new double[] {before[j][0], centroids[j][0]},
                new double[] {before[j][1], centroids[j][1]},
                Charts.solid(2.4f),
                theme.ink,
                SeriesMarkers.NONE)
            .setShowInLegend(false);
        add(chart, "before " + (j + 1), List.of(before[j]), Charts.ring(13), theme.ink)
            .setShowInLegend(false);
      }
      add(
          chart,
          "centroid " + (j + 1),
          List.of(centroids[j]),
          Charts.diamond(15, theme.background, theme.ink),
          color);
    }
    return chart;
  }

  private XYChart empty(Theme theme, String title) {
    XYChart chart = Charts.xy(theme, WIDTH, HEIGHT, title, "first coordinate", "second coordinate");
    chart.getStyler().setXAxisMin(low);
    chart.getStyler().setXAxisMax(high);
    chart.getStyler().setYAxisMin(low);
    chart.getStyler().setYAxisMax(high);
    chart.getStyler().setXAxisTickMarkSpacingHint(44);
    chart.getStyler().setYAxisTickMarkSpacingHint(44);
    chart.getStyler().setXAxisDecimalPattern("0");
    chart.getStyler().setYAxisDecimalPattern("0");
    chart.getStyler().setLegendVisible(true);
    return chart;
  }

  private static XYSeries add(
      XYChart chart, String name, List<double[]> points, Marker marker, Color color) {
    return Charts.scatter(chart, name, column(points, 0), column(points, 1), marker, color);
  }

  private List<double[]> where(int[] labels, int label) {
    List<double[]> members = new ArrayList<>();
    for (int i = 0; i < rows.length; i++) {
      if (labels[i] == label) {
        members.add(rows[i]);
      }
    }
    return members;
  }

  private static double[] column(List<double[]> points, int column) {
    return points.stream().mapToDouble(point -> point[column]).toArray();
  }

  /** Where the line of equal distances enters and leaves the plot; empty if it does not. */
  private double[][] boundary(double[][] centroids) {
    double middleX = (centroids[0][0] + centroids[1][0]) / 2;
    double middleY = (centroids[0][1] + centroids[1][1]) / 2;
    double alongX = centroids[0][1] - centroids[1][1];
    double alongY = centroids[1][0] - centroids[0][0];
    double from = Double.NEGATIVE_INFINITY;
    double to = Double.POSITIVE_INFINITY;
    double[][] axes = {{middleX, alongX}, {middleY, alongY}};
    for (double[] axis : axes) {
      if (axis[1] != 0) {
        double first = (low - axis[0]) / axis[1];
        double second = (high - axis[0]) / axis[1];
        from = Math.max(from, Math.min(first, second));
        to = Math.min(to, Math.max(first, second));
      } else if (axis[0] < low || axis[0] > high) {
        return new double[0][];
      }
    }
    if (!(from < to) || Double.isInfinite(from)) {
      return new double[0][];
    }
    return new double[][] {
      {middleX + from * alongX, middleY + from * alongY},
      {middleX + to * alongX, middleY + to * alongY}
    };
  }
}
