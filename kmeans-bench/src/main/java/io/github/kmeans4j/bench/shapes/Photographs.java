package io.github.kmeans4j.bench.shapes;

/**
 * Two photographs of one size, below each other: their pixels, and squares of them.
 *
 * @param pixels red, green and blue as unsigned bytes, row-major
 * @param width of a photograph in pixels
 * @param height of a photograph in pixels
 */
record Photographs(byte[] pixels, int width, int height) {
  private static final int COLORS = 3;
  private static final int SIDE = 8;
  private static final float WHITE = 255;

  /** Returns some of the colors in a random order, 3 columns. */
  float[] colors(int rows, long seed) {
    int[] order = Generators.order(pixels.length / COLORS, seed);
    check(rows, order.length);
    float[] x = new float[rows * COLORS];
    for (int i = 0; i < rows; i++) {
      for (int c = 0; c < COLORS; c++) {
        x[i * COLORS + c] = (pixels[order[i] * COLORS + c] & 0xFF) / WHITE;
      }
    }
    return x;
  }

  /** Returns some of the squares in a random order, 64 columns. */
  float[] patches(int rows, long seed) {
    int across = width - SIDE + 1;
    int down = height - SIDE + 1;
    int photographs = pixels.length / COLORS / (width * height);
    int[] order = Generators.order(photographs * down * across, seed);
    check(rows, order.length);
    float[] x = new float[rows * SIDE * SIDE];
    for (int i = 0; i < rows; i++) {
      int photograph = order[i] / (down * across);
      int top = order[i] / across % down;
      int left = order[i] % across;
      for (int c = 0; c < SIDE * SIDE; c++) {
        int y = photograph * height + top + c / SIDE;
        x[i * SIDE * SIDE + c] = gray(y * width + left + c % SIDE);
      }
    }
    return x;
  }

  private float gray(int pixel) {
    int sum = 0;
    for (int c = 0; c < COLORS; c++) {
      sum += pixels[pixel * COLORS + c] & 0xFF;
    }
    return sum / (COLORS * WHITE);
  }

  private static void check(int rows, int most) {
    if (rows > most) {
      throw new IllegalArgumentException("there are only " + most + " rows, not " + rows);
    }
  }
}
