package io.github.kmeans4j.bench.headtohead;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.kmeans4j.bench.BenchData;
import io.github.kmeans4j.bench.Storage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the contestants answer is what was asked. */
class ContestantsTest {
  private static final int ROWS = 400;
  private static final int K = 10;
  private static final BenchData DATA = BenchData.synthetic(ROWS);

  /** Plain Lloyd in double from the first rows until no label changes. */
  private static Answer naive() {
    double[] x = DATA.doubles();
    int d = DATA.columns();
    double[] centroids = DATA.firstRows(K).data;
    int[] labels = new int[ROWS];
    Arrays.fill(labels, -1);
    for (int iteration = 1; ; iteration++) {
      double inertia = 0;
      boolean moved = false;
      double[] sums = new double[K * d];
      int[] sizes = new int[K];
      for (int i = 0; i < ROWS; i++) {
        int label = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int j = 0; j < K; j++) {
          double distance = 0;
          for (int c = 0; c < d; c++) {
            double difference = x[i * d + c] - centroids[j * d + c];
            distance += difference * difference;
          }
          if (distance < least) {
            least = distance;
            label = j;
          }
        }
        moved |= label != labels[i];
        labels[i] = label;
        inertia += least;
        sizes[label]++;
        for (int c = 0; c < d; c++) {
          sums[label * d + c] += x[i * d + c];
        }
      }
      if (!moved) {
        return new Answer(0, iteration, inertia, Scores.crc(labels), null, 0);
      }
      for (int j = 0; j < K; j++) {
        for (int c = 0; c < d; c++) {
          centroids[j * d + c] = sums[j * d + c] / sizes[j];
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Storage.class)
  void oursFitsToTheFixedPointOfTheDefinition(Storage storage) {
    Answer answer = new Kmeans4jContestant(DATA, storage, 2).run(new Request(Task.FIT, K, ROWS, 0));
    Answer naive = naive();
    assertEquals(naive.iterations(), answer.iterations());
    assertEquals(naive.labelsCrc(), answer.labelsCrc());
    assertEquals(naive.inertia(), answer.inertia(), 1e-9 * naive.inertia());
    assertTrue(answer.seconds() > 0);
  }

  @Test
  void fewerRowsAreTheFirstOnes() {
    Request request = new Request(Task.FIT, 5, 200, 0);
    Answer part = new Kmeans4jContestant(DATA, Storage.BYTE, 1).run(request);
    Answer whole = new Kmeans4jContestant(DATA.first(200), Storage.BYTE, 1).run(request);
    assertEquals(whole.labelsCrc(), part.labelsCrc());
    assertEquals(whole.inertia(), part.inertia());
  }

  static List<Contestant> all() {
    return List.of(
        new Kmeans4jContestant(DATA, Storage.FLOAT, 2),
        new CommonsMathContestant(DATA, 1),
        new TribuoContestant(DATA, 2));
  }

  @ParameterizedTest
  @MethodSource("all")
  void everyContestantClusters(Contestant contestant) {
    Answer seeds =
        new Kmeans4jContestant(DATA, Storage.FLOAT, 2).run(new Request(Task.SEEDING, K, ROWS, 1));
    Answer fit = contestant.run(new Request(Task.DEFAULT, K, ROWS, 1));
    // a fit betters mere seeds, and no library is far from another
    assertTrue(fit.inertia() < seeds.inertia(), contestant.description());
    assertEquals(naive().inertia(), fit.inertia(), 0.25 * naive().inertia());
  }

  @Test
  void outcomesCompareMediansWithTheBestRival() {
    List<Series> all = new ArrayList<>();
    all.add(series(true, false, 3, 1, 2));
    all.add(series(false, true, 9, 7, 8));
    all.add(series(false, true, 6, 4));
    all.add(series(false, false, 1));
    List<Outcome> outcomes = Outcome.of(Task.FIT, ROWS, K, all);
    assertEquals(List.of(2.5, 0.625, 1.0), speedups(outcomes.subList(0, 3)));
    assertEquals(null, outcomes.get(3).speedup());
    assertEquals(2, outcomes.get(0).medianSeconds());
    assertEquals(5, outcomes.get(2).medianSeconds());
    assertEquals(1, outcomes.get(0).leastSeconds());
    assertEquals(3, outcomes.get(0).runs());
  }

  private static List<Double> speedups(List<Outcome> outcomes) {
    return outcomes.stream().map(Outcome::speedup).toList();
  }

  private static Series series(boolean ours, boolean rival, double... seconds) {
    Series series = new Series(new Entry("x", ours, rival, 1, 0, List.of(), Map.of()), "x");
    for (double each : seconds) {
      series.add(new Answer(each, 1, 1, "0", null, 0));
    }
    return series;
  }
}
