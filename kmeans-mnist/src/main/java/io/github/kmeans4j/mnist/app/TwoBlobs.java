package io.github.kmeans4j.mnist.app;

import io.github.kmeans4j.Clustering;
import io.github.kmeans4j.FitListener;
import io.github.kmeans4j.Iteration;
import io.github.kmeans4j.core.EuclideanDistance;
import io.github.kmeans4j.core.LloydKMeans;
import io.github.kmeans4j.core.RandomPoints;
import io.github.kmeans4j.core.data.GaussianBlobs;
import io.github.kmeans4j.core.data.LabeledPoints;
import io.github.kmeans4j.core.evaluation.ClusterAccuracy;
import io.github.kmeans4j.mnist.report.Album;
import io.github.kmeans4j.mnist.report.BlobCharts;
import io.github.kmeans4j.mnist.report.Figures;
import io.github.kmeans4j.mnist.report.Numbers;
import io.github.kmeans4j.mnist.report.Picture;
import io.github.kmeans4j.mnist.report.Pictures;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.ejml.data.DMatrixRMaj;

/**
 * Chapters 1 to 3: two categories of points in the plane, two random centroids, and Lloyd's
 * iteration with its two steps made visible.
 */
final class TwoBlobs {
  private static final double[][] MEANS = {{1, 1}, {5, 5}};
  private static final int POINTS_EACH = 100;

  private final Settings settings;
  private final Console console;
  private final Pictures pictures;

  TwoBlobs(Settings settings, Console console, Pictures pictures) {
    this.settings = settings;
    this.console = console;
    this.pictures = pictures;
  }

  /** The figures and pictures of the chapters. */
  record Result(Figures.Blobs figures, Picture data, List<Album.Step> steps) {}

  /** What a listener saw of an iteration; its arrays are read only. */
  private record Seen(Iteration iteration, int[] labels, double[][] before, double[][] after) {}

  Result run() throws IOException {
    console.heading("1. Two categories of points");
    LabeledPoints data =
        new GaussianBlobs(MEANS, POINTS_EACH)
            .withStandardDeviations(1)
            .withSeed(settings.seed())
            .generate();
    double[][] rows = data.rows();
    console.line(
        String.format(
            Locale.ROOT,
            "%d + %d points around (1, 1) and (5, 5), standard deviation 1: a matrix of %d × 2.",
            POINTS_EACH,
            POINTS_EACH,
            rows.length));
    BlobCharts charts = new BlobCharts(pictures, rows);
    Picture scatter = charts.categories(data.labels());

    List<Seen> seen = new ArrayList<>();
    FitListener listener =
        FitListener.watching(
            progress ->
                seen.add(
                    new Seen(
                        progress.iteration(),
                        progress.labels(),
                        rowsOf(progress.centroids()),
                        rowsOf(progress.updatedCentroids()))));
    Clustering clustering =
        new LloydKMeans(2)
            .withInitializer(new RandomPoints())
            .withSeed(settings.seed())
            .withThreads(settings.threads())
            .withListener(listener)
            .fit(data.points());

    console.heading("2. Two random initial centroids, and the Euclidean distance");
    EuclideanDistance metric = new EuclideanDistance();
    double[][] initial = seen.get(0).before();
    double ofMeans = metric.distance(MEANS[0], MEANS[1]);
    double ofInitial = metric.distance(initial[0], initial[1]);
    console.line("Distance of the two means: " + Numbers.decimal(ofMeans));
    console.line(
        "Two points drawn at random are the first centroids: "
            + point(initial[0])
            + " and "
            + point(initial[1])
            + ", distance "
            + Numbers.decimal(ofInitial));

    console.heading("3. Assignment and update, until no centroid changes");
    print(seen);
    int[] majority = ClusterAccuracy.majorityLabels(clustering.labels(), data.labels(), 2);
    double accuracy =
        ClusterAccuracy.accuracy(
            ClusterAccuracy.apply(majority, clustering.labels()), data.labels());
    console.line(
        String.format(
            Locale.ROOT,
            "No centroid changed in iteration %d: done. %s of the points are in the cluster of"
                + " their category.",
            clustering.iterations(),
            Numbers.percent(accuracy)));

    Figures.Blobs figures =
        new Figures.Blobs(
            rows.length,
            ofMeans,
            ofInitial,
            clustering.iterations(),
            clustering.inertia(),
            clustering.stopReason().name(),
            accuracy,
            seen.stream().map(TwoBlobs::figuresOf).toList());
    return new Result(figures, scatter, draw(charts, seen));
  }

  private void print(List<Seen> seen) {
    List<List<String>> table = new ArrayList<>();
    for (Seen step : seen) {
      Iteration iteration = step.iteration();
      table.add(
          List.of(
              String.valueOf(iteration.number()),
              String.valueOf(iteration.rowsMoved()),
              Numbers.inertia(iteration.inertia()),
              point(step.after()[0]),
              point(step.after()[1]),
              Numbers.decimal(iteration.centroidShift())));
    }
    console.table(
        List.of(
            "iteration",
            "assignment: points moved",
            "inertia",
            "update: centroid 1",
            "centroid 2",
            "largest move"),
        table);
  }

  private static List<Album.Step> draw(BlobCharts charts, List<Seen> seen) throws IOException {
    List<Album.Step> steps = new ArrayList<>();
    double[][] initial = seen.get(0).before();
    steps.add(
        new Album.Step(
            charts.start(initial),
            "Start",
            "Two of the points, drawn at random, are the initial centroids: "
                + point(initial[0])
                + " and "
                + point(initial[1])
                + ".",
            0));
    for (Seen step : seen) {
      int number = step.iteration().number();
      boolean converged = Arrays.deepEquals(step.before(), step.after());
      steps.add(
          new Album.Step(
              charts.assignment(number, step.labels(), step.before()),
              "Iteration " + number + ": assignment",
              assignmentCaption(step),
              number));
      steps.add(
          new Album.Step(
              charts.update(number, step.labels(), step.before(), step.after()),
              "Iteration " + number + ": update" + (converged ? ", the end" : ""),
              converged
                  ? "The means of the clusters are where the centroids are already: no centroid"
                      + " changes, and the fit ends."
                  : "Each centroid moves to the mean of its points, from its old place, the ring."
                      + " The longer of the two moves is "
                      + Numbers.decimal(step.iteration().centroidShift())
                      + ".",
              number));
    }
    return steps;
  }

  private static String assignmentCaption(Seen step) {
    int moved = step.iteration().rowsMoved();
    String what =
        switch (moved) {
          case 0 -> "No point changes its cluster";
          case 1 -> "One point changes its cluster";
          default -> moved + " points change their cluster";
        };
    if (step.iteration().number() == 1) {
      what = "All points get their first cluster";
    }
    return "Each point is assigned to the nearer centroid. "
        + what
        + "; the inertia is "
        + Numbers.inertia(step.iteration().inertia())
        + ".";
  }

  private static Figures.BlobStep figuresOf(Seen step) {
    int[] sizes = new int[step.before().length];
    for (int label : step.labels()) {
      sizes[label]++;
    }
    return new Figures.BlobStep(
        step.iteration().number(),
        step.iteration().rowsMoved(),
        step.iteration().inertia(),
        step.iteration().centroidShift(),
        Arrays.stream(sizes).boxed().toList(),
        lists(step.before()),
        lists(step.after()));
  }

  private static List<List<Double>> lists(double[][] rows) {
    return Arrays.stream(rows).map(row -> Arrays.stream(row).boxed().toList()).toList();
  }

  private static double[][] rowsOf(DMatrixRMaj matrix) {
    double[][] rows = new double[matrix.numRows][matrix.numCols];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < rows[i].length; j++) {
        rows[i][j] = matrix.get(i, j);
      }
    }
    return rows;
  }

  private static String point(double[] point) {
    return String.format(Locale.ROOT, "(%.3f, %.3f)", point[0], point[1]);
  }
}
