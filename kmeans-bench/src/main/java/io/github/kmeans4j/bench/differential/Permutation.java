package io.github.kmeans4j.bench.differential;

import io.github.kmeans4j.Clustering;
import io.github.kmeans4j.Iteration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.ejml.data.DMatrixRMaj;

/**
 * Fits the rows in another order, by another number of threads: labels must be permuted alike, and
 * no other bit may differ, but for elapsed times.
 */
final class Permutation {
  private final Problem problem;
  private final LibraryFit fit;

  /**
   * Prepares the check.
   *
   * @param problem as it was fitted
   * @param fit of that order, which ended well
   */
  Permutation(Problem problem, LibraryFit fit) {
    this.problem = problem;
    this.fit = fit;
  }

  /** The first difference, if there is one. */
  Optional<Mismatch> check() {
    int[] order = Problems.shuffled(problem.n(), new SplittableRandom(~problem.seed));
    LibraryFit other = LibraryFit.of(problem.reordered(order), 1 + problem.setup.threads() % 4);
    Clustering before = fit.clustering;
    Clustering after = other.clustering;
    if (before == null || after == null) {
      return differs("failure", "none", String.valueOf(other.failure));
    }
    for (int t = 0; t < Math.min(fit.labels.size(), other.labels.size()); t++) {
      String at = "iteration " + (t + 1) + ": ";
      int[] expected = permuted(fit.labels.get(t), order);
      if (!Arrays.equals(expected, other.labels.get(t))) {
        return differs("labels", at + list(expected), list(other.labels.get(t)));
      }
      Iteration a = before.history().get(t);
      Iteration b = after.history().get(t);
      if (differ(a.inertia(), b.inertia())) {
        return differs("history inertia", at + a.inertia(), b.inertia());
      }
      if (differ(a.centroidShift(), b.centroidShift()) || a.rowsMoved() != b.rowsMoved()) {
        return differs("history", a, b);
      }
      Optional<Mismatch> centroids = centroids(at, fit.updated.get(t), other.updated.get(t));
      if (centroids.isPresent()) {
        return centroids;
      }
    }
    if (before.iterations() != after.iterations()) {
      return differs("iterations", before.iterations(), after.iterations());
    }
    if (before.stopReason() != after.stopReason()) {
      return differs("stop reason", before.stopReason(), after.stopReason());
    }
    if (differ(before.inertia(), after.inertia())) {
      return differs("inertia", before.inertia(), after.inertia());
    }
    int[] expected = permuted(before.labels(), order);
    if (!Arrays.equals(expected, after.labels())) {
      return differs("labels", list(expected), list(after.labels()));
    }
    return centroids("", before.centroids(), after.centroids());
  }

  private static int[] permuted(int[] labels, int[] order) {
    int[] permuted = new int[labels.length];
    Arrays.setAll(permuted, i -> labels[order[i]]);
    return permuted;
  }

  /** Bit for bit. */
  private static boolean differ(double a, double b) {
    return Double.doubleToRawLongBits(a) != Double.doubleToRawLongBits(b);
  }

  private static Optional<Mismatch> centroids(String at, DMatrixRMaj before, DMatrixRMaj after) {
    for (int j = 0; j < before.numRows; j++) {
      for (int c = 0; c < before.numCols; c++) {
        double a = before.unsafe_get(j, c);
        double b = after.unsafe_get(j, c);
        if (differ(a, b)) {
          return differs("centroids", at + "cluster " + j + ", column " + c + " is " + a, b);
        }
      }
    }
    return Optional.empty();
  }

  private static List<Integer> list(int[] values) {
    return Arrays.stream(values).limit(20).boxed().toList();
  }

  private static Optional<Mismatch> differs(String what, Object before, Object after) {
    return Optional.of(
        new Mismatch("permuted: " + what, "before " + before + ", permuted " + after));
  }
}
