package io.github.kmeans4j.mnist.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Every figure of the walk-through: what the page shows and the files beside it hold. Inertias are
 * sums of squared Euclidean distances, in squared gray levels for images; shares are in 0..1.
 *
 * @param run what was asked for, and the machine
 * @param data the images
 * @param blobs the two blobs
 * @param fullBatch the full-batch fit
 * @param miniBatch a mini-batch fit for each K, ascending
 * @param choice which K is best by which rule
 * @param best the mini-batch fit of the lowest inertia, on the test images
 */
public record Figures(
    Run run, Data data, Blobs blobs, Fit fullBatch, List<Fit> miniBatch, Choice choice, Best best) {

  /**
   * The options of the run and the machine.
   *
   * @param seed of all random numbers
   * @param threads of each fit
   * @param ks numbers of clusters, ascending
   * @param quick whether only a part of the images was used
   * @param java version of Java
   * @param system operating system and architecture
   * @param processors that Java sees
   */
  public record Run(
      long seed,
      int threads,
      List<Integer> ks,
      boolean quick,
      String java,
      String system,
      int processors) {}

  /**
   * The images.
   *
   * @param name in short, as {@code MNIST}
   * @param description what they are and where they came from
   * @param origin where they were found
   * @param trainRows number of training images
   * @param testRows number of test images
   * @param height pixels
   * @param width pixels
   * @param columns pixels an image
   */
  public record Data(
      String name,
      String description,
      String origin,
      int trainRows,
      int testRows,
      int height,
      int width,
      int columns) {}

  /**
   * The fit of the two blobs.
   *
   * @param rows number of points
   * @param distanceOfMeans Euclidean distance between (1, 1) and (5, 5)
   * @param distanceOfInitialCentroids Euclidean distance between the two initial centroids
   * @param iterations assignment passes, the last one that changed nothing included
   * @param inertia at the end
   * @param stopReason why it ended
   * @param accuracy share of the points in the cluster of their category
   * @param steps the iterations, in order
   */
  public record Blobs(
      int rows,
      double distanceOfMeans,
      double distanceOfInitialCentroids,
      int iterations,
      double inertia,
      String stopReason,
      double accuracy,
      List<BlobStep> steps) {}

  /**
   * An iteration on the two blobs.
   *
   * @param iteration number, from 1
   * @param rowsMoved points that changed their cluster
   * @param inertia of the assignment
   * @param centroidShift largest move of a centroid in the update
   * @param sizes points of each cluster
   * @param centroids that the points were assigned to, 2 × 2
   * @param updatedCentroids after the update, 2 × 2
   */
  public record BlobStep(
      int iteration,
      int rowsMoved,
      double inertia,
      double centroidShift,
      List<Integer> sizes,
      List<List<Double>> centroids,
      List<List<Double>> updatedCentroids) {}

  /**
   * A fit of the training images.
   *
   * @param algorithm {@code full batch} or {@code mini-batch}
   * @param k number of clusters
   * @param seconds that the fit took
   * @param iterations assignment passes, or batches
   * @param stopReason why it ended
   * @param trainInertia of the training images
   * @param testInertia of the test images against the same centroids
   * @param silhouette mean silhouette of a sample of the training images, if it was computed
   * @param trainAccuracy share of the training images whose digit is the majority of their cluster
   * @param testAccuracy the same of the test images, by the majorities of the training images
   * @param sizes training images of each cluster
   * @param majorityDigits most frequent digit of each cluster, −1 for an empty one
   */
  public record Fit(
      String algorithm,
      int k,
      double seconds,
      int iterations,
      String stopReason,
      double trainInertia,
      double testInertia,
      @Nullable Double silhouette,
      double trainAccuracy,
      double testAccuracy,
      List<Integer> sizes,
      List<Integer> majorityDigits) {}

  /**
   * The best K by three rules.
   *
   * @param byInertia of the lowest train inertia
   * @param byElbow of the elbow of the train inertia, if there is one
   * @param bySilhouette of the largest silhouette, if there is one
   */
  public record Choice(int byInertia, @Nullable Integer byElbow, @Nullable Integer bySilhouette) {}

  /**
   * The best fit, on the test images.
   *
   * @param k its number of clusters
   * @param testInertia of the test images
   * @param trainInertiaPerImage mean of the training images
   * @param testInertiaPerImage mean of the test images
   * @param testErrors test images whose digit is not the majority of their cluster
   * @param confusion counts of test images, a row a digit, a column a predicted digit
   * @param misfits some of the errors
   */
  public record Best(
      int k,
      double testInertia,
      double trainInertiaPerImage,
      double testInertiaPerImage,
      int testErrors,
      List<List<Integer>> confusion,
      List<Misfit> misfits) {}

  /**
   * A test image in a cluster of another digit.
   *
   * @param row of the image among the test images, from 0
   * @param digit what it is
   * @param predicted the majority of its cluster
   * @param cluster label of the cluster
   * @param distance Euclidean distance to the centroid
   */
  public record Misfit(int row, int digit, int predicted, int cluster, double distance) {}
}
