package io.github.kmeans4j.bench.differential;

import io.github.kmeans4j.EmptyClusterPolicy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Makes a problem smaller and its numbers rounder, as long as it still goes wrong alike. */
final class Shrinker {
  /** Decimal places after which numbers are cut; the fewest come first. */
  private static final int MOST_DIGITS = 6;

  private Problem smallest;
  private final Predicate<Problem> fails;
  private int attempts;

  private Shrinker(Problem problem, Predicate<Problem> fails, int attempts) {
    this.smallest = problem;
    this.fails = fails;
    this.attempts = attempts;
  }

  /**
   * Shrinks.
   *
   * @param problem one that fails
   * @param fails whether another one fails alike
   * @param attempts how often that is asked at most
   * @return the smallest that was found
   */
  static Problem shrink(Problem problem, Predicate<Problem> fails, int attempts) {
    Shrinker shrinker = new Shrinker(problem, fails, attempts);
    boolean again = true;
    while (again) {
      again = shrinker.pass();
    }
    return shrinker.smallest;
  }

  private boolean pass() {
    boolean smaller = false;
    for (int part = smallest.n() / 2; part > 0; part /= 2) {
      int size = part;
      smaller |= dropAll(() -> smallest.n(), size, (from, to) -> withoutRows(from, to));
    }
    for (int part = Math.max(1, smallest.d() / 2); part > 0; part /= 2) {
      int size = part;
      smaller |= dropAll(() -> smallest.d(), size, (from, to) -> withoutColumns(from, to));
    }
    smaller |= dropAll(() -> smallest.k(), 1, (from, to) -> withoutCentroids(from, to));
    smaller |= simplifySetup();
    smaller |= simplifyNumbers();
    return smaller;
  }

  @FunctionalInterface
  private interface Drop {
    Problem without(int from, int to);
  }

  private boolean dropAll(Supplier<Integer> count, int size, Drop drop) {
    boolean dropped = false;
    for (int from = 0; from < count.get() && count.get() > 1; ) {
      int to = Math.min(count.get(), from + size);
      boolean some = to - from < count.get() && attempt(drop.without(from, to));
      dropped |= some;
      from = some ? from : to;
    }
    return dropped;
  }

  private boolean attempt(Problem problem) {
    if (problem.k() > problem.n() || attempts <= 0) {
      return false;
    }
    attempts--;
    if (problem.weights != null && Arrays.stream(problem.weights).allMatch(w -> w == 0)) {
      return false;
    }
    if (fails.test(problem)) {
      smallest = problem;
      return true;
    }
    return false;
  }

  private static int[] kept(int count, int from, int to) {
    return IntStream.range(0, count).filter(i -> i < from || i >= to).toArray();
  }

  private Problem withoutRows(int from, int to) {
    return smallest.reordered(kept(smallest.n(), from, to));
  }

  private Problem withoutColumns(int from, int to) {
    int[] kept = kept(smallest.d(), from, to);
    return smallest.with(
        columns(smallest.rows, kept), smallest.weights, columns(smallest.start, kept));
  }

  private static double[][] columns(double[][] rows, int[] kept) {
    double[][] all = new double[rows.length][];
    Arrays.setAll(all, i -> Arrays.stream(kept).mapToDouble(c -> rows[i][c]).toArray());
    return all;
  }

  private Problem withoutCentroids(int from, int to) {
    double[][] start = smallest.start;
    return smallest.with(
        smallest.rows,
        smallest.weights,
        Arrays.stream(kept(start.length, from, to))
            .mapToObj(j -> start[j])
            .toArray(double[][]::new));
  }

  private boolean simplifySetup() {
    Setup setup = smallest.setup;
    boolean simpler = setup.threads() > 1 && attempt(smallest.with(setup.withThreads(1)));
    simpler |=
        smallest.setup.layout() != Layout.DOUBLE_ROWS
            && attempt(smallest.with(smallest.setup.with(Layout.DOUBLE_ROWS)));
    simpler |=
        smallest.setup.policy() != EmptyClusterPolicy.KEEP
            && attempt(smallest.with(smallest.setup.with(EmptyClusterPolicy.KEEP)));
    for (int most : new int[] {1, 2, 3, 5, 10, 20}) {
      if (most < smallest.setup.maxIterations()) {
        simpler |= attempt(smallest.with(smallest.setup.withMaxIterations(most)));
      }
    }
    simpler |=
        smallest.weights != null && attempt(smallest.with(smallest.rows, null, smallest.start));
    return simpler;
  }

  private boolean simplifyNumbers() {
    boolean simpler = false;
    for (int i = 0; i < smallest.n() && attempts > 0; i++) {
      for (int c = 0; c < smallest.d(); c++) {
        int row = i;
        int column = c;
        simpler |=
            simplify(
                smallest.rows[i][c],
                value ->
                    smallest.with(
                        changed(smallest.rows, row, column, value),
                        smallest.weights,
                        smallest.start));
      }
      simpler |= simplifyWeight(i);
    }
    for (int j = 0; j < smallest.k() && attempts > 0; j++) {
      for (int c = 0; c < smallest.d(); c++) {
        int row = j;
        int column = c;
        simpler |=
            simplify(
                smallest.start[j][c],
                value ->
                    smallest.with(
                        smallest.rows,
                        smallest.weights,
                        changed(smallest.start, row, column, value)));
      }
    }
    return simpler;
  }

  private boolean simplifyWeight(int row) {
    double[] weights = smallest.weights;
    return weights != null
        && simplify(
            weights[row],
            value -> {
              double[] changed = weights.clone();
              changed[row] = value;
              return smallest.with(smallest.rows, changed, smallest.start);
            });
  }

  @FunctionalInterface
  private interface Change {
    Problem to(double value);
  }

  private boolean simplify(double value, Change change) {
    return simpler(value).anyMatch(other -> attempt(change.to(other)));
  }

  /** Simpler numbers, the simplest first. */
  private static Stream<Double> simpler(double value) {
    List<Double> simpler = new ArrayList<>(List.of(0.0, 1.0));
    for (int digits = 0; digits <= MOST_DIGITS; digits++) {
      simpler.add(Double.parseDouble(String.format(Locale.ROOT, "%." + digits + "e", value)));
    }
    int end = simpler.size();
    for (int i = 0; i < simpler.size(); i++) {
      // −0 and 0 are two numbers here.
      if (simpler.get(i).equals(value)) {
        end = i;
        break;
      }
    }
    return simpler.subList(0, end).stream();
  }

  private static double[][] changed(double[][] rows, int row, int column, double value) {
    double[][] all = rows.clone();
    all[row] = rows[row].clone();
    all[row][column] = value;
    return all;
  }
}
