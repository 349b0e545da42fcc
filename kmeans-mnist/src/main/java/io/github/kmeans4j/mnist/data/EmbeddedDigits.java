package io.github.kmeans4j.mnist.data;

import io.github.kmeans4j.mnist.idx.Idx;
import io.github.kmeans4j.mnist.idx.IdxArray;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * The 1,797 handwritten digits of 8×8 pixels, values 0..16, that come with the program: Optical
 * Recognition of Handwritten Digits, E. Alpaydin and C. Kaynak 1998, UCI Machine Learning
 * Repository, <a href="https://doi.org/10.24432/C50P49">doi:10.24432/C50P49</a>, CC BY 4.0.
 */
public final class EmbeddedDigits {
  /** How many of them the walk-through trains on; the others are its test set. */
  public static final int TRAIN = 1500;

  private EmbeddedDigits() {}

  /**
   * Reads all of them.
   *
   * @return 1,797 images with labels 0..9
   */
  public static LabeledImages all() {
    String images = "digits-images-idx3-ubyte.gz";
    String labels = "digits-labels-idx1-ubyte.gz";
    try {
      return LabeledImages.of(read(images), images, read(labels), labels);
    } catch (IOException e) {
      throw new UncheckedIOException("the embedded digits cannot be read", e);
    }
  }

  private static IdxArray read(String name) throws IOException {
    try (InputStream in = EmbeddedDigits.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("there is no resource " + name);
      }
      return Idx.read(in, name);
    }
  }
}
