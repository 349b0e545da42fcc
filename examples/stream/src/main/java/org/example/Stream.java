package org.example;

import io.github.kmeans4j.Clustering;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.minibatch.StreamFitter;
import io.github.kmeans4j.minibatch.StreamKMeans;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

/** Learns readings of a sensor as they come, is stopped, and goes on as if it had not been. */
public final class Stream {
  private Stream() {}

  public static void main(String[] args) throws IOException {
    Path state = Path.of("target/state.km4j");
    Files.createDirectories(state.getParent());
    Files.deleteIfExists(state);

    for (int batch = 0; batch < 6; batch++) { // each time a process of its own, as it were
      StreamFitter fitter =
          Files.exists(state) ? StreamFitter.load(state) : new StreamKMeans(3).begin();
      fitter.partialFit(readings(batch)).save(state);
    }
    Clustering resumed = StreamFitter.load(state).toClustering();

    StreamFitter whole = new StreamKMeans(3).begin();
    for (int batch = 0; batch < 6; batch++) {
      whole.partialFit(readings(batch));
    }
    Clustering inOneGo = whole.toClustering();

    System.out.println("batches: " + whole.batches());
    for (int j = 0; j < resumed.k(); j++) {
      double[] centroid = resumed.centroid(j);
      System.out.printf(
          "state %d: %.1f degrees, %.0f %% humidity, %d readings%n",
          j, centroid[0], centroid[1], resumed.size(j));
    }
    System.out.println(
        "the same bits as in one go: "
            + Arrays.equals(resumed.centroids().data, inOneGo.centroids().data));
  }

  /** Temperatures and humidities: a machine that is off, warms up, or is at work. */
  private static Points readings(int batch) {
    double[][] centers = {{20, 45}, {48, 30}, {81, 12}};
    Random random = new Random(batch);
    double[][] rows = new double[500][];
    for (int i = 0; i < rows.length; i++) {
      double[] center = centers[random.nextInt(3)];
      rows[i] =
          new double[] {
            center[0] + 3 * random.nextGaussian(), center[1] + 2 * random.nextGaussian()
          };
    }
    return Points.of(rows);
  }
}
