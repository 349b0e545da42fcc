package org.example;

import io.github.kmeans4j.Clustering;
import io.github.kmeans4j.core.LloydKMeans;
import io.github.kmeans4j.minibatch.MiniBatchKMeans;
import java.util.Arrays;

/** A few fits, each part of the library found on the module path. */
public final class Modular {
  private Modular() {}

  public static void main(String[] args) {
    double[][] rows = {{1, 2}, {1, 4}, {1, 0}, {10, 2}, {10, 4}, {10, 0}};
    Clustering clusters = new LloydKMeans(2).fit(rows);
    System.out.println("labels " + Arrays.toString(clusters.labels()));
    System.out.println("inertia " + clusters.inertia());
    System.out.println("mini-batch inertia " + new MiniBatchKMeans(2).fit(rows).inertia());
    System.out.println("in module " + LloydKMeans.class.getModule().getName());
  }
}
