package io.github.kmeans4j.spark.internal.seed;

import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.KMeansPlusPlus;
import io.github.kmeans4j.core.LloydKMeans;
import io.github.kmeans4j.spark.internal.pass.FitPlan;
import io.github.kmeans4j.spark.internal.rows.BlockRows;
import io.github.kmeans4j.spark.internal.rows.RowFacts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;

/**
 * Initial centers that depend on the rows and the seed alone, not on partitions nor on their order.
 *
 * <pre>
 * k-means|| (Bahmani et al. 2012, doi:10.14778/2180912.2180915): a first row by weight, then in each round
 * 2k rows in proportion to what they cost with the candidates so far; then the candidates are clustered as
 * rows that weigh as much as the rows nearest to them, by the core's k-means++ and a few of Lloyd's
 * iterations. Differs from the paper: a round draws 2k points, where the paper takes each row on its
 * own, so that equal rows are as likely as they are many, wherever they are kept; and rounds go on
 * until there are k candidates, if there are as many different rows.
 * </pre>
 */
public final class Seeds {
  /** Rows a round, as a multiple of k. */
  private static final int OVERSAMPLING = 2;

  /** Iterations on the candidates. */
  private static final int LOCAL_ITERATIONS = 30;

  private final BlockRows rows;
  private final FitPlan plan;
  private final int steps;
  private final SplittableRandom random;
  private final HashOrder order;

  /**
   * Prepares the seeding.
   *
   * @param rows of the fit
   * @param plan of the fit
   * @param seed of the random numbers
   * @param steps rounds, at least 1
   */
  public Seeds(BlockRows rows, FitPlan plan, long seed, int steps) {
    this.rows = rows;
    this.plan = plan;
    this.steps = steps;
    this.random = new SplittableRandom(seed);
    this.order = new HashOrder(rows);
  }

  /**
   * Draws k rows, all alike, none twice; of rows that are equal as many as there are.
   *
   * @return k × d
   */
  public double[][] drawRandomRows() {
    Broadcast<FitPlan> sentPlan = rows.send(plan);
    Broadcast<double[][][]> none = rows.send(new double[0][][]);
    try {
      List<double[]> drawn =
          order.draw(
              new Candidates(sentPlan, none), Share.alike(), total -> points(plan.k(), total));
      return drawn.toArray(double[][]::new);
    } finally {
      rows.forget(sentPlan);
      rows.forget(none);
    }
  }

  /** Different points, so that no row is drawn twice. */
  private long[] points(int count, long total) {
    Set<Long> points = new HashSet<>();
    while (points.size() < count) {
      points.add(random.nextLong(total));
    }
    return points.stream().mapToLong(point -> point).toArray();
  }

  /**
   * Chooses centers by k-means||.
   *
   * @return k × d
   */
  public double[][] chooseInParallel() {
    Broadcast<FitPlan> sentPlan = rows.send(plan);
    Broadcast<double[][][]> sent = rows.send(new double[0][][]);
    try {
      RowFacts facts = rows.facts();
      List<double[][]> rounds = new ArrayList<>();
      Share weights =
          plan.isWeighted() ? Share.weights(facts.largestWeight(), facts.rows()) : Share.alike();
      rounds.add(draw(new Candidates(sentPlan, sent), weights, 1));
      for (int count = 1, round = 0; ; round++) {
        rows.forget(sent);
        sent = rows.send(rounds.toArray(double[][][]::new));
        Candidates candidates = new Candidates(sentPlan, sent);
        if (round >= steps && count >= plan.k()) {
          return among(rounds, count, candidates);
        }
        double largest = largest(rows.ask(new LargestCost(candidates)));
        if (largest == 0) {
          return among(rounds, count, candidates);
        }
        Share costs = Share.costs(largest, facts.rows());
        double[][] drawn = draw(candidates, costs, OVERSAMPLING * plan.k());
        rounds.add(drawn);
        count += drawn.length;
      }
    } finally {
      rows.forget(sentPlan);
      rows.forget(sent);
    }
  }

  private static double largest(@Nullable Double cost) {
    return cost == null ? 0 : cost;
  }

  /** Draws different rows, at most so many. */
  private double[][] draw(Candidates candidates, Share share, int count) {
    List<double[]> drawn =
        order.draw(candidates, share, total -> random.longs(count, 0, total).toArray());
    List<double[]> different = new ArrayList<>();
    for (double[] row : drawn) {
      if (different.isEmpty() || !Arrays.equals(row, different.get(different.size() - 1))) {
        different.add(row);
      }
    }
    return different.toArray(double[][]::new);
  }

  private double[][] among(List<double[][]> rounds, int count, Candidates sent) {
    double[][] candidates = rounds.stream().flatMap(Arrays::stream).toArray(double[][]::new);
    int k = plan.k();
    if (count <= k) {
      double[][] all = new double[k][];
      Arrays.setAll(all, j -> candidates[j % count].clone());
      return all; // fewer different rows than clusters: some of these will be empty
    }
    CandidateWeights task = new CandidateWeights(sent, count);
    byte[] answer = rows.ask(task);
    if (answer == null) {
      throw new IllegalStateException("no block answered");
    }
    double[][] centers = new double[k][plan.columns()];
    double[] flat =
        new LloydKMeans(k)
            .withInitializer(new KMeansPlusPlus())
            .withMetric(plan.metric())
            .withSeed(random.nextLong())
            .withMaxIterations(LOCAL_ITERATIONS)
            .withThreads(1)
            .fit(Points.of(candidates), task.weights(answer))
            .centroids()
            .data;
    for (int j = 0; j < k; j++) {
      System.arraycopy(flat, j * plan.columns(), centers[j], 0, plan.columns());
    }
    return centers;
  }
}
