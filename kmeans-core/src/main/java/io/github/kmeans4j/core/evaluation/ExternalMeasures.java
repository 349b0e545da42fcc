package io.github.kmeans4j.core.evaluation;

import io.github.kmeans4j.core.internal.agreement.ExpectedInformation;
import io.github.kmeans4j.core.internal.measure.Partition;
import io.github.kmeans4j.internal.ExactRounding;
import io.github.kmeans4j.internal.ExactSum;
import java.math.BigInteger;
import java.util.Objects;

/**
 * How well a clustering agrees with known classes, whatever the clusters are called.
 *
 * <pre>{@code
 * double agreement = ExternalMeasures.adjustedRandIndex(clusters.labels(), classes);   // 1: the same
 * double information = ExternalMeasures.normalizedMutualInformation(clusters.labels(), classes);
 * }</pre>
 *
 * <p>Every measure takes the cluster and the class of each of n rows, any numbers from 0, and
 * throws an {@link IllegalArgumentException} if the arrays are empty or differ in length or hold a
 * negative number (the message names the row). Sums are exact: neither the names of clusters and
 * classes nor the order of the rows changes a bit of any result. Logarithms are natural. At corners
 * the conventions are those of scikit-learn. Time is O(n log n) unless said otherwise, memory O(n).
 * All methods are pure and thread-safe.
 */
public final class ExternalMeasures {
  /** What mutual information may differ from 0 by rounding alone. */
  private static final double EPSILON = Math.ulp(1.0);

  /** A mean of the two entropies, by which mutual information is normalized. */
  public enum EntropyMean {
    /** The smaller one. */
    MIN,
    /** The square root of the product. */
    GEOMETRIC,
    /** Half the sum. */
    ARITHMETIC,
    /** The larger one. */
    MAX;

    double of(double a, double b) {
      return switch (this) {
        case MIN -> Math.min(a, b);
        case GEOMETRIC -> Math.sqrt(a * b);
        case ARITHMETIC -> (a + b) / 2;
        case MAX -> Math.max(a, b);
      };
    }
  }

  private ExternalMeasures() {}

  /**
   * Returns the share of rows that belong to the most common class of their cluster.
   *
   * <p>Zhao and Karypis (2004), "Empirical and theoretical comparisons of selected criterion
   * functions for document clustering", Machine Learning 55, DOI
   * 10.1023/B:MACH.0000027785.44527.d6.
   *
   * @param labels the cluster of each row
   * @param truth the class of each row
   * @return in (0, 1]; rises with the number of clusters
   */
  public static double purity(int[] labels, int[] truth) {
    Contingency table = Contingency.of(labels, "labels", truth);
    int right = 0;
    for (int cell : table.majorityCells()) {
      right += table.count(cell);
    }
    return (double) right / table.rows();
  }

  /**
   * Returns the Rand index adjusted for chance: the share of pairs of rows on which the two agree,
   * shifted and scaled so that random labels of the same sizes score 0 in the mean.
   *
   * <p>Hubert and Arabie (1985), "Comparing partitions", Journal of Classification 2, DOI
   * 10.1007/BF01908075.
   *
   * @param labels the cluster of each row
   * @param truth the class of each row
   * @return in [-0.5, 1]; 1 for equal partitions, symmetric in its arguments
   */
  public static double adjustedRandIndex(int[] labels, int[] truth) {
    Contingency table = Contingency.of(labels, "labels", truth);
    if (table.isSamePartition()) {
      return 1;
    }
    // ordered pairs in whole numbers: n² < 2⁶² never overflows
    long n = table.rows();
    long together = -n;
    for (int cell = 0; cell < table.cells(); cell++) {
      together += (long) table.count(cell) * table.count(cell);
    }
    long inClusters = pairs(table.clusters());
    long inClasses = pairs(table.classes());
    // (together - expected) / (mean - expected), where expected is a quotient by all pairs
    BigInteger all = BigInteger.valueOf(n * (n - 1));
    BigInteger expected =
        BigInteger.valueOf(inClusters).multiply(BigInteger.valueOf(inClasses)).shiftLeft(1);
    BigInteger above = all.multiply(BigInteger.valueOf(together)).shiftLeft(1).subtract(expected);
    BigInteger most =
        all.multiply(BigInteger.valueOf(inClusters).add(BigInteger.valueOf(inClasses)))
            .subtract(expected);
    return ExactRounding.quotient(above, 0, most, 0);
  }

  /**
   * Returns the normalized mutual information with the arithmetic mean of the entropies; the same
   * as {@link #vMeasure(int[], int[]) the V-measure}.
   *
   * @param labels the cluster of each row
   * @param truth the class of each row
   * @return in [0, 1]; 1 for equal partitions, symmetric in its arguments
   */
  public static double normalizedMutualInformation(int[] labels, int[] truth) {
    return normalizedMutualInformation(labels, truth, EntropyMean.ARITHMETIC);
  }

  /**
   * Returns the mutual information divided by a mean of the entropies. Not adjusted for chance:
   * many small clusters score above 0 also when they are random.
   *
   * <p>Strehl and Ghosh (2002), "Cluster ensembles", Journal of Machine Learning Research 3; Vinh,
   * Epps and Bailey (2010) for the other means, see {@link #adjustedMutualInformation(int[],
   * int[])}.
   *
   * @param labels the cluster of each row
   * @param truth the class of each row
   * @param mean the mean
   * @return in [0, 1]; 1 for equal partitions, 0 if the mutual information is 0
   */
  public static double normalizedMutualInformation(int[] labels, int[] truth, EntropyMean mean) {
    Objects.requireNonNull(mean, "mean");
    Contingency table = Contingency.of(labels, "labels", truth);
    if (table.isSamePartition()) {
      return 1;
    }
    double information = mutualInformation(table);
    if (information == 0) {
      return 0;
    }
    double scale = mean.of(entropy(table.clusters()), entropy(table.classes()));
    return Math.min(1, information / scale);
  }

  /**
   * Returns the adjusted mutual information with the arithmetic mean of the entropies.
   *
   * <p>Vinh, Epps and Bailey (2010), "Information theoretic measures for clusterings comparison",
   * Journal of Machine Learning Research 11; Vinh et al. (2009), DOI 10.1145/1553374.1553511.
   *
   * @param labels the cluster of each row
   * @param truth the class of each row
   * @return at most 1, about 0 in the mean for random labels; 1 for equal partitions
   */
  public static double adjustedMutualInformation(int[] labels, int[] truth) {
    return adjustedMutualInformation(labels, truth, EntropyMean.ARITHMETIC);
  }

  /**
   * Returns the mutual information, less that of random labels of the same sizes in the mean,
   * divided by what the mean of the entropies leaves above that. The expectation is exact, over the
   * hypergeometric distribution of each cell, in time O(n · min(number of clusters, of classes)).
   * If every row is a cluster or a class of its own, any labels of those sizes have the same mutual
   * information, so the result is 0, or 1 for equal partitions.
   *
   * @param labels the cluster of each row
   * @param truth the class of each row
   * @param mean the mean
   * @return at most 1, about 0 in the mean for random labels; 1 for equal partitions
   */
  public static double adjustedMutualInformation(int[] labels, int[] truth, EntropyMean mean) {
    Objects.requireNonNull(mean, "mean");
    Contingency table = Contingency.of(labels, "labels", truth);
    if (table.isSamePartition()) {
      return 1;
    }
    if (isSingletons(table.clusters()) || isSingletons(table.classes())) {
      return 0;
    }
    double expected = ExpectedInformation.of(table.clusters(), table.classes());
    double above = mean.of(entropy(table.clusters()), entropy(table.classes())) - expected;
    // kept away from 0 without a change of sign, as scikit-learn does
    double scale = above < 0 ? Math.min(above, -EPSILON) : Math.max(above, EPSILON);
    return Math.min(1, (mutualInformation(table) - expected) / scale);
  }

  /**
   * Returns how far each cluster holds one class only: mutual information / entropy of the classes.
   *
   * <p>Rosenberg and Hirschberg (2007), "V-measure: a conditional entropy-based external cluster
   * evaluation measure", EMNLP-CoNLL 2007, ACL anthology D07-1043.
   *
   * @param labels the cluster of each row
   * @param truth the class of each row
   * @return in [0, 1]; 1 if no cluster has rows of two classes
   */
  public static double homogeneity(int[] labels, int[] truth) {
    Contingency table = Contingency.of(labels, "labels", truth);
    if (table.cells() == table.clusters().count()) {
      return 1;
    }
    return Math.min(1, mutualInformation(table) / entropy(table.classes()));
  }

  /**
   * Returns how far each class lies in one cluster only: mutual information / entropy of the
   * clusters. The source is that of {@link #homogeneity}.
   *
   * @param labels the cluster of each row
   * @param truth the class of each row
   * @return in [0, 1]; 1 if no class has rows in two clusters
   */
  public static double completeness(int[] labels, int[] truth) {
    Contingency table = Contingency.of(labels, "labels", truth);
    if (table.cells() == table.classes().count()) {
      return 1;
    }
    return Math.min(1, mutualInformation(table) / entropy(table.clusters()));
  }

  /**
   * Returns the harmonic mean of homogeneity and completeness.
   *
   * @param labels the cluster of each row
   * @param truth the class of each row
   * @return in [0, 1]; 1 for equal partitions
   */
  public static double vMeasure(int[] labels, int[] truth) {
    return vMeasure(labels, truth, 1);
  }

  /**
   * Returns the weighted harmonic mean of homogeneity h and completeness c: (1 + β) h c / (β h +
   * c). The source is that of {@link #homogeneity}.
   *
   * @param labels the cluster of each row
   * @param truth the class of each row
   * @param beta weight β of completeness, finite and at least 0
   * @return in [0, 1]; 0 if both are 0
   */
  public static double vMeasure(int[] labels, int[] truth, double beta) {
    if (!(beta >= 0 && beta < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("beta must be finite and at least 0, but is " + beta);
    }
    double h = homogeneity(labels, truth);
    double c = completeness(labels, truth);
    double scale = beta * h + c;
    return scale == 0 ? 0 : Math.min(1, (1 + beta) * h * c / scale);
  }

  private static boolean isSingletons(Partition partition) {
    return partition.count() == partition.rows();
  }

  /** Ordered pairs of different rows in one group. */
  private static long pairs(Partition partition) {
    long pairs = 0;
    for (int g = 0; g < partition.count(); g++) {
      pairs += (long) partition.size(g) * (partition.size(g) - 1);
    }
    return pairs;
  }

  static double entropy(Partition partition) {
    double n = partition.rows();
    ExactSum entropy = new ExactSum();
    for (int g = 0; g < partition.count(); g++) {
      double p = partition.size(g) / n;
      entropy.subtract(p * Math.log(p));
    }
    return Math.max(0, entropy.value());
  }

  /** Σ p log(p / (p₁ p₂)); exactly 0 if one of the two is a single group. */
  static double mutualInformation(Contingency table) {
    if (table.clusters().count() == 1 || table.classes().count() == 1) {
      return 0;
    }
    double n = table.rows();
    ExactSum sum = new ExactSum();
    for (int cell = 0; cell < table.cells(); cell++) {
      double count = table.count(cell);
      double a = table.clusters().size(table.cluster(cell));
      double b = table.classes().size(table.clazz(cell));
      sum.add(count / n * Math.log(count * n / (a * b)));
    }
    double information = sum.value();
    return information < EPSILON ? 0 : information;
  }
}
