package io.github.kmeans4j.core.internal.agreement;

import io.github.kmeans4j.core.internal.measure.Partition;
import io.github.kmeans4j.internal.ExactSum;
import java.util.Map;
import java.util.TreeMap;

/**
 * The mean mutual information of random labelings with given group sizes; Vinh, Epps and Bailey
 * (2009), DOI 10.1145/1553374.1553511.
 */
public final class ExpectedInformation {
  private ExpectedInformation() {}

  /*
   * A cell of groups of sizes a and b holds m rows with the hypergeometric probability
   *   a! b! (n-a)! (n-b)! / (n! m! (a-m)! (b-m)! (n-a-b+m)!)
   * and adds m/n log(n m / (a b)) then. Log-factorials come from one table. Cells of equal sizes are
   * computed once: n rows have O(√n) different sizes, so even n groups on both sides cost O(n) cells.
   */
  public static double of(Partition first, Partition second) {
    int n = first.rows();
    if (first.count() == 1 || second.count() == 1) {
      return 0;
    }
    double[] logFactorial = logFactorials(n);
    Map<Integer, Integer> firstSizes = sizes(first);
    Map<Integer, Integer> secondSizes = sizes(second);
    ExactSum expected = new ExactSum();
    for (Map.Entry<Integer, Integer> a : firstSizes.entrySet()) {
      for (Map.Entry<Integer, Integer> b : secondSizes.entrySet()) {
        int smaller = Math.min(a.getKey(), b.getKey()); // first and second may change places
        int larger = Math.max(a.getKey(), b.getKey());
        double cells = (double) a.getValue() * b.getValue();
        add(expected, cells, smaller, larger, n, logFactorial);
      }
    }
    return expected.value();
  }

  private static void add(ExactSum sum, double cells, int a, int b, int n, double[] logFactorial) {
    double constant =
        logFactorial[a]
            + logFactorial[b]
            + logFactorial[n - a]
            + logFactorial[n - b]
            - logFactorial[n];
    int from = (int) Math.max(1, (long) a + b - n);
    for (int m = from; m <= Math.min(a, b); m++) {
      double logProbability =
          constant
              - logFactorial[m]
              - logFactorial[a - m]
              - logFactorial[b - m]
              - logFactorial[n - a - b + m];
      double information = (double) m / n * Math.log((double) n * m / ((double) a * b));
      sum.add(cells * information * Math.exp(logProbability));
    }
  }

  /** How many groups have which size. */
  private static Map<Integer, Integer> sizes(Partition partition) {
    Map<Integer, Integer> sizes = new TreeMap<>();
    for (int g = 0; g < partition.count(); g++) {
      sizes.merge(partition.size(g), 1, Integer::sum);
    }
    return sizes;
  }

  /** log(0!) to log(n!), by compensated summation: a million terms lose less than one last bit. */
  public static double[] logFactorials(int n) {
    double[] table = new double[n + 1];
    double sum = 0;
    double lost = 0;
    for (int i = 2; i <= n; i++) {
      double term = Math.log(i) - lost;
      double next = sum + term;
      lost = (next - sum) - term;
      sum = next;
      table[i] = sum;
    }
    return table;
  }
}
