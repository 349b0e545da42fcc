package io.github.kmeans4j.bench.differential;

import java.util.Arrays;
import java.util.function.BooleanSupplier;
import java.util.function.IntPredicate;

/**
 * Which rows empty clusters move to: the row of the largest loss, then the lexicographically
 * smallest, the heaviest, the first; until k relocations in a row have found the inertia no lower
 * than it was at one before.
 */
final class RelocationRule {
  private final Problem problem;
  private double lowest = Double.POSITIVE_INFINITY;

  /**
   * How many relocations in a row were in vain, at least and at most: whether one was, is not
   * certain where two inertias are so near that the last bits of the library's decide.
   */
  private int leastVain;

  private int mostVain;

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
    int[] rows = candidates(labels, losses);
    for (int j = 0; j < rows.length; j++) {
      if (rows[j] >= 0) {
        int cluster = j;
        if (!takesPlace(inertia, () -> relocated.test(cluster))) {
          Arrays.fill(rows, -1);
        }
        break;
      }
    }
    return rows;
  }

  private boolean takesPlace(double inertia, BooleanSupplier relocated) {
    boolean near = Tolerance.agree(inertia, lowest, problem);
    boolean lower = !near && inertia < lowest;
    boolean must = lower || mostVain < problem.k();
    boolean may = must || near || leastVain < problem.k();
    if (!must && !(may && relocated.getAsBoolean())) {
      leastVain = problem.k();
      return false;
    }
    leastVain = lower || near ? 0 : leastVain + 1;
    mostVain = lower ? 0 : Math.min(mostVain + 1, problem.k());
    lowest = Math.min(lowest, inertia);
    return true;
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
