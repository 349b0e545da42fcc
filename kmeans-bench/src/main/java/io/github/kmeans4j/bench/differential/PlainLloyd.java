package io.github.kmeans4j.bench.differential;

import io.github.kmeans4j.Center;
import io.github.kmeans4j.DistanceMetric;
import io.github.kmeans4j.EmptyClusterPolicy;
import io.github.kmeans4j.StopReason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Lloyd's iteration by the plain definition, slow and obvious: losses by direct differences in
 * double, the lowest index on ties, exact sums, each mean or median an exact quotient rounded once,
 * stop when no centroid changes as a number.
 */
final class PlainLloyd {
  /** Asked where a decision hangs on the last bits of the inertia that the library reports. */
  @FunctionalInterface
  interface Witness {
    /**
     * Tells whether the library relocated a cluster.
     *
     * @param iteration from 1
     * @param cluster one that is empty
     * @param before its centroid in this iteration
     * @return whether its next centroid is another
     */
    boolean hasRelocated(int iteration, int cluster, double[] before);
  }

  private final Problem problem;
  private final DistanceMetric metric;
  private final Witness witness;
  private final RelocationRule rule;
  private final List<Course.Pass> passes = new ArrayList<>();
  private double[][] centroids;

  private PlainLloyd(Problem problem, Witness witness) {
    this.problem = problem;
    this.metric = problem.setup.metric().distance;
    this.witness = witness;
    this.rule = new RelocationRule(problem);
    this.centroids = problem.start;
  }

  /** Whether the metric is one whose centers this class computes. */
  static boolean knows(Metric metric) {
    return metric.distance.center() != Center.NORMALIZED_MEAN;
  }

  /** Runs it. */
  static Course run(Problem problem, Witness witness) {
    return new PlainLloyd(problem, witness).run();
  }

  private Course run() {
    int[] before = new int[problem.n()];
    Arrays.fill(before, -1);
    StopReason reason = StopReason.MAX_ITERATIONS;
    for (int t = 1; t <= problem.setup.maxIterations(); t++) {
      Course.Pass pass = pass(t, before);
      passes.add(pass);
      centroids = pass.updated;
      before = pass.labels;
      if (pass.shift == 0) {
        reason = StopReason.CONVERGED;
        break;
      }
    }
    int[] labels = assign();
    return new Course(passes, reason, centroids, labels, inertia(losses(labels)));
  }

  private Course.Pass pass(int iteration, int[] before) {
    int[] labels = assign();
    int moved = 0;
    for (int i = 0; i < labels.length; i++) {
      moved += labels[i] == before[i] ? 0 : 1;
    }
    double[] losses = losses(labels);
    double inertia = inertia(losses);
    boolean[] without = new boolean[problem.n()];
    double[][] updated = new double[problem.k()][];
    for (int j = 0; j < updated.length; j++) {
      updated[j] = center(j, labels, without);
    }
    int relocated = 0;
    if (problem.setup.policy() == EmptyClusterPolicy.RELOCATE) {
      int[] rows = rule.choose(inertia, labels, losses, j -> relocates(iteration, j));
      for (int j = 0; j < rows.length; j++) {
        if (rows[j] >= 0) {
          without[rows[j]] = true;
          updated[j] = problem.rows[rows[j]].clone();
          relocated++;
        }
      }
      for (int j = 0; j < rows.length; j++) {
        if (rows[j] >= 0) {
          updated[labels[rows[j]]] = center(labels[rows[j]], labels, without);
        }
      }
    }
    return new Course.Pass(labels, moved, inertia, updated, shift(updated), relocated);
  }

  private boolean relocates(int iteration, int cluster) {
    return witness.hasRelocated(iteration, cluster, centroids[cluster]);
  }

  private int[] assign() {
    int[] labels = new int[problem.n()];
    for (int i = 0; i < labels.length; i++) {
      double least = metric.loss(problem.rows[i], centroids[0]);
      for (int j = 1; j < centroids.length; j++) {
        double loss = metric.loss(problem.rows[i], centroids[j]);
        if (loss < least) {
          least = loss;
          labels[i] = j;
        }
      }
    }
    return labels;
  }

  private double[] losses(int[] labels) {
    double[] losses = new double[labels.length];
    for (int i = 0; i < losses.length; i++) {
      losses[i] = metric.loss(problem.rows[i], centroids[labels[i]]);
    }
    return losses;
  }

  private double inertia(double[] losses) {
    ExactSum sum = new ExactSum();
    for (int i = 0; i < losses.length; i++) {
      if (!Double.isFinite(losses[i])) {
        return losses[i];
      }
      sum.addProduct(problem.weight(i), losses[i]);
    }
    return sum.value();
  }

  /** The center of a cluster's rows but some; its centroid where that leaves none of weight. */
  private double[] center(int cluster, int[] labels, boolean[] without) {
    List<Integer> members = new ArrayList<>();
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] == cluster && problem.weight(i) > 0 && !without[i]) {
        members.add(i);
      }
    }
    double[] center = centroids[cluster].clone();
    for (int c = 0; c < center.length && !members.isEmpty(); c++) {
      center[c] = metric.center() == Center.MEDIAN ? median(members, c) : mean(members, c);
    }
    return center;
  }

  private double mean(List<Integer> members, int column) {
    ExactSum sum = new ExactSum();
    ExactSum weight = new ExactSum();
    for (int i : members) {
      sum.addProduct(problem.weight(i), problem.rows[i][column]);
      weight.add(problem.weight(i));
    }
    return sum.over(weight);
  }

  /** The value below and above which lies at most half of the weight; the middle of two such. */
  private double median(List<Integer> members, int column) {
    List<Integer> sorted = new ArrayList<>(members);
    sorted.sort((a, b) -> Double.compare(problem.rows[a][column], problem.rows[b][column]));
    ExactSum total = new ExactSum();
    for (int i : sorted) {
      total.add(problem.weight(i));
    }
    ExactSum below = new ExactSum();
    for (int r = 0; r < sorted.size(); r++) {
      double value = problem.rows[sorted.get(r)][column];
      below.add(problem.weight(sorted.get(r)));
      int half = below.twice().compareTo(total);
      if (half > 0) {
        return value;
      }
      if (half == 0) {
        ExactSum two = new ExactSum();
        two.add(value);
        two.add(problem.rows[sorted.get(r + 1)][column]);
        ExactSum count = new ExactSum();
        count.add(2);
        return two.over(count);
      }
    }
    throw new AssertionError("no weight lies beyond all");
  }

  private double shift(double[][] updated) {
    double largest = 0;
    for (int j = 0; j < updated.length; j++) {
      double sum = 0;
      boolean differs = false;
      for (int c = 0; c < updated[j].length; c++) {
        double move = updated[j][c] - centroids[j][c];
        sum += move * move;
        differs |= updated[j][c] != centroids[j][c];
      }
      largest = Math.max(largest, differs ? Math.max(Math.sqrt(sum), Double.MIN_VALUE) : 0);
    }
    return largest;
  }
}
