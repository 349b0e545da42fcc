package io.github.kmeans4j.bench.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.kmeans4j.EmptyClusterPolicy;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Problems shrink to what makes them fail. */
class ShrinkerTest {
  private static boolean isMarked(double[][] rows) {
    return Arrays.stream(rows).flatMapToDouble(Arrays::stream).anyMatch(v -> (int) v == 123);
  }

  @Test
  void onlyWhatMattersIsLeft() {
    Problem problem = Problems.of(12345);
    double[][] rows = problem.rows.clone();
    int last = rows.length - 1;
    rows[last] = rows[last].clone();
    rows[last][0] = 123.456789;
    Problem marked = problem.with(rows, problem.weights, problem.start);
    Problem small = Shrinker.shrink(marked, p -> isMarked(p.rows), 10_000);
    assertEquals(1, small.n());
    assertEquals(1, small.d());
    assertEquals(1, small.k());
    assertEquals(123, small.rows[0][0]);
    assertEquals(0, small.start[0][0]);
    assertNull(small.weights);
    assertEquals(
        new Setup(Layout.DOUBLE_ROWS, problem.setup.metric(), EmptyClusterPolicy.KEEP, 1, 1),
        small.setup);
  }

  @Test
  void attemptsAreLimited() {
    int[] asked = new int[1];
    Problem problem = Problems.of(12345);
    Problem small =
        Shrinker.shrink(
            problem,
            p -> {
              asked[0]++;
              return p.n() > 1;
            },
            10);
    assertTrue(asked[0] <= 10);
    assertTrue(small.n() < problem.n());
  }
}
