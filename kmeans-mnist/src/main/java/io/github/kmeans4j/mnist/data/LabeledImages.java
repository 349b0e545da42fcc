package io.github.kmeans4j.mnist.data;

import io.github.kmeans4j.Points;
import io.github.kmeans4j.mnist.idx.Idx;
import io.github.kmeans4j.mnist.idx.IdxArray;
import io.github.kmeans4j.mnist.idx.IdxFormatException;
import io.github.kmeans4j.mnist.idx.IdxType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;

/**
 * Gray images of equal size with a label each. The pixels are shared, not copied; immutable as long
 * as nobody changes them.
 */
public final class LabeledImages {
  private final byte[] pixels;
  private final int height;
  private final int width;
  private final int[] labels;

  private LabeledImages(byte[] pixels, int height, int width, int[] labels) {
    this.pixels = pixels;
    this.height = height;
    this.width = width;
    this.labels = labels;
  }

  /**
   * Joins images and labels.
   *
   * @param images unsigned bytes, n × height × width
   * @param imagesName what errors call them
   * @param labels unsigned bytes, n
   * @param labelsName what errors call them
   * @return the pairs
   * @throws IdxFormatException if a type or a number of dimensions is wrong, there is nothing, or
   *     the counts differ
   */
  public static LabeledImages of(
      IdxArray images, String imagesName, IdxArray labels, String labelsName)
      throws IdxFormatException {
    check(images, imagesName, 3, "images");
    check(labels, labelsName, 1, "labels");
    int[] shape = images.shape();
    int n = labels.size();
    if (shape[0] != n) {
      throw new IdxFormatException(
          labelsName,
          4,
          "there must be a label for each of the "
              + shape[0]
              + " images of "
              + imagesName
              + ", but there are "
              + n);
    }
    if (images.size() == 0) {
      throw new IdxFormatException(
          imagesName,
          4,
          "there must be at least one pixel, but the shape is " + Arrays.toString(shape));
    }
    int[] values = new int[n];
    for (int i = 0; i < n; i++) {
      values[i] = (int) labels.get(i);
    }
    return new LabeledImages(images.data(), shape[1], shape[2], values);
  }

  /**
   * Reads and joins two files.
   *
   * @param images IDX file of images
   * @param labels IDX file of labels
   * @return the pairs
   * @throws IOException if a file cannot be read or is not what it should be
   */
  public static LabeledImages read(Path images, Path labels) throws IOException {
    return of(Idx.read(images), images.toString(), Idx.read(labels), labels.toString());
  }

  private static void check(IdxArray array, String name, int dimensions, String what)
      throws IdxFormatException {
    if (array.type() != IdxType.UNSIGNED_BYTE) {
      throw new IdxFormatException(
          name, 2, what + " must be unsigned bytes (08), but are " + array.type());
    }
    if (array.shape().length != dimensions) {
      throw new IdxFormatException(
          name,
          3,
          what
              + " must have "
              + dimensions
              + " dimension"
              + (dimensions == 1 ? "" : "s")
              + ", but have shape "
              + Arrays.toString(array.shape()));
    }
  }

  /**
   * Returns the number of images.
   *
   * @return n ≥ 1
   */
  public int count() {
    return labels.length;
  }

  /**
   * Returns the height of an image.
   *
   * @return pixels
   */
  public int height() {
    return height;
  }

  /**
   * Returns the width of an image.
   *
   * @return pixels
   */
  public int width() {
    return width;
  }

  /**
   * Views the images as rows.
   *
   * @return n × (height · width) unsigned bytes, without a copy
   */
  public Points points() {
    return Points.ofUnsignedBytes(pixels, count(), height * width);
  }

  /**
   * Copies the labels.
   *
   * @return n labels in 0..255
   */
  public int[] labels() {
    return labels.clone();
  }

  /**
   * Copies a range of images.
   *
   * @param from first image
   * @param to end of the images (exclusive)
   * @return the range
   * @throws IndexOutOfBoundsException if there are no such images
   * @throws IllegalArgumentException if the range is empty
   */
  public LabeledImages slice(int from, int to) {
    Objects.checkFromToIndex(from, to, count());
    if (from == to) {
      throw new IllegalArgumentException("to must be greater than from, but both are " + to);
    }
    int size = height * width;
    return new LabeledImages(
        Arrays.copyOfRange(pixels, from * size, to * size),
        height,
        width,
        Arrays.copyOfRange(labels, from, to));
  }
}
