package io.github.kmeans4j.bench.differential;

import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * Which rows empty clusters move to: the row of the largest loss, then the lexicographically
 * smallest, the heaviest, the first; as long as each relocation finds the inertia lower than the
 * one before.
 */
final class RelocationRule {
  private final Problem problem;
  private double inertiaBefore = Double.POSITIVE_INFINITY;

  /** Whether an inertia was so near to the one before that the library may have given up. */
  private boolean unsure;

  private boolean givenUp;

  RelocationRule(Problem problem) {
    this.problem = problem;
  }

  /**
   * Chooses after a pass.
   *
   * @param inertia of the pass
   * @param labels of the pass
   * @param losses of the rows to the centroids of the pass
   * @param relocated tells whether the library relocated an empty cluster, asked in near-ties only
   * @return the row for each cluster, or −1
   */
  int[] choose(double inertia, int[] labels, double[] losses, IntPredicate relocated) {
    if (Tolerance.agree(inertia, inertiaBefore, problem)) {
      unsure = true;
    } else if (inertia > inertiaBefore) {
      givenUp = true;
    }
    int[] rows = candidates(labels, losses);
    for (int j = 0; j < rows.length && !givenUp; j++) {
      if (rows[j] >= 0) {
        givenUp = unsure && !relocated.test(j);
        unsure = false;
        inertiaBefore = givenUp ? inertiaBefore : inertia;
        break;
      }
    }
    if (givenUp) {
      Arrays.fill(rows, -1);
    }
    return rows;
  }

  private int[] candidates(int[] labels, double[] losses) {
    int[] heavy = new int[problem.k()];
    for (int i = 0; i < labels.length; i++) {
      heavy[labels[i]] += problem.weight(i) > 0 ? 1 : 0;
    }
    boolean[] empty = new boolean[heavy.length];
    for (int j = 0; j < heavy.length; j++) {
      empty[j] = heavy[j] == 0;
    }
    boolean[] taken = new boolean[labels.length];
    int[] rows = new int[heavy.length];
    for (int j = 0; j < heavy.length; j++) {
      rows[j] = -1;
      if (empty[j]) {
        for (int i = 0; i < labels.length; i++) {
          boolean possible =
              losses[i] > 0 && problem.weight(i) > 0 && heavy[labels[i]] > 1 && !taken[i];
          if (possible && (rows[j] < 0 || isBetter(i, rows[j], losses))) {
            rows[j] = i;
          }
        }
        if (rows[j] >= 0) {
          taken[rows[j]] = true;
          heavy[labels[rows[j]]]--;
        }
      }
    }
    return rows;
  }

  private boolean isBetter(int row, int than, double[] losses) {
    if (losses[row] != losses[than]) {
      return losses[row] > losses[than];
    }
    for (int c = 0; c < problem.d(); c++) {
      if (problem.rows[row][c] != problem.rows[than][c]) {
        return problem.rows[row][c] < problem.rows[than][c];
      }
    }
    return problem.weight(row) > problem.weight(than);
  }
}
