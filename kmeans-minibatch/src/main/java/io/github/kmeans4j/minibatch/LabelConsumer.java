package io.github.kmeans4j.minibatch;

/**
 * Receives the labels of a fit over a source of blocks, in the order of the rows, on the thread
 * that called {@code fit}. An exception that it throws ends the fit and reaches its caller.
 *
 * <pre>{@code
 * long[] sizes = new long[10];
 * LabelConsumer counting = (firstRow, labels) -> {
 *   for (int label : labels) {
 *     sizes[label]++;
 *   }
 * };
 * Clustering c = new SourceKMeans(10).fit(source, counting);
 * }</pre>
 */
@FunctionalInterface
public interface LabelConsumer {

  /**
   * Receives the labels of consecutive rows.
   *
   * @param firstRow index of the first of these rows in the source; what came before ended there
   * @param labels one label in 0..k-1 a row; belongs to the consumer from now on
   */
  void accept(long firstRow, int[] labels);
}
