package io.github.kmeans4j.mnist.data;

import java.util.List;

/**
 * Training and test images, and where they come from.
 *
 * @param train the images to cluster
 * @param test images of the same size that the clustering does not see
 * @param origin where they were found
 * @param description one line for people: what and from where
 * @param failures for each place that was tried before, one line saying why it did not serve
 */
public record DigitData(
    LabeledImages train,
    LabeledImages test,
    Origin origin,
    String description,
    List<String> failures) {

  /** Where data can come from, in the order in which it is looked for. */
  public enum Origin {
    /** The folder that was asked for. */
    FOLDER,
    /** The folder that the environment variable names. */
    ENVIRONMENT,
    /** The cache of an earlier download. */
    CACHE,
    /** A mirror. */
    DOWNLOAD,
    /** The UCI digits that come with the program. */
    EMBEDDED
  }
}
