package io.github.kmeans4j.bench.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.kmeans4j.Points;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Problems are of every style, and every storage holds the rows that the definition sees. */
class ProblemsTest {
  @Test
  void everyStorageHoldsTheRows() {
    Map<Layout, Integer> seen = new EnumMap<>(Layout.class);
    for (long seed = 0; seed < 300; seed++) {
      Problem problem = Problems.of(seed);
      for (Layout layout : Layout.holding(problem.rows)) {
        Points points = layout.points(problem.rows);
        for (int i = 0; i < problem.n(); i++) {
          for (int c = 0; c < problem.d(); c++) {
            assertEquals(problem.rows[i][c], points.get(i, c));
          }
        }
        seen.merge(layout, 1, Integer::sum);
      }
    }
    assertEquals(EnumSet.allOf(Layout.class), seen.keySet());
  }

  @Test
  void aSeedAlwaysGivesTheSameProblem() {
    for (long seed = 0; seed < 100; seed++) {
      Problem problem = Problems.of(seed);
      assertEquals(problem.summary(), Problems.of(seed).summary());
      assertEquals(problem.literals(), Problems.of(seed).literals());
    }
  }

  @Test
  void everyStyleIsDrawn() {
    Set<String> parts = new TreeSet<>();
    Set<Setup> setups = new HashSet<>();
    for (long seed = 0; seed < 1000; seed++) {
      Problem problem = Problems.of(seed);
      parts.addAll(List.of(problem.kind.split("/")));
      setups.add(problem.setup);
    }
    int styles = Values.values().length + Weighting.values().length + Start.values().length;
    assertEquals(styles, parts.size());
    assertEquals(
        EnumSet.allOf(Metric.class), EnumSet.copyOf(setups.stream().map(Setup::metric).toList()));
    assertEquals(
        EnumSet.allOf(Layout.class), EnumSet.copyOf(setups.stream().map(Setup::layout).toList()));
    assertEquals(
        Set.of(1, 2, 3, 4), Set.copyOf(setups.stream().map(Setup::threads).distinct().toList()));
  }

  @Test
  void literalsKeepEveryBit() {
    double[][] rows = {{0, -0.0, 1e100, -3, 0.1}};
    Setup setup = Problems.of(1).setup.with(Layout.DOUBLE_ROWS);
    Problem problem = new Problem(1, "", setup, rows, new double[] {0.5}, rows);
    assertEquals(
        "rows = {\n  {0, -0.0, 1.0E100, -3, 0.1}\n}\nweights = {0.5}\n"
            + "start = {\n  {0, -0.0, 1.0E100, -3, 0.1}\n}",
        problem.literals());
  }
}
