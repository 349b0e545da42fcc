package io.github.kmeans4j.spark.example;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * Images of a file in the IDX format, as MNIST comes in.
 *
 * @param pixels image by image, each pixel 0..255
 * @param count how many images
 * @param size pixels of an image
 */
public record IdxImages(byte[] pixels, int count, int size) {
  /**
   * Reads the training images of MNIST.
   *
   * @param folder where {@code train-images-idx3-ubyte} is, gzipped or not
   * @return the images
   * @throws IOException if they cannot be read
   */
  public static IdxImages ofMnist(Path folder) throws IOException {
    Path plain = folder.resolve("train-images-idx3-ubyte");
    boolean zipped = !Files.exists(plain);
    InputStream file =
        Files.newInputStream(zipped ? folder.resolve("train-images-idx3-ubyte.gz") : plain);
    try (DataInputStream in =
        new DataInputStream(
            new BufferedInputStream(zipped ? new GZIPInputStream(file) : file, 1 << 16))) {
      in.readInt();
      int count = in.readInt();
      int size = in.readInt() * in.readInt();
      byte[] pixels = new byte[count * size];
      in.readFully(pixels);
      return new IdxImages(pixels, count, size);
    }
  }

  /**
   * Copies an image.
   *
   * @param i its index
   * @return its pixels
   */
  public byte[] image(int i) {
    byte[] image = new byte[size];
    System.arraycopy(pixels, i * size, image, 0, size);
    return image;
  }

  /**
   * Copies the first images as numbers.
   *
   * @param k how many
   * @return k × size
   */
  public double[][] first(int k) {
    double[][] rows = new double[k][size];
    for (int j = 0; j < k; j++) {
      for (int c = 0; c < size; c++) {
        rows[j][c] = pixels[j * size + c] & 0xFF;
      }
    }
    return rows;
  }
}
