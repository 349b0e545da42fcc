package io.github.kmeans4j.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.kmeans4j.DistanceMetric;
import io.github.kmeans4j.Initializer;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.Seeding;
import io.github.kmeans4j.core.internal.directions.Directions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.ejml.data.DMatrixRMaj;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Where k distinct rows of positive weight are, k-means++ and k-means|| start from distinct ones.
 */
class DistinctCentroidsTest {
  private static final List<Initializer> INITIALIZERS =
      List.of(
          new KMeansPlusPlus(),
          new KMeansPlusPlus().withCandidates(1),
          new KMeansParallel(),
          new KMeansParallel().withRounds(1),
          new KMeansParallel().withRounds(1).withOversampling(50),
          new KMeansParallel().withRounds(2).withOversampling(0.1));

  private static final List<DistanceMetric> METRICS =
      List.of(new EuclideanDistance(), new ManhattanDistance(), new CosineDistance());

  /** How far apart and how heavy rows are. */
  enum Kind {
    PLAIN(1, 1),
    WEIGHTED(1, 1e-3),
    /** Squares of differences underflow. */
    TINY(1e-200, 1),
    /** Weighted losses underflow. */
    LIGHT(1e-150, 1e-200);

    private final double scale;
    private final double weight;

    Kind(double scale, double weight) {
      this.scale = scale;
      this.weight = weight;
    }
  }

  @Test
  void seventyEightRowsOfWhichSeventeenDiffer() {
    double[][] rows = new double[78][];
    for (int i = 0; i < rows.length; i++) {
      int which = i < 17 ? i : i * i % 17;
      rows[i] = new double[] {which % 5, which / 5};
    }
    for (Initializer initializer : INITIALIZERS) {
      for (long seed = 0; seed < 200; seed++) {
        assertEquals(
            17,
            distinct(run(initializer, rows, null, 17, METRICS.get(0), seed)).size(),
            initializer + ", seed " + seed);
      }
    }
  }

  @Property(tries = 300)
  void asManyAsThereAre(
      @ForAll Kind kind,
      @ForAll @IntRange(min = 1, max = 60) int n,
      @ForAll @IntRange(min = 1, max = 20) int values,
      @ForAll @IntRange(min = 1, max = 25) int k,
      @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] rows = new double[n][];
    double[] weights = new double[n];
    List<double[]> heavy = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      int which = random.nextInt(values);
      // Some are multiples of others, which cosine takes for equal; zeros of either sign.
      rows[i] =
          new double[] {
            (1 + which % 3) * kind.scale,
            (1 + which % 3) * (which / 3) * kind.scale,
            random.nextBoolean() ? 0.0 : -0.0
          };
      weights[i] =
          kind == Kind.WEIGHTED && random.nextInt(3) == 0
              ? 0
              : kind.weight * (1 + random.nextInt(1000));
      if (weights[i] > 0) {
        heavy.add(rows[i]);
      }
    }
    for (DistanceMetric metric : METRICS) {
      Set<List<Double>> seen = distinct(asSeen(heavy, metric));
      int wanted = Math.min(Math.min(n, k), seen.size());
      for (Initializer initializer : INITIALIZERS) {
        List<double[]> chosen =
            run(
                initializer,
                rows,
                kind == Kind.PLAIN ? null : weights,
                Math.min(n, k),
                metric,
                seed);
        Set<List<Double>> distinct = distinct(asSeen(chosen, metric));
        if (wanted == Math.min(n, k)) {
          assertEquals(wanted, distinct.size(), initializer + ", " + metric.name());
        } else {
          assertTrue(distinct.containsAll(seen), initializer + ", " + metric.name());
        }
      }
    }
  }

  @Test
  void multiplesOfADirectionAreOneToTheCosine() {
    double[][] rows = {{1, 1}, {2, 2}, {0.3, 0.3}, {3, 3}, {3, 0}, {0, 7}, {0, 5}};
    for (Initializer initializer : INITIALIZERS) {
      for (long seed = 0; seed < 50; seed++) {
        List<double[]> chosen = run(initializer, rows, null, 3, new CosineDistance(), seed);
        assertEquals(3, distinct(asSeen(chosen, new CosineDistance())).size());
      }
    }
  }

  /** Rows as the metric tells them apart. */
  private static List<double[]> asSeen(List<double[]> rows, DistanceMetric metric) {
    if (!(metric instanceof CosineDistance)) {
      return rows;
    }
    List<double[]> seen = new ArrayList<>();
    for (double[] row : rows) {
      double[] unit = new double[row.length];
      Directions.normalize(row, unit);
      Directions.normalize(unit, unit); // of what is of length 1 but for rounding, too
      for (int c = 0; c < unit.length; c++) {
        unit[c] = Math.rint(unit[c] * 1e9);
      }
      seen.add(unit);
    }
    return seen;
  }

  private static List<double[]> run(
      Initializer initializer,
      double[][] rows,
      double @Nullable [] weights,
      int k,
      DistanceMetric metric,
      long seed) {
    Seeding seeding = new Seeding(new SplittableRandom(seed), metric, weights, 2);
    DMatrixRMaj centroids = initializer.initialize(Points.of(rows), k, seeding);
    List<double[]> list = new ArrayList<>();
    for (int j = 0; j < k; j++) {
      double[] row = new double[centroids.numCols];
      System.arraycopy(centroids.data, j * row.length, row, 0, row.length);
      list.add(row);
    }
    return list;
  }

  /** Rows by their values, −0 being 0. */
  private static Set<List<Double>> distinct(List<double[]> rows) {
    Set<List<Double>> distinct = new HashSet<>();
    for (double[] row : rows) {
      List<Double> values = new ArrayList<>();
      for (double value : row) {
        values.add(value + 0.0);
      }
      distinct.add(values);
    }
    return distinct;
  }
}
