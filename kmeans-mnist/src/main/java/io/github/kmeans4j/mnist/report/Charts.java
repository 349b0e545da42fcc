package io.github.kmeans4j.mnist.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.util.Locale;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.Marker;

/** The common look of the charts. */
final class Charts {
  private Charts() {}

  /** An empty chart of two numeric axes. */
  static XYChart xy(Theme theme, int width, int height, String title, String x, String y) {
    XYChart chart =
        new XYChartBuilder()
            .width(width)
            .height(height)
            .title(title)
            .xAxisTitle(x)
            .yAxisTitle(y)
            .build();
    style(chart.getStyler(), theme);
    return chart;
  }

  /** An empty chart of bars. */
  static CategoryChart bars(Theme theme, int width, int height, String title, String x, String y) {
    CategoryChart chart =
        new CategoryChartBuilder()
            .width(width)
            .height(height)
            .title(title)
            .xAxisTitle(x)
            .yAxisTitle(y)
            .build();
    style(chart.getStyler(), theme);
    chart.getStyler().setPlotGridVerticalLinesVisible(false);
    chart.getStyler().setLabelsVisible(true);
    chart.getStyler().setLabelsPosition(1.06);
    chart.getStyler().setLabelsFont(Theme.font(Font.PLAIN, 12));
    chart.getStyler().setLabelsFontColor(theme.ink);
    chart.getStyler().setLabelsFontColorAutomaticEnabled(false);
    chart.getStyler().setAvailableSpaceFill(0.62);
    chart.getStyler().setOverlapped(false);
    // every bar gets its label, however narrow
    chart.getStyler().setXAxisTickMarkSpacingHint(1);
    return chart;
  }

  /** The look that charts of all kinds share. */
  static void style(AxesChartStyler styler, Theme theme) {
    Font small = Theme.font(Font.PLAIN, 12);
    styler.setLocale(Locale.ROOT);
    styler.setBaseFont(small);
    styler.setAntiAlias(true);
    styler.setTextAntiAlias(true);
    styler.setChartBackgroundColor(theme.background);
    styler.setChartFontColor(theme.ink);
    styler.setChartPadding(14);
    styler.setChartTitleFont(Theme.font(Font.BOLD, 15));
    styler.setChartTitleFontColor(theme.ink);
    styler.setChartTitleBoxVisible(false);
    styler.setChartTitlePadding(8);
    styler.setPlotBackgroundColor(theme.background);
    styler.setPlotBorderVisible(false);
    styler.setPlotGridLinesColor(theme.grid);
    styler.setPlotGridLinesStroke(new BasicStroke(1));
    styler.setPlotTicksMarksVisible(false);
    styler.setPlotContentSize(1);
    styler.setPlotMargin(0);
    styler.setAxisTickMarksColor(theme.grid);
    styler.setAxisTicksMarksVisible(false);
    styler.setAxisTicksLineVisible(false);
    styler.setAxisTickLabelsColor(theme.muted);
    styler.setAxisTickLabelsFont(small);
    styler.setAxisTickPadding(6);
    styler.setAxisTitleFont(Theme.font(Font.PLAIN, 13));
    styler.setXAxisTitleColor(theme.ink);
    styler.setYAxisTitleColor(theme.ink);
    styler.setAxisTitlePadding(8);
    styler.setLegendFont(Theme.font(Font.PLAIN, 12));
    styler.setLegendBackgroundColor(Theme.transparent(theme.background, 225));
    styler.setLegendBorderColor(theme.grid);
    styler.setLegendPadding(9);
    styler.setMarkerSize(20);
    styler.setLegendPosition(LegendPosition.InsideNW);
    styler.setLegendVisible(false);
    styler.setAnnotationTextFont(Theme.font(Font.BOLD, 12));
    styler.setAnnotationTextFontColor(theme.ink);
  }

  /** Adds points without a line. */
  static XYSeries scatter(
      XYChart chart, String name, double[] x, double[] y, Marker marker, Color color) {
    XYSeries series = chart.addSeries(name, x, y);
    series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
    series.setMarker(marker);
    series.setMarkerColor(color);
    return series;
  }

  /** Adds a line, with or without points. */
  static XYSeries line(
      XYChart chart,
      String name,
      double[] x,
      double[] y,
      BasicStroke stroke,
      Color color,
      Marker marker) {
    XYSeries series = chart.addSeries(name, x, y);
    series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Line);
    series.setLineStyle(stroke);
    series.setLineColor(color);
    series.setMarker(marker);
    series.setMarkerColor(color);
    return series;
  }

  static BasicStroke solid(float width) {
    return new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
  }

  static BasicStroke dashed(float width) {
    return new BasicStroke(
        width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, new float[] {6, 5}, 0);
  }

  /** A disc with a rim, so that neighbors stay apart. */
  static Marker disc(double size, Color rim) {
    return new Marker() {
      @Override
      public void paint(Graphics2D g, double x, double y, int ignored) {
        Ellipse2D shape = new Ellipse2D.Double(x - size / 2, y - size / 2, size, size);
        g.fill(shape);
        g.setColor(rim);
        g.setStroke(solid(0.8f));
        g.draw(shape);
      }
    };
  }

  /** A ring: where something was before. */
  static Marker ring(double size) {
    return new Marker() {
      @Override
      public void paint(Graphics2D g, double x, double y, int ignored) {
        g.setStroke(solid(2));
        g.draw(new Ellipse2D.Double(x - size / 2, y - size / 2, size, size));
      }
    };
  }

  /** A large diamond with two rims: a centroid. */
  static Marker diamond(double size, Color inner, Color outer) {
    return new Marker() {
      @Override
      public void paint(Graphics2D g, double x, double y, int ignored) {
        Path2D shape = new Path2D.Double();
        shape.moveTo(x, y - size / 2);
        shape.lineTo(x + size / 2, y);
        shape.lineTo(x, y + size / 2);
        shape.lineTo(x - size / 2, y);
        shape.closePath();
        Color fill = g.getColor();
        g.setColor(outer);
        g.setStroke(solid(6));
        g.draw(shape);
        g.setColor(inner);
        g.setStroke(solid(3));
        g.draw(shape);
        g.setColor(fill);
        g.fill(shape);
      }
    };
  }
}
