package io.github.kmeans4j.mnist.report;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the page: one HTML file with its style and its script inside, and the pictures beside it,
 * so that it opens from disk without a network.
 */
public final class ReportPage {
  /** Name of the page. */
  public static final String FILE = "index.html";

  /**
   * Up to here a silhouette shows no substantial structure, by the usual reading of Kaufman and
   * Rousseeuw (1990), "Finding Groups in Data", DOI 10.1002/9780470316801.
   */
  private static final double LITTLE_STRUCTURE = 0.25;

  private ReportPage() {}

  /**
   * Writes the page.
   *
   * @param figures what it tells
   * @param album what it shows
   * @param folder where the pictures are already
   * @return the page
   * @throws IOException if it cannot be written
   */
  public static Path write(Figures figures, Album album, Path folder) throws IOException {
    Template template =
        Mustache.compiler()
            .withLoader(name -> new StringReader(resource(name + ".mustache")))
            .compile(resource("index.html.mustache"));
    Map<String, Object> context = new HashMap<>();
    context.put("style", resource("page.css"));
    context.put("script", resource("page.js"));
    context.put("figures", figures);
    context.put("album", album);
    context.put("embedded", figures.data().origin().equals("embedded"));
    context.put("trainRows", Numbers.count(figures.data().trainRows()));
    context.put("testRows", Numbers.count(figures.data().testRows()));
    context.put("lastStep", album.steps().size() - 1);
    context.put("stepCount", album.steps().size());
    blobs(context, figures.blobs());
    fits(context, figures);
    choice(context, figures);
    best(context, figures);
    Path page = folder.resolve(FILE);
    Files.writeString(page, template.execute(context));
    return page;
  }

  private static void blobs(Map<String, Object> context, Figures.Blobs blobs) {
    context.put("distanceOfMeans", Numbers.decimal(blobs.distanceOfMeans()));
    context.put("distanceOfInitial", Numbers.decimal(blobs.distanceOfInitialCentroids()));
    context.put("blobInertia", Numbers.inertia(blobs.inertia()));
    context.put("blobAccuracy", Numbers.percent(blobs.accuracy()));
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Figures.BlobStep step : blobs.steps()) {
      rows.add(
          Map.of(
              "iteration", step.iteration(),
              "moved", step.rowsMoved(),
              "inertia", Numbers.inertia(step.inertia()),
              "first", point(step.updatedCentroids().get(0)),
              "second", point(step.updatedCentroids().get(1)),
              "shift", Numbers.decimal(step.centroidShift())));
    }
    context.put("blobSteps", rows);
  }

  private static void fits(Map<String, Object> context, Figures figures) {
    Figures.Fit full = figures.fullBatch();
    context.put("full", row(full, false));
    List<Map<String, Object>> mini = new ArrayList<>();
    List<Map<String, Object>> all = new ArrayList<>();
    all.add(row(full, false));
    for (Figures.Fit fit : figures.miniBatch()) {
      boolean best = fit.k() == figures.choice().byInertia();
      mini.add(row(fit, best));
      all.add(row(fit, best));
    }
    context.put("mini", mini);
    context.put("all", all);
    context.put("comparison", comparison(figures));
  }

  private static Map<String, Object> row(Figures.Fit fit, boolean best) {
    Double silhouette = fit.silhouette();
    Map<String, Object> row = new HashMap<>();
    row.put("algorithm", fit.algorithm());
    row.put("k", fit.k());
    row.put("seconds", Numbers.seconds(fit.seconds()));
    row.put("iterations", fit.iterations());
    row.put("ended", fit.stopReason().toLowerCase(Locale.ROOT).replace('_', ' '));
    row.put("trainInertia", Numbers.inertia(fit.trainInertia()));
    row.put("testInertia", Numbers.inertia(fit.testInertia()));
    row.put("silhouette", silhouette == null ? "–" : Numbers.decimal(silhouette));
    row.put("trainAccuracy", Numbers.percent(fit.trainAccuracy()));
    row.put("testAccuracy", Numbers.percent(fit.testAccuracy()));
    row.put("best", best);
    return row;
  }

  /** One sentence on full batch and mini-batch of the same K, or nothing. */
  private static String comparison(Figures figures) {
    Figures.Fit full = figures.fullBatch();
    for (Figures.Fit fit : figures.miniBatch()) {
      if (fit.k() == full.k()) {
        double worse = fit.trainInertia() / full.trainInertia() - 1;
        return String.format(
            Locale.ROOT,
            "For K = %d the mini-batches took %s where the full batch took %s, and their inertia is"
                + " %.2f %% %s.",
            full.k(),
            Numbers.seconds(fit.seconds()),
            Numbers.seconds(full.seconds()),
            100 * Math.abs(worse),
            worse < 0 ? "lower" : "higher");
      }
    }
    return "";
  }

  private static void choice(Map<String, Object> context, Figures figures) {
    Figures.Choice choice = figures.choice();
    context.put("byInertia", choice.byInertia());
    context.put("byElbow", known(choice.byElbow()));
    context.put("bySilhouette", known(choice.bySilhouette()));
    double largest = Double.NEGATIVE_INFINITY;
    for (Figures.Fit fit : figures.miniBatch()) {
      Double silhouette = fit.silhouette();
      largest = silhouette == null ? largest : Math.max(largest, silhouette);
    }
    context.put("largestSilhouette", Numbers.decimal(largest));
    context.put("littleStructure", choice.bySilhouette() != null && largest <= LITTLE_STRUCTURE);
  }

  private static void best(Map<String, Object> context, Figures figures) {
    Figures.Best best = figures.best();
    context.put("bestTestInertia", Numbers.inertia(best.testInertia()));
    context.put("bestPerTrainImage", Numbers.inertia(best.trainInertiaPerImage()));
    context.put("bestPerTestImage", Numbers.inertia(best.testInertiaPerImage()));
    context.put("bestErrors", Numbers.count(best.testErrors()));
    figures.miniBatch().stream()
        .filter(fit -> fit.k() == best.k())
        .forEach(fit -> context.put("bestAccuracy", Numbers.percent(fit.testAccuracy())));
    List<Integer> digits = new ArrayList<>();
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int digit = 0; digit < best.confusion().size(); digit++) {
      digits.add(digit);
      List<Map<String, Object>> cells = new ArrayList<>();
      for (int predicted = 0; predicted < best.confusion().get(digit).size(); predicted++) {
        int count = best.confusion().get(digit).get(predicted);
        cells.add(Map.of("count", Numbers.count(count), "right", digit == predicted));
      }
      rows.add(Map.of("digit", digit, "cells", cells));
    }
    context.put("digits", digits);
    context.put("confusion", rows);
  }

  private static String known(@Nullable Integer k) {
    return k == null ? "none" : "K = " + k;
  }

  private static String point(List<Double> point) {
    return String.format(Locale.ROOT, "(%.3f, %.3f)", point.get(0), point.get(1));
  }

  private static String resource(String name) {
    try (InputStream in = ReportPage.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("there is no resource " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("the resource " + name + " cannot be read", e);
    }
  }
}
