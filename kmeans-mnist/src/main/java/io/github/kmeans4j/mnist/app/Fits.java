package io.github.kmeans4j.mnist.app;

import io.github.kmeans4j.Clusterer;
import io.github.kmeans4j.Clustering;
import io.github.kmeans4j.core.evaluation.ClusterAccuracy;
import io.github.kmeans4j.mnist.data.DigitData;
import io.github.kmeans4j.mnist.report.Figures;
import java.util.Arrays;
import java.util.OptionalDouble;

/** Fits the training images and measures what came out on both sets of images. */
final class Fits {
  private Fits() {}

  /**
   * A fit with all that is asked of it later.
   *
   * @param algorithm in words
   * @param clustering of the training images
   * @param seconds that it took
   * @param testLabels nearest centroid of each test image
   * @param testInertia of the test images
   * @param majority digit of each cluster
   * @param testPredicted digit of each test image by the majority of its cluster
   */
  record Trained(
      String algorithm,
      Clustering clustering,
      double seconds,
      int[] testLabels,
      double testInertia,
      int[] majority,
      int[] testPredicted) {

    /** Collects the figures. */
    Figures.Fit figures(DigitData data, OptionalDouble silhouette) {
      int[] trained = ClusterAccuracy.apply(majority, clustering.labels());
      return new Figures.Fit(
          algorithm,
          clustering.k(),
          seconds,
          clustering.iterations(),
          clustering.stopReason().name(),
          clustering.inertia(),
          testInertia,
          silhouette.isPresent() ? (Double) silhouette.getAsDouble() : null,
          ClusterAccuracy.accuracy(trained, data.train().labels()),
          ClusterAccuracy.accuracy(testPredicted, data.test().labels()),
          Arrays.stream(clustering.sizes()).boxed().toList(),
          Arrays.stream(majority).boxed().toList());
    }
  }

  /** Fits and measures; only the fit itself is timed. */
  static Trained train(String algorithm, Clusterer clusterer, DigitData data) {
    long began = System.nanoTime();
    Clustering clustering = clusterer.fit(data.train().points());
    double seconds = (System.nanoTime() - began) / 1e9;
    int[] majority =
        ClusterAccuracy.majorityLabels(clustering.labels(), data.train().labels(), clustering.k());
    int[] testLabels = clustering.predict(data.test().points());
    return new Trained(
        algorithm,
        clustering,
        seconds,
        testLabels,
        clustering.inertia(data.test().points()),
        majority,
        ClusterAccuracy.apply(majority, testLabels));
  }
}
