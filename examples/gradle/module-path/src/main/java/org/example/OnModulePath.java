package org.example;

import io.github.kmeans4j.Clustering;
import io.github.kmeans4j.core.LloydKMeans;
import io.github.kmeans4j.minibatch.MiniBatchKMeans;
import java.util.Arrays;

/** The same with a module descriptor, and on the Vector API's kernel. */
public final class OnModulePath {
  private OnModulePath() {}

  public static void main(String[] args) {
    double[][] data = {{1, 2}, {1, 4}, {1, 0}, {10, 2}, {10, 4}, {10, 0}};
    Clustering clusters = new LloydKMeans(2).fit(data);
    System.out.println("labels " + Arrays.toString(clusters.labels()));
    System.out.println("mini-batch inertia " + new MiniBatchKMeans(2).fit(data).inertia());
    System.out.println("in a named module: " + LloydKMeans.class.getModule().getName());
  }
}
