package io.github.kmeans4j.mnist.report;

import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** Images of digits and of centroids, from arrays of gray values: dark ink on white paper. */
public final class DigitImages {
  private static final int WHITE = 255;
  private static final int GAP_GRAY = 226;

  private final Pictures pictures;
  private final int height;
  private final int width;
  private final double maximum;

  /**
   * Prepares images of one size.
   *
   * @param pictures where they go
   * @param height pixels
   * @param width pixels
   * @param maximum the value of full ink, above 0
   */
  public DigitImages(Pictures pictures, int height, int width, double maximum) {
    this.pictures = pictures;
    this.height = height;
    this.width = width;
    this.maximum = maximum;
  }

  /**
   * Saves one image, enlarged to about 112 pixels.
   *
   * @param name of the file, without ending
   * @param alt what it shows
   * @param values height · width gray values, row by row; not changed
   * @return the picture
   * @throws IOException if it cannot be written
   */
  public Picture single(String name, String alt, double[] values) throws IOException {
    int scale = Math.max(1, 112 / Math.max(height, width));
    BufferedImage image = gray(width * scale, height * scale, WHITE);
    paint(image.getRaster(), values, 0, 0, scale);
    return pictures.image(name, alt, image);
  }

  /**
   * Saves a grid of images.
   *
   * @param name of the file, without ending
   * @param alt what it shows
   * @param images gray values of each, row by row; at least one
   * @param columns images in a row of the grid
   * @return the picture
   * @throws IOException if it cannot be written
   */
  public Picture montage(String name, String alt, List<double[]> images, int columns)
      throws IOException {
    int rows = (images.size() + columns - 1) / columns;
    int scale = Math.max(1, 900 / (columns * (width + 1)));
    int gap = Math.max(1, scale / 2);
    int stepX = width * scale + gap;
    int stepY = height * scale + gap;
    BufferedImage image = gray(columns * stepX + gap, rows * stepY + gap, GAP_GRAY);
    double[] blank = new double[height * width];
    for (int i = 0; i < rows * columns; i++) {
      int x = gap + i % columns * stepX;
      int y = gap + i / columns * stepY;
      paint(image.getRaster(), i < images.size() ? images.get(i) : blank, x, y, scale);
    }
    return pictures.image(name, alt, image);
  }

  private void paint(WritableRaster raster, double[] values, int left, int top, int scale) {
    for (int y = 0; y < height * scale; y++) {
      for (int x = 0; x < width * scale; x++) {
        double ink = values[y / scale * width + x / scale] / maximum;
        int gray = (int) Math.round(WHITE * (1 - Math.max(0, Math.min(1, ink))));
        raster.setSample(left + x, top + y, 0, gray);
      }
    }
  }

  private static BufferedImage gray(int width, int height, int background) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    WritableRaster raster = image.getRaster();
    int[] line = new int[width];
    Arrays.fill(line, background);
    for (int y = 0; y < height; y++) {
      raster.setSamples(0, y, width, 1, 0, line);
    }
    return image;
  }
}
