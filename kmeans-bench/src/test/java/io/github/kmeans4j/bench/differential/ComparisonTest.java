package io.github.kmeans4j.bench.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.kmeans4j.EmptyClusterPolicy;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A comparison finds what differs: here, that the library was given something else. */
class ComparisonTest {
  private static final double[][] ROWS = {{0}, {1}, {10}, {11}, {13}};
  private static final double[][] START = {{0}, {1}};
  private static final double[] WEIGHTS = {1, 2, 3, 4, 5};

  private static Problem problem(double[][] rows, double[] weights, double[][] start) {
    return new Problem(
        3,
        "",
        new Setup(Layout.DOUBLE_ROWS, Metric.EUCLIDEAN, EmptyClusterPolicy.KEEP, 50, 2),
        rows,
        weights,
        start);
  }

  private static Verdict compare(Problem problem, Problem given) {
    return Comparison.of(problem, LibraryFit.of(given, 1), true);
  }

  private static List<String> kinds(Problem problem, Problem given) {
    return compare(problem, given).mismatches().stream().map(Mismatch::kind).toList();
  }

  @Test
  void agreesWhereNothingDiffers() {
    Problem problem = problem(ROWS, null, START);
    assertEquals(new Verdict(false, 0, List.of()), compare(problem, problem));
  }

  @Test
  void findsOtherLabels() {
    Problem given = problem(ROWS, null, new double[][] {{0}, {10}});
    assertTrue(kinds(problem(ROWS, null, START), given).contains("labels"));
  }

  @Test
  void findsOtherMeansAndLosses() {
    Problem given = problem(ROWS, new double[] {1, 2, 3, 4, 5.0000001}, START);
    List<String> kinds = kinds(problem(ROWS, WEIGHTS, START), given);
    assertTrue(kinds.containsAll(List.of("history inertia", "updated centroids")), kinds::toString);
  }

  @Test
  void findsAnotherLastBit() {
    double[][] rows = {{0}, {Math.nextUp(1.0)}, {10}, {11}, {13}};
    double[][] start = {{0}, {11}};
    List<String> kinds = kinds(problem(ROWS, null, start), problem(rows, null, start));
    assertTrue(kinds.contains("updated centroids"), kinds::toString);
    assertTrue(!kinds.contains("history inertia"), kinds::toString);
  }

  @Test
  void findsAnotherNumberOfIterations() {
    Problem problem = problem(ROWS, null, START);
    Problem given = problem.with(problem.setup.withMaxIterations(1));
    assertTrue(kinds(problem, given).contains("iterations"));
  }

  @Test
  void findsRefusalsWithoutNeed() {
    Problem given = problem(ROWS, new double[] {1, 2, 3, 4, -5}, START);
    assertEquals(List.of("refused without need"), kinds(problem(ROWS, WEIGHTS, START), given));
  }

  @Test
  void acceptsRefusalsOfWhatOverflows() {
    Problem problem = problem(new double[][] {{0}, {1e200}}, null, new double[][] {{0}});
    assertEquals(new Verdict(true, 0, List.of()), compare(problem, problem));
  }

  @Test
  void findsExceptions() {
    Problem problem = problem(ROWS, null, new double[][] {{0}, {5000}});
    Problem given = problem.with(problem.setup.with(EmptyClusterPolicy.FAIL));
    assertEquals(List.of("exception"), kinds(problem, given));
  }

  @Test
  void findsAnswersThatDependOnTheOrder() {
    Problem problem = problem(ROWS, null, START);
    Problem other = problem(new double[][] {{0}, {1}, {10}, {11}, {12}}, null, START);
    LibraryFit fit = LibraryFit.of(other, 1);
    assertEquals(
        "permuted: history inertia", new Permutation(problem, fit).check().orElseThrow().kind());
    assertTrue(new Permutation(other, fit).check().isEmpty());
  }

  @Test
  void findsAnswersThatDependOnTheStorage() {
    double[][] rows = {{0}, {1}, {10}, {11}, {14}};
    for (long seed = 0; seed < 40; seed++) {
      Problem problem = problem(ROWS, null, START);
      SeededFit fit =
          new SeededFit(new Problem(seed, problem.kind, problem.setup, ROWS, null, problem.start));
      assertEquals(Optional.empty(), fit.check());
      assertTrue(fit.check(problem(rows, null, START)).isPresent());
    }
  }
}
