package io.github.kmeans4j.bench.differential;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What is fitted: rows, weights, initial centroids and options. Its arrays are never changed. */
final class Problem {
  final long seed;

  /** The styles of values, weights and start, for the reader only. */
  final String kind;

  final Setup setup;

  /** n × d. */
  final double[][] rows;

  /** One a row, or null. */
  final double @Nullable [] weights;

  /** Initial centroids, k × d. */
  final double[][] start;

  Problem(
      long seed,
      String kind,
      Setup setup,
      double[][] rows,
      double @Nullable [] weights,
      double[][] start) {
    this.seed = seed;
    this.kind = kind;
    this.setup = setup;
    this.rows = rows;
    this.weights = weights;
    this.start = start;
  }

  int n() {
    return rows.length;
  }

  int d() {
    return rows[0].length;
  }

  int k() {
    return start.length;
  }

  double weight(int row) {
    return weights == null ? 1 : weights[row];
  }

  Problem with(Setup other) {
    return new Problem(seed, kind, other, rows, weights, start);
  }

  /** The same with other data; the storage is changed if it cannot hold them. */
  Problem with(double[][] otherRows, double @Nullable [] otherWeights, double[][] otherStart) {
    Setup fitting =
        Layout.holding(otherRows).contains(setup.layout()) ? setup : setup.with(Layout.DOUBLE_ROWS);
    return new Problem(seed, kind, fitting, otherRows, otherWeights, otherStart);
  }

  /** Row i of the answer is row {@code order[i]} here. */
  Problem reordered(int[] order) {
    double[][] moved = new double[order.length][];
    double[] movedWeights = new double[order.length];
    for (int i = 0; i < order.length; i++) {
      moved[i] = rows[order[i]];
      movedWeights[i] = weight(order[i]);
    }
    return with(moved, weights == null ? null : movedWeights, start);
  }

  /** In one line. */
  String summary() {
    return String.format(
        "seed %d: %s, %s, %s, %d × %d, k = %d, %s, at most %d iterations, %d threads",
        seed,
        kind,
        setup.metric(),
        setup.layout(),
        n(),
        d(),
        k(),
        setup.policy(),
        setup.maxIterations(),
        setup.threads());
  }

  /** The data as Java would write them. */
  String literals() {
    return "rows = "
        + literal(rows)
        + "\nweights = "
        + (weights == null ? "null" : literal(weights))
        + "\nstart = "
        + literal(start);
  }

  private static String literal(double[][] rows) {
    return Arrays.stream(rows)
        .map(row -> "  " + literal(row))
        .collect(Collectors.joining(",\n", "{\n", "\n}"));
  }

  private static String literal(double[] values) {
    return IntStream.range(0, values.length)
        .mapToObj(i -> literal(values[i]))
        .collect(Collectors.joining(", ", "{", "}"));
  }

  private static String literal(double value) {
    boolean isWhole = value == (long) value && Math.abs(value) < 1e15 && 1 / value > -1e300;
    return isWhole ? Long.toString((long) value) : Double.toString(value);
  }
}
