package io.github.kmeans4j.mnist.app;

import io.github.kmeans4j.Clustering;
import io.github.kmeans4j.core.evaluation.ChooseK;
import io.github.kmeans4j.core.evaluation.KSelection;
import io.github.kmeans4j.minibatch.MiniBatchKMeans;
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
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Chapter 5: mini-batch k-means for several K, side by side, and which K is the best. */
final class MiniBatchComparison {
  private final Settings settings;
  private final Console console;
  private final Pictures pictures;

  MiniBatchComparison(Settings settings, Console console, Pictures pictures) {
    this.settings = settings;
    this.console = console;
    this.pictures = pictures;
  }

  /** The fits, their figures and the pictures of the chapter. */
  record Result(
      List<Fits.Trained> fits,
      List<Figures.Fit> figures,
      Figures.Choice choice,
      Picture times,
      Picture iterations,
      Picture inertias,
      List<Album.Captioned> montages,
      Picture elbow,
      Picture silhouette) {

    /** Returns the fit of the lowest train inertia. */
    Fits.Trained best() {
      return fits.stream()
          .filter(fit -> fit.clustering().k() == choice.byInertia())
          .findFirst()
          .orElseThrow();
    }
  }

  Result run(DigitData data, DigitImages images) throws IOException {
    console.heading("5. Mini-batch k-means for several K");
    List<Fits.Trained> fits = train(data);
    KSelection selection = select(data, fits);
    List<Figures.Fit> figures = new ArrayList<>();
    for (int i = 0; i < fits.size(); i++) {
      figures.add(fits.get(i).figures(data, selection.candidates().get(i).silhouette()));
    }
    Figures.Choice choice =
        new Figures.Choice(
            selection.inertiaCurve().lowest(),
            boxed(selection.bestByElbow()),
            boxed(selection.bestBySilhouette()));
    print(figures, choice);
    FitCharts charts = new FitCharts(pictures);
    return new Result(
        fits,
        figures,
        choice,
        charts.times(figures),
        charts.iterations(figures),
        charts.inertias(figures),
        montages(fits, images),
        charts.elbow(figures, choice),
        charts.silhouette(figures, choice));
  }

  private List<Fits.Trained> train(DigitData data) {
    List<Fits.Trained> fits = new ArrayList<>();
    try (Progress progress = console.progress("mini-batch", settings.ks().size())) {
      for (int k : settings.ks()) {
        progress.at(fits.size(), "K = " + k);
        MiniBatchKMeans kMeans =
            new MiniBatchKMeans(k).withSeed(settings.seed()).withThreads(settings.threads());
        fits.add(Fits.train("mini-batch", kMeans, data));
      }
    }
    return fits;
  }

  private KSelection select(DigitData data, List<Fits.Trained> fits) {
    List<Clustering> clusterings = fits.stream().map(Fits.Trained::clustering).toList();
    try (Progress progress = console.progress("silhouettes", -1)) {
      progress.at(0, "of a sample of the images");
      return new ChooseK()
          .withSeed(settings.seed())
          .withThreads(settings.threads())
          .compare(data.train().points(), clusterings);
    }
  }

  private void print(List<Figures.Fit> fits, Figures.Choice choice) {
    List<List<String>> rows = new ArrayList<>();
    for (Figures.Fit fit : fits) {
      Double silhouette = fit.silhouette();
      rows.add(
          List.of(
              String.valueOf(fit.k()),
              Numbers.seconds(fit.seconds()),
              String.valueOf(fit.iterations()),
              Numbers.inertia(fit.trainInertia()),
              silhouette == null ? "–" : Numbers.decimal(silhouette)));
    }
    console.table(List.of("K", "time", "iterations", "train inertia", "silhouette"), rows);
    console.line(
        "Best K by inertia:    "
            + choice.byInertia()
            + "  (inertia alone always favors the largest K: more centroids are nearer)");
    console.line("Best K by elbow:      " + known(choice.byElbow()));
    console.line("Best K by silhouette: " + known(choice.bySilhouette()));
  }

  private static List<Album.Captioned> montages(List<Fits.Trained> fits, DigitImages images)
      throws IOException {
    List<Album.Captioned> result = new ArrayList<>();
    for (Fits.Trained fit : fits) {
      int k = fit.clustering().k();
      int[] majority = fit.majority();
      List<double[]> ordered =
          IntStream.range(0, k)
              .boxed()
              .sorted(Comparator.comparingInt(j -> majority[j]))
              .map(fit.clustering()::centroid)
              .toList();
      Picture picture =
          images.montage(
              "centroids-k" + k,
              "The " + k + " centroids as images, ordered by the digit that is most frequent.",
              ordered,
              (int) Math.ceil(Math.sqrt(k)));
      result.add(
          new Album.Captioned(
              picture, "K = " + k, "train inertia " + Numbers.inertia(fit.clustering().inertia())));
    }
    return result;
  }

  private static String known(@Nullable Integer k) {
    return k == null ? "none among these K" : k.toString();
  }

  private static @Nullable Integer boxed(OptionalInt value) {
    return value.isPresent() ? (Integer) value.getAsInt() : null;
  }
}
