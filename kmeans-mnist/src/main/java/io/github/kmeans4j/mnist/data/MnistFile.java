package io.github.kmeans4j.mnist.data;

import java.util.List;

/** The four files of MNIST, with size and SHA-256 of their uncompressed bytes. */
public enum MnistFile {
  /** 60000 training images. */
  TRAIN_IMAGES(
      "train-images",
      "idx3-ubyte",
      47_040_016,
      "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"),
  /** Their labels. */
  TRAIN_LABELS(
      "train-labels",
      "idx1-ubyte",
      60_008,
      "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"),
  /** 10000 test images. */
  TEST_IMAGES(
      "t10k-images",
      "idx3-ubyte",
      7_840_016,
      "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"),
  /** Their labels. */
  TEST_LABELS(
      "t10k-labels",
      "idx1-ubyte",
      10_008,
      "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2");

  private final String stem;
  private final String kind;
  private final int bytes;
  private final String sha256;

  MnistFile(String stem, String kind, int bytes, String sha256) {
    this.stem = stem;
    this.kind = kind;
    this.bytes = bytes;
    this.sha256 = sha256;
  }

  /**
   * Returns the name under which mirrors offer the file.
   *
   * @return for example {@code train-images-idx3-ubyte.gz}
   */
  public String gzipName() {
    return stem + "-" + kind + ".gz";
  }

  /**
   * Returns the names under which the file is accepted in a folder, the likeliest first.
   *
   * @return gzipped and plain ones
   */
  public List<String> names() {
    return List.of(gzipName(), stem + "-" + kind, stem + "." + kind, stem + "." + kind + ".gz");
  }

  /**
   * Returns the size.
   *
   * @return number of uncompressed bytes
   */
  public int bytes() {
    return bytes;
  }

  /**
   * Returns the checksum.
   *
   * @return SHA-256 of the uncompressed bytes, 64 lower-case hexadecimal digits
   */
  public String sha256() {
    return sha256;
  }
}
