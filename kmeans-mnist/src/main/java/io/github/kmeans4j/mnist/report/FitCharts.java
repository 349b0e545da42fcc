package io.github.kmeans4j.mnist.report;

import io.github.kmeans4j.Iteration;
import java.awt.BasicStroke;
import java.awt.Color;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.AnnotationText;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategorySeries;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Plots of the fits of images: their course, and the comparison of several K. */
public final class FitCharts {
  private static final int SMALL_WIDTH = 290;
  private static final int SMALL_HEIGHT = 290;
  private static final int HALF_WIDTH = 430;
  private static final int HALF_HEIGHT = 340;

  private final Pictures pictures;

  /**
   * Prepares plots.
   *
   * @param pictures where they go
   */
  public FitCharts(Pictures pictures) {
    this.pictures = pictures;
  }

  /**
   * Plots the inertia over the iterations of a fit.
   *
   * @param history of the fit
   * @return the picture
   * @throws IOException if it cannot be written
   */
  public Picture inertiaHistory(List<Iteration> history) throws IOException {
    Unit unit = Unit.of(history.stream().mapToDouble(Iteration::inertia).max().orElse(1));
    double[] x = history.stream().mapToDouble(Iteration::number).toArray();
    double[] y = history.stream().mapToDouble(step -> step.inertia() / unit.size).toArray();
    return pictures.chart(
        "full-batch-inertia",
        "Line chart: the inertia falls steeply in the first iterations, then ever more slowly.",
        theme -> {
          XYChart chart =
              Charts.xy(
                  theme,
                  HALF_WIDTH,
                  HALF_HEIGHT,
                  "Inertia falls in every iteration",
                  "iteration",
                  "inertia (" + unit.label + ")");
          wholeNumbers(chart, x.length);
          double lowest = Arrays.stream(y).min().orElse(0);
          double highest = Arrays.stream(y).max().orElse(1);
          double margin = Math.max(0.05 * (highest - lowest), 1e-3 * highest);
          chart.getStyler().setYAxisMin(lowest - margin);
          chart.getStyler().setYAxisMax(highest + margin);
          line(chart, theme.blue, x, y);
          return chart;
        });
  }

  /**
   * Plots how many rows changed their cluster over the iterations of a fit.
   *
   * @param history of the fit
   * @return the picture
   * @throws IOException if it cannot be written
   */
  public Picture rowsMovedHistory(List<Iteration> history) throws IOException {
    List<Iteration> moved = history.stream().filter(step -> step.rowsMoved() > 0).toList();
    double[] x = moved.stream().mapToDouble(Iteration::number).toArray();
    double[] y = moved.stream().mapToDouble(step -> Math.log10(step.rowsMoved())).toArray();
    double top = Math.ceil(Arrays.stream(y).max().orElse(1));
    return pictures.chart(
        "full-batch-moves",
        "Line chart on a logarithmic axis: the number of images that change their cluster falls"
            + " from all to none.",
        theme -> {
          XYChart chart =
              Charts.xy(
                  theme,
                  HALF_WIDTH,
                  HALF_HEIGHT,
                  "Fewer and fewer images move",
                  "iteration",
                  "images that changed cluster (log)");
          wholeNumbers(chart, history.size());
          // the library's own logarithmic axis draws a line for every tenth of a decade
          chart.getStyler().setYAxisMin(-0.15);
          chart.getStyler().setYAxisMax(top);
          chart.getStyler().setYAxisTickLabelsFormattingFunction(FitCharts::powerOfTen);
          line(chart, theme.orange, x, y);
          return chart;
        });
  }

  /**
   * Plots the time of each fit.
   *
   * @param fits one for each K
   * @return the picture
   * @throws IOException if it cannot be written
   */
  public Picture times(List<Figures.Fit> fits) throws IOException {
    return bars(
        "mini-batch-time",
        "Training time",
        "seconds",
        2,
        fits,
        Figures.Fit::seconds,
        t -> t.orange);
  }

  /**
   * Plots the number of iterations, of batches and of all rows, of each fit.
   *
   * @param fits one for each K
   * @return the picture
   * @throws IOException if it cannot be written
   */
  public Picture iterations(List<Figures.Fit> fits) throws IOException {
    return bars(
        "mini-batch-iterations",
        "Iterations",
        "batches and full passes",
        0,
        fits,
        Figures.Fit::iterations,
        theme -> theme.violet);
  }

  /**
   * Plots the train inertia of each fit.
   *
   * @param fits one for each K
   * @return the picture
   * @throws IOException if it cannot be written
   */
  public Picture inertias(List<Figures.Fit> fits) throws IOException {
    Unit unit = Unit.of(fits.stream().mapToDouble(Figures.Fit::trainInertia).max().orElse(1));
    return bars(
        "mini-batch-inertia",
        "Train inertia",
        unit.label,
        1,
        fits,
        fit -> fit.trainInertia() / unit.size,
        theme -> theme.blue);
  }

  /**
   * Plots the train inertia over K, with the elbow.
   *
   * @param fits one for each K, ascending
   * @param choice says which K is the elbow
   * @return the picture
   * @throws IOException if it cannot be written
   */
  public Picture elbow(List<Figures.Fit> fits, Figures.Choice choice) throws IOException {
    Unit unit = Unit.of(fits.get(0).trainInertia());
    double[] x = fits.stream().mapToDouble(Figures.Fit::k).toArray();
    double[] y = fits.stream().mapToDouble(fit -> fit.trainInertia() / unit.size).toArray();
    Integer elbow = choice.byElbow();
    String marked = elbow == null ? "no elbow" : "the elbow marked at K = " + elbow;
    return pictures.chart(
        "choice-elbow",
        "Line chart: the train inertia falls as K grows, with " + marked + ".",
        theme -> {
          XYChart chart =
              Charts.xy(
                  theme,
                  HALF_WIDTH,
                  HALF_HEIGHT,
                  "Inertia: only ever falls with K",
                  "K (number of clusters)",
                  "train inertia (" + unit.label + ")");
          int last = x.length - 1;
          if (last > 0) {
            Charts.line(
                chart,
                "straight line from the first to the last K",
                new double[] {x[0], x[last]},
                new double[] {y[0], y[last]},
                Charts.dashed(1.4f),
                theme.muted,
                SeriesMarkers.NONE);
          }
          kCurve(chart, theme, theme.blue, x, y, elbow, "elbow");
          return chart;
        });
  }

  /**
   * Plots the silhouette over K.
   *
   * @param fits one for each K, ascending; those without a silhouette are left out
   * @param choice says which K is best
   * @return the picture
   * @throws IOException if it cannot be written
   */
  public Picture silhouette(List<Figures.Fit> fits, Figures.Choice choice) throws IOException {
    List<Figures.Fit> known = fits.stream().filter(fit -> fit.silhouette() != null).toList();
    double[] x = known.stream().mapToDouble(Figures.Fit::k).toArray();
    double[] y = known.stream().mapToDouble(FitCharts::silhouetteOf).toArray();
    Integer best = choice.bySilhouette();
    String marked = best == null ? "" : ", the best at K = " + best;
    return pictures.chart(
        "choice-silhouette",
        "Line chart: the mean silhouette for each K" + marked + ".",
        theme -> {
          XYChart chart =
              Charts.xy(
                  theme,
                  HALF_WIDTH,
                  HALF_HEIGHT,
                  "Silhouette: larger is better",
                  "K (number of clusters)",
                  "mean silhouette (−1 to 1)");
          chart.getStyler().setYAxisDecimalPattern("0.000");
          if (x.length > 0) {
            kCurve(chart, theme, theme.teal, x, y, best, "best");
          }
          return chart;
        });
  }

  /**
   * Plots train and test accuracy of several fits.
   *
   * @param fits in the order of the bars
   * @param names what to call them
   * @return the picture
   * @throws IOException if it cannot be written
   */
  public Picture accuracies(List<Figures.Fit> fits, List<String> names) throws IOException {
    return pictures.chart(
        "accuracy",
        "Bar chart: train and test accuracy by majority label; both grow with K.",
        theme -> {
          CategoryChart chart =
              Charts.bars(
                  theme, 720, HALF_HEIGHT, "Accuracy by majority label", "", "accuracy (%)");
          chart.getStyler().setLegendVisible(true);
          chart.getStyler().setLegendPosition(LegendPosition.OutsideS);
          chart.getStyler().setLegendLayout(LegendLayout.Horizontal);
          chart.getStyler().setYAxisMin(0.0);
          chart.getStyler().setYAxisMax(110.0);
          chart.getStyler().setYAxisTickLabelsFormattingFunction(FitCharts::shortest);
          chart.getStyler().setXAxisTitleVisible(false);
          chart.getStyler().setAvailableSpaceFill(0.78);
          List<Double> train = fits.stream().map(fit -> percent(fit.trainAccuracy())).toList();
          List<Double> test = fits.stream().map(fit -> percent(fit.testAccuracy())).toList();
          fill(chart.addSeries("train", names, train), theme.blue);
          fill(chart.addSeries("test", names, test), theme.orange);
          return chart;
        });
  }

  /**
   * Plots a confusion matrix: the color tells the share of its row, the number the count.
   *
   * @param confusion counts, a row a digit, a column a predicted digit
   * @return the picture
   * @throws IOException if it cannot be written
   */
  public Picture confusion(List<List<Integer>> confusion) throws IOException {
    ConfusionDrawing drawing = new ConfusionDrawing(confusion);
    return pictures.drawing(
        "confusion",
        "Confusion matrix of the test images: most of them lie on the diagonal, where the"
            + " predicted digit is the right one.",
        ConfusionDrawing.WIDTH,
        drawing.height(),
        drawing::paint);
  }

  private Picture bars(
      String name,
      String title,
      String unit,
      int decimals,
      List<Figures.Fit> fits,
      ToDoubleFunction<Figures.Fit> value,
      Function<Theme, Color> color)
      throws IOException {
    List<String> ks = fits.stream().map(fit -> String.valueOf(fit.k())).toList();
    List<Double> values =
        fits.stream().map(fit -> round(value.applyAsDouble(fit), decimals)).toList();
    StringBuilder alt =
        new StringBuilder("Bar chart, " + title.toLowerCase(Locale.ROOT) + ", " + unit);
    for (int i = 0; i < values.size(); i++) {
      alt.append(i == 0 ? ": " : ", ").append(values.get(i)).append(" for K = ").append(ks.get(i));
    }
    return pictures.chart(
        name,
        alt + ".",
        theme -> {
          CategoryChart chart =
              Charts.bars(theme, SMALL_WIDTH, SMALL_HEIGHT, title, "K (number of clusters)", unit);
          double highest = values.stream().mapToDouble(v -> v).max().orElse(1);
          chart.getStyler().setYAxisMin(0.0);
          chart.getStyler().setYAxisMax(highest * 1.12);
          chart.getStyler().setYAxisDecimalPattern("#,##0.##");
          fill(chart.addSeries(title, ks, values), color.apply(theme));
          return chart;
        });
  }

  private static void kCurve(
      XYChart chart,
      Theme theme,
      Color color,
      double[] x,
      double[] y,
      @Nullable Integer marked,
      String word) {
    line(chart, color, x, y);
    chart.getStyler().setXAxisMin(0.0);
    double right = x[x.length - 1] * 1.06;
    double lowest = Arrays.stream(y).min().orElse(0);
    double highest = Arrays.stream(y).max().orElse(1);
    double margin = highest > lowest ? 0.1 * (highest - lowest) : 1;
    chart.getStyler().setXAxisMax(right);
    chart.getStyler().setYAxisMin(lowest - margin);
    chart.getStyler().setYAxisMax(highest + margin);
    for (int i = 0; i < x.length; i++) {
      if (marked != null && x[i] == marked) {
        double[] px = {x[i]};
        double[] py = {y[i]};
        Charts.scatter(
            chart, word, px, py, Charts.diamond(14, theme.background, theme.ink), theme.orange);
        double beside = x[i] + (x[i] < right / 2 ? 0.17 : -0.17) * right;
        double above = y[i] + 0.6 * margin;
        chart.addAnnotation(new AnnotationText(word + ": K = " + marked, beside, above, false));
      }
    }
  }

  private static void line(XYChart chart, Color color, double[] x, double[] y) {
    Charts.line(
        chart,
        "curve",
        x,
        y,
        new BasicStroke(2.2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND),
        color,
        x.length > 40 ? SeriesMarkers.NONE : Charts.disc(7, color));
  }

  private static void wholeNumbers(XYChart chart, int last) {
    chart.getStyler().setXAxisMin(0.0);
    chart.getStyler().setXAxisMax(1.03 * Math.max(2, last));
    chart.getStyler().setXAxisDecimalPattern("0");
    chart.getStyler().setXAxisTickMarkSpacingHint(80);
    chart.getStyler().setYAxisDecimalPattern("#,##0.##");
  }

  /** Whole numbers, as on the axis, without decimals; others, as above a bar, with one. */
  private static String shortest(double value) {
    return String.format(Locale.ROOT, value == Math.rint(value) ? "%.0f" : "%.1f", value);
  }

  private static String powerOfTen(double exponent) {
    return exponent == Math.rint(exponent)
        ? Numbers.count(Math.round(Math.pow(10, exponent)))
        : " ";
  }

  private static void fill(CategorySeries series, Color color) {
    series.setFillColor(color);
    series.setLineColor(color);
  }

  private static double silhouetteOf(Figures.Fit fit) {
    Double silhouette = fit.silhouette();
    return silhouette == null ? Double.NaN : silhouette;
  }

  private static double percent(double share) {
    return Math.round(share * 10_000) / 100.0;
  }

  private static double round(double value, int decimals) {
    double scale = Math.pow(10, decimals);
    return Math.round(value * scale) / scale;
  }

  /** The power of ten in which an axis counts. */
  private record Unit(double size, String label) {
    static Unit of(double largest) {
      if (largest >= 1e9) {
        return new Unit(1e9, "billion squared gray levels");
      }
      if (largest >= 1e6) {
        return new Unit(1e6, "million squared gray levels");
      }
      if (largest >= 1e3) {
        return new Unit(1e3, "thousand squared gray levels");
      }
      return new Unit(1, "squared gray levels");
    }
  }
}
