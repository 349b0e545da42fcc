package io.github.kmeans4j.mnist.app;

import io.github.kmeans4j.Clustering;
import io.github.kmeans4j.FitListener;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.LloydKMeans;
import io.github.kmeans4j.mnist.data.DigitData;
import io.github.kmeans4j.mnist.data.LabeledImages;
import io.github.kmeans4j.mnist.report.Album;
import io.github.kmeans4j.mnist.report.DigitImages;
import io.github.kmeans4j.mnist.report.FitCharts;
import io.github.kmeans4j.mnist.report.Numbers;
import io.github.kmeans4j.mnist.report.Picture;
import io.github.kmeans4j.mnist.report.Pictures;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Chapter 4: the images, and full-batch k-means of them with ten clusters. */
final class FullBatch {
  /** As many clusters as there are digits. */
  static final int K = 10;

  private static final int SAMPLES_A_DIGIT = 10;
  private static final int SAMPLE_COLUMNS = 20;

  private final Settings settings;
  private final Console console;
  private final Pictures pictures;

  FullBatch(Settings settings, Console console, Pictures pictures) {
    this.settings = settings;
    this.console = console;
    this.pictures = pictures;
  }

  /** The fit and the pictures of the chapter. */
  record Result(
      Fits.Trained fit,
      Picture samples,
      List<Album.Captioned> centroids,
      Picture inertiaHistory,
      Picture rowsMovedHistory) {}

  Result run(DigitData data, DigitImages images) throws IOException {
    console.heading("4. Full-batch k-means of images, K = " + K);
    console.line("Training images: " + shape(data.train()));
    console.line("Test images:     " + shape(data.test()));
    Fits.Trained fit = train(data);
    Clustering clustering = fit.clustering();
    console.table(
        List.of("K", "training time", "iterations", "inertia", "ended because"),
        List.of(
            List.of(
                String.valueOf(K),
                Numbers.seconds(fit.seconds()),
                String.valueOf(clustering.iterations()),
                Numbers.inertia(clustering.inertia()),
                clustering.stopReason().name().toLowerCase(Locale.ROOT))));
    console.table(List.of("cluster", "images", "mostly digit"), clusters(fit));
    FitCharts charts = new FitCharts(pictures);
    return new Result(
        fit,
        samples(data.train(), images),
        centroids(fit, images),
        charts.inertiaHistory(clustering.history()),
        charts.rowsMovedHistory(clustering.history()));
  }

  private Fits.Trained train(DigitData data) {
    try (Progress progress = console.progress("full batch, K = " + K, -1)) {
      FitListener listener =
          FitListener.watching(
              state ->
                  progress.at(
                      state.iteration().number(),
                      Numbers.count(state.iteration().rowsMoved()) + " moved"));
      LloydKMeans kMeans =
          new LloydKMeans(K)
              .withSeed(settings.seed())
              .withThreads(settings.threads())
              .withListener(listener);
      return Fits.train("full batch", kMeans, data);
    }
  }

  private static List<List<String>> clusters(Fits.Trained fit) {
    int[] sizes = fit.clustering().sizes();
    List<List<String>> rows = new ArrayList<>();
    for (int j = 0; j < sizes.length; j++) {
      rows.add(
          List.of(
              String.valueOf(j + 1), Numbers.count(sizes[j]), Digits.majority(fit.majority()[j])));
    }
    return rows;
  }

  private static Picture samples(LabeledImages train, DigitImages images) throws IOException {
    int[] labels = train.labels();
    List<double[]> sample = new ArrayList<>();
    for (int row = 0; row < SAMPLES_A_DIGIT / 2; row++) {
      for (int digit = 0; digit < K; digit++) {
        sample.addAll(some(train, labels, digit, 2 * row));
      }
    }
    return images.montage(
        "train-samples",
        "Training images, some of each digit from 0 on the left to 9 on the right.",
        sample,
        SAMPLE_COLUMNS);
  }

  /** Two images of a digit, after skipping some. */
  private static List<double[]> some(LabeledImages train, int[] labels, int digit, int skip) {
    Points points = train.points();
    List<double[]> found = new ArrayList<>();
    int passed = 0;
    for (int i = 0; i < labels.length && found.size() < 2; i++) {
      if (labels[i] == digit && passed++ >= skip) {
        found.add(Digits.row(points, i));
      }
    }
    while (found.size() < 2) {
      found.add(new double[points.columns()]);
    }
    return found;
  }

  private static List<Album.Captioned> centroids(Fits.Trained fit, DigitImages images)
      throws IOException {
    Clustering clustering = fit.clustering();
    List<Album.Captioned> result = new ArrayList<>();
    for (int j = 0; j < clustering.k(); j++) {
      String majority = Digits.majority(fit.majority()[j]);
      Picture picture =
          images.single(
              String.format(Locale.ROOT, "centroid-%02d", j + 1),
              "Centroid " + (j + 1) + ": the mean of images that are mostly the digit " + majority,
              clustering.centroid(j));
      result.add(
          new Album.Captioned(
              picture, "mostly " + majority, Numbers.count(clustering.size(j)) + " images"));
    }
    return result;
  }

  private static String shape(LabeledImages images) {
    return images.count()
        + " × "
        + images.points().columns()
        + "  ("
        + Numbers.count(images.count())
        + " images of "
        + images.height()
        + " × "
        + images.width()
        + " pixels)";
  }
}
