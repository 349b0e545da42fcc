package io.github.kmeans4j.mnist.app;

import io.github.kmeans4j.Clustering;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.evaluation.ConfusionMatrix;
import io.github.kmeans4j.mnist.data.DigitData;
import io.github.kmeans4j.mnist.report.Album;
import io.github.kmeans4j.mnist.report.DigitImages;
import io.github.kmeans4j.mnist.report.Figures;
import io.github.kmeans4j.mnist.report.FitCharts;
import io.github.kmeans4j.mnist.report.Numbers;
import io.github.kmeans4j.mnist.report.Picture;
import io.github.kmeans4j.mnist.report.Pictures;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The end of chapter 5, the best fit on the test images, and chapter 6: how many images are in a
 * cluster of their own digit, and which are not.
 */
final class Accuracy {
  private static final int MISFITS = 12;

  private final Console console;
  private final Pictures pictures;

  Accuracy(Console console, Pictures pictures) {
    this.console = console;
    this.pictures = pictures;
  }

  /** The figures and pictures of the chapter. */
  record Result(
      Figures.Best figures, Picture accuracies, Picture confusion, List<Album.Pair> misfits) {}

  Result run(DigitData data, Fits.Trained best, List<Figures.Fit> fits, DigitImages images)
      throws IOException {
    Clustering clustering = best.clustering();
    console.line("");
    console.line(
        "The best by inertia, K = "
            + clustering.k()
            + ", on the test images: test inertia "
            + Numbers.inertia(best.testInertia()));
    double perTrainImage = clustering.inertia() / data.train().count();
    double perTestImage = best.testInertia() / data.test().count();
    console.line(
        "Per image: "
            + Numbers.inertia(perTrainImage)
            + " in training, "
            + Numbers.inertia(perTestImage)
            + " in the test");

    console.heading("6. Accuracy by majority label");
    console.table(
        List.of("algorithm", "K", "train accuracy", "test accuracy", "test inertia"),
        fits.stream()
            .map(
                fit ->
                    List.of(
                        fit.algorithm(),
                        String.valueOf(fit.k()),
                        Numbers.percent(fit.trainAccuracy()),
                        Numbers.percent(fit.testAccuracy()),
                        Numbers.inertia(fit.testInertia())))
            .toList());
    int[] truth = data.test().labels();
    int[][] confusion = ConfusionMatrix.of(best.testPredicted(), truth).toArray();
    console.line("Confusion matrix of the test images, K = " + clustering.k() + ":");
    print(confusion);
    List<Figures.Misfit> misfits = misfits(data.test().points(), truth, best);
    int errors = 0;
    for (int i = 0; i < truth.length; i++) {
      errors += truth[i] == best.testPredicted()[i] ? 0 : 1;
    }
    console.line(
        Numbers.count(errors)
            + " of "
            + Numbers.count(truth.length)
            + " test images lie in a cluster of another digit.");
    FitCharts charts = new FitCharts(pictures);
    List<List<Integer>> counts =
        Arrays.stream(confusion).map(row -> Arrays.stream(row).boxed().toList()).toList();
    Figures.Best figures =
        new Figures.Best(
            clustering.k(),
            best.testInertia(),
            perTrainImage,
            perTestImage,
            errors,
            counts,
            misfits);
    return new Result(
        figures,
        charts.accuracies(fits, names(fits)),
        charts.confusion(counts),
        pairs(data.test().points(), clustering, misfits, images));
  }

  private void print(int[][] confusion) {
    List<String> header = new ArrayList<>(List.of("digit"));
    List<List<String>> rows = new ArrayList<>();
    for (int digit = 0; digit < confusion.length; digit++) {
      header.add("as " + digit);
      List<String> row = new ArrayList<>(List.of(String.valueOf(digit)));
      for (int count : confusion[digit]) {
        row.add(String.valueOf(count));
      }
      rows.add(row);
    }
    console.table(header, rows);
  }

  private static List<String> names(List<Figures.Fit> fits) {
    return fits.stream().map(fit -> fit.algorithm() + ", K = " + fit.k()).toList();
  }

  /** The errors nearest to their centroids, one for each pair of digits: those that convince. */
  private static List<Figures.Misfit> misfits(Points test, int[] truth, Fits.Trained best) {
    List<Figures.Misfit> all = new ArrayList<>();
    for (int i = 0; i < truth.length; i++) {
      int predicted = best.testPredicted()[i];
      if (predicted != truth[i]) {
        int cluster = best.testLabels()[i];
        double distance = best.clustering().distance(Digits.row(test, i));
        all.add(new Figures.Misfit(i, truth[i], predicted, cluster, distance));
      }
    }
    all.sort(Comparator.comparingDouble(Figures.Misfit::distance));
    Set<List<Integer>> seen = new HashSet<>();
    return all.stream()
        .filter(misfit -> seen.add(List.of(misfit.digit(), misfit.predicted())))
        .limit(MISFITS)
        .toList();
  }

  private static List<Album.Pair> pairs(
      Points test, Clustering clustering, List<Figures.Misfit> misfits, DigitImages images)
      throws IOException {
    List<Album.Pair> pairs = new ArrayList<>();
    for (Figures.Misfit misfit : misfits) {
      String name = String.format(Locale.ROOT, "misfit-%02d", pairs.size() + 1);
      pairs.add(
          new Album.Pair(
              images.single(
                  name,
                  "Test image " + misfit.row() + ", a " + misfit.digit(),
                  Digits.row(test, misfit.row())),
              images.single(
                  name + "-centroid",
                  "Its centroid, of a cluster of mostly " + misfit.predicted(),
                  clustering.centroid(misfit.cluster())),
              "a " + misfit.digit() + " taken for " + misfit.predicted()));
    }
    return pairs;
  }
}
