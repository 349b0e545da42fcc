package io.github.kmeans4j.mnist.data;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

  /**
   * Creates the tuple.
   *
   * @param train the images to cluster
   * @param test images of the same size that the clustering does not see
   * @param origin where they were found
   * @param description one line for people: what and from where
   * @param failures why other places did not serve; copied
   */
  public DigitData {
    failures = List.copyOf(failures);
  }

  /**
   * Says what the data is, and if it is not what was looked for, why and how to get that.
   *
   * @return one line for people
   */
  public String announcement() {
    if (origin != Origin.EMBEDDED) {
      return description;
    }
    return "MNIST was not found ("
        + String.join("; ", failures)
        + "): using "
        + description
        + ". To use MNIST, put "
        + Stream.of(MnistFile.values()).map(MnistFile::gzipName).collect(Collectors.joining(", "))
        + " into a folder and name it with --data or the variable "
        + Mnist.VARIABLE
        + ".";
  }

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
