package io.github.kmeans4j.mnist.report;

import java.util.List;

/**
 * The pictures of the page, in the order in which it shows them.
 *
 * @param blobs the two categories
 * @param steps the fit of the two blobs, step by step
 * @param samples some training images
 * @param centroids of the full-batch fit, one picture each
 * @param inertiaHistory inertia over the iterations of the full-batch fit
 * @param rowsMovedHistory images that changed their cluster over those iterations
 * @param times of the mini-batch fits
 * @param iterations of the mini-batch fits
 * @param inertias of the mini-batch fits
 * @param montages centroids of the mini-batch fits, one picture a K
 * @param elbow inertia over K
 * @param silhouette silhouette over K
 * @param accuracies of all fits
 * @param confusion matrix of the best fit
 * @param misfits pairs of pictures
 */
public record Album(
    Picture blobs,
    List<Step> steps,
    Picture samples,
    List<Captioned> centroids,
    Picture inertiaHistory,
    Picture rowsMovedHistory,
    Picture times,
    Picture iterations,
    Picture inertias,
    List<Captioned> montages,
    Picture elbow,
    Picture silhouette,
    Picture accuracies,
    Picture confusion,
    List<Pair> misfits) {

  /**
   * A step that the page can show.
   *
   * @param picture of the two blobs
   * @param title in short
   * @param caption what happens, in a sentence or two
   * @param iteration number of its iteration; 0 before the first
   */
  public record Step(Picture picture, String title, String caption, int iteration) {}

  /**
   * A picture with a caption.
   *
   * @param picture what to show
   * @param title in short
   * @param caption the rest
   */
  public record Captioned(Picture picture, String title, String caption) {}

  /**
   * An image beside the centroid of its cluster.
   *
   * @param image the image
   * @param centroid the centroid
   * @param caption what is wrong
   */
  public record Pair(Picture image, Picture centroid, String caption) {}
}
