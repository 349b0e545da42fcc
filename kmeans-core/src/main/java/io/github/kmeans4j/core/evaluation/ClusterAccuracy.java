package io.github.kmeans4j.core.evaluation;

import io.github.kmeans4j.core.internal.agreement.Hungarian;
import io.github.kmeans4j.core.internal.lloyd.FitOptions;
import io.github.kmeans4j.core.internal.measure.Partition;
import java.util.Arrays;
import java.util.Objects;

/**
 * From clusters to classes: a class for each cluster, and the share of rows that are right then.
 *
 * <p>Two mappings are offered. {@link #majorityLabels majorityLabels} lets each cluster stand for
 * its most common class; several clusters may stand for one class, so it suits k above the number
 * of classes, and its accuracy on the rows that made it (the {@link ExternalMeasures#purity
 * purity}) rises with k. {@link #optimalLabels optimalLabels} pairs clusters with classes one to
 * one such that the most rows are right.
 *
 * <pre>{@code
 * int[] classOf = ClusterAccuracy.majorityLabels(clustering.labels(), trainClasses, k);
 * int[] predicted = ClusterAccuracy.apply(classOf, clustering.predict(test));
 * double accuracy = ClusterAccuracy.accuracy(predicted, testClasses);
 * }</pre>
 *
 * <p>All methods are pure and thread-safe.
 */
public final class ClusterAccuracy {
  /** The class of a cluster that stands for none, and what is predicted for its rows: -1. */
  public static final int NO_CLASS = -1;

  /** An array of this length is asked for by mistake, as no fit has so many clusters. */
  private static final int MOST_CLUSTERS = 100_000_000;

  private ClusterAccuracy() {}

  /**
   * Finds the most common class of each cluster.
   *
   * @param labels the cluster of each of n rows, in 0..k-1
   * @param truth the class of each of the n rows, at least 0
   * @param k number of clusters, at least 1 and at most 10⁸
   * @return k classes; the lowest one on ties, {@link #NO_CLASS} for a cluster without rows
   * @throws IllegalArgumentException if k is below 1 or above 10⁸, the arrays are empty or differ
   *     in length, or a label is outside 0..k-1 or a class negative; the message names the row
   */
  public static int[] majorityLabels(int[] labels, int[] truth, int k) {
    FitOptions.between("k", 1, MOST_CLUSTERS, k);
    checkLabels(labels, k);
    Contingency table = Contingency.of(labels, "labels", truth);
    int[] mapping = new int[k];
    Arrays.fill(mapping, NO_CLASS);
    for (int cell : table.majorityCells()) {
      mapping[table.clusters().value(table.cluster(cell))] =
          table.classes().value(table.clazz(cell));
    }
    return mapping;
  }

  /**
   * Replaces each cluster by its class.
   *
   * @param mapping the class of each of the k clusters, such as {@link #majorityLabels} returns
   * @param labels the cluster of each of n rows, in 0..k-1
   * @return the class of each of the n rows
   * @throws IllegalArgumentException if a label is outside 0..k-1; the message names the row
   */
  public static int[] apply(int[] mapping, int[] labels) {
    Objects.requireNonNull(mapping, "mapping");
    FitOptions.atLeast("mapping.length", 1, mapping.length);
    checkLabels(labels, mapping.length);
    int[] predicted = new int[labels.length];
    for (int i = 0; i < labels.length; i++) {
      predicted[i] = mapping[labels[i]];
    }
    return predicted;
  }

  /**
   * Returns the share of rows whose class is right.
   *
   * @param predicted the predicted class of each of n rows; {@link #NO_CLASS} is never right
   * @param truth the class of each of the n rows, at least 0
   * @return right rows / n, in 0..1
   * @throws IllegalArgumentException if the arrays are empty or differ in length, a class is
   *     negative or a prediction below -1; the message names the row
   */
  public static double accuracy(int[] predicted, int[] truth) {
    Objects.requireNonNull(predicted, "predicted");
    Objects.requireNonNull(truth, "truth");
    Partition.checkSameLength(predicted, "predicted", truth.length, "truth");
    Partition.checkNotNegative(predicted, "predicted", NO_CLASS);
    Partition.checkNotNegative(truth, "truth", 0);
    int right = 0;
    for (int i = 0; i < truth.length; i++) {
      if (predicted[i] == truth[i]) {
        right++;
      }
    }
    return (double) right / truth.length;
  }

  /**
   * Pairs clusters with classes one to one such that the most rows are right: an assignment
   * problem, solved exactly by the Hungarian method in the form of shortest augmenting paths, in
   * time O(s³) and memory O(s²), for s = the larger of the numbers of clusters with rows and of
   * classes.
   *
   * <p>Kuhn (1955), "The Hungarian method for the assignment problem", Naval Research Logistics
   * Quarterly 2, DOI 10.1002/nav.3800020109; Jonker and Volgenant (1987), "A shortest augmenting
   * path algorithm for dense and sparse linear assignment problems", Computing 38, DOI
   * 10.1007/BF02278710.
   *
   * @param labels the cluster of each of n rows, in 0..k-1
   * @param truth the class of each of the n rows, at least 0
   * @param k number of clusters, at least 1 and at most 10⁸
   * @return k classes, no class twice; {@link #NO_CLASS} for a cluster left over when there are
   *     more clusters with rows than classes, and for a cluster whose partner it shares no row with
   * @throws IllegalArgumentException as {@link #majorityLabels}
   */
  public static int[] optimalLabels(int[] labels, int[] truth, int k) {
    FitOptions.between("k", 1, MOST_CLUSTERS, k);
    checkLabels(labels, k);
    Contingency table = Contingency.of(labels, "labels", truth);
    int[] mapping = new int[k];
    Arrays.fill(mapping, NO_CLASS);
    int[][] counts = new int[table.clusters().count()][table.classes().count()];
    for (int cell = 0; cell < table.cells(); cell++) {
      counts[table.cluster(cell)][table.clazz(cell)] = table.count(cell);
    }
    int[] partners = Hungarian.maximize(counts);
    for (int c = 0; c < partners.length; c++) {
      if (partners[c] >= 0 && counts[c][partners[c]] > 0) {
        mapping[table.clusters().value(c)] = table.classes().value(partners[c]);
      }
    }
    return mapping;
  }

  /**
   * Returns the accuracy of the best one-to-one pairing of clusters and classes; the "unsupervised
   * clustering accuracy" of the literature.
   *
   * @param labels the cluster of each of n rows, at least 0
   * @param truth the class of each of the n rows, at least 0
   * @return right rows / n, in 0..1
   * @throws IllegalArgumentException if the arrays are empty or differ in length or a value is
   *     negative; the message names the row
   */
  public static double optimalAccuracy(int[] labels, int[] truth) {
    Objects.requireNonNull(truth, "truth");
    Partition.checkSameLength(labels, "labels", truth.length, "truth");
    Partition clusters = Partition.of(labels, "labels");
    int[] codes = new int[labels.length];
    Arrays.setAll(codes, clusters::code);
    int[] mapping = optimalLabels(codes, truth, clusters.count());
    return accuracy(apply(mapping, codes), truth);
  }

  private static void checkLabels(int[] labels, int k) {
    Objects.requireNonNull(labels, "labels");
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] < 0 || labels[i] >= k) {
        throw new IllegalArgumentException(
            "labels must be in 0.." + (k - 1) + ", but row " + i + " has " + labels[i]);
      }
    }
  }
}
