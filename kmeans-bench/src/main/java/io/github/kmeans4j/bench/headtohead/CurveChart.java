package io.github.kmeans4j.bench.headtohead;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * The curves as a picture: a panel for each k, time on a logarithmic axis, and how far the median
 * inertia of all seeds is above the lowest end of any of them.
 */
final class CurveChart {
  private static final int WIDTH = 620;
  private static final int HEIGHT = 400;
  private static final int STEPS = 120;
  private static final double MOST_PERCENT = 8;
  private static final Color INK = new Color(0x1c2430);
  private static final Color GRID = new Color(0xe6e9ee);
  private static final List<Color> COLORS =
      List.of(new Color(0x2563c9), new Color(0x0f8a7e), new Color(0x7a4fc0), new Color(0xd9611a));

  private final List<Curve> curves;

  CurveChart(List<Curve> curves) {
    this.curves = curves;
  }

  void write(Path file) throws IOException {
    List<Integer> ks = curves.stream().map(Curve::k).distinct().sorted().toList();
    int columns = Math.min(2, ks.size());
    int rows = (ks.size() + columns - 1) / columns;
    BufferedImage image =
        new BufferedImage(columns * WIDTH, rows * HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
    for (int panel = 0; panel < ks.size(); panel++) {
      Graphics2D part =
          (Graphics2D)
              graphics.create(panel % columns * WIDTH, panel / columns * HEIGHT, WIDTH, HEIGHT);
      chart(ks.get(panel)).paint(part, WIDTH, HEIGHT);
      part.dispose();
    }
    graphics.dispose();
    ImageIO.write(image, "png", file.toFile());
  }

  private XYChart chart(int k) {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title("K = " + k)
            .xAxisTitle("seconds")
            .yAxisTitle("inertia, % above the lowest end")
            .build();
    style(chart.getStyler());
    List<String> names = curves.stream().map(Curve::name).distinct().toList();
    double lowest = ofK(k).mapToDouble(curve -> curve.last().inertia()).min().orElseThrow();
    for (int i = 0; i < names.size(); i++) {
      add(chart, names.get(i), k, lowest, COLORS.get(i % COLORS.size()));
    }
    return chart;
  }

  private void add(XYChart chart, String name, int k, double lowest, Color color) {
    List<Curve> own = ofK(k).filter(curve -> curve.name().equals(name)).toList();
    if (own.isEmpty()) {
      return;
    }
    double from =
        own.stream().mapToDouble(curve -> curve.points().get(0).seconds()).min().orElseThrow();
    double to = own.stream().mapToDouble(curve -> curve.last().seconds()).max().orElseThrow();
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    for (int step = 0; step <= STEPS; step++) {
      double seconds = from * Math.pow(to / from, (double) step / STEPS);
      double inertia =
          Curve.median(own.stream().mapToDouble(curve -> curve.inertiaAt(seconds)).toArray());
      double percent = 100 * (inertia / lowest - 1);
      if (percent <= MOST_PERCENT) { // the steep beginning would flatten the rest
        x.add(seconds);
        y.add(percent);
      }
    }
    if (x.isEmpty()) {
      return;
    }
    XYSeries series = chart.addSeries(name, x, y);
    series.setMarker(SeriesMarkers.NONE);
    series.setLineColor(color);
    series.setLineStyle(new BasicStroke(2.2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
  }

  private Stream<Curve> ofK(int k) {
    return curves.stream().filter(curve -> curve.k() == k);
  }

  /** A time that begins with 1, 2, 3 or 5; nothing for the others, which would overlap. */
  private static String label(double seconds) {
    String text = BigDecimal.valueOf(seconds).round(new MathContext(1)).toPlainString();
    return "1235".contains(text.replaceAll("[0.]", "")) ? text : "";
  }

  private static void style(XYStyler styler) {
    styler.setLocale(Locale.ROOT);
    styler.setXAxisLogarithmic(true);
    styler.setXAxisLogarithmicDecadeOnly(false);
    styler.setXAxisTickLabelsFormattingFunction(CurveChart::label);
    styler.setChartBackgroundColor(Color.WHITE);
    styler.setPlotBackgroundColor(Color.WHITE);
    styler.setPlotBorderVisible(false);
    styler.setPlotGridLinesColor(GRID);
    styler.setPlotGridLinesStroke(new BasicStroke(1));
    styler.setChartFontColor(INK);
    styler.setAxisTickLabelsColor(INK);
    styler.setChartTitleBoxVisible(false);
    styler.setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 15));
    styler.setAxisTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
    styler.setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
    styler.setLegendFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
    styler.setLegendPosition(LegendPosition.InsideNE);
    styler.setLegendBorderColor(GRID);
    styler.setYAxisMin(0.0);
    styler.setYAxisMax(MOST_PERCENT);
  }
}
