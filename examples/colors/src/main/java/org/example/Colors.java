package org.example;

import io.github.kmeans4j.Clustering;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.LloydKMeans;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import javax.imageio.ImageIO;

/** Paints a photograph in few colors: each pixel in the mean color of its cluster. */
public final class Colors {
  private Colors() {}

  public static void main(String[] args) throws IOException {
    BufferedImage photograph = ImageIO.read(new File("photograph.jpg"));
    int width = photograph.getWidth();
    int height = photograph.getHeight();
    byte[] pixels = bytes(photograph);
    Points colors = Points.ofUnsignedBytes(pixels, width * height, 3);

    int[] numbers = {4, 16, 64};
    BufferedImage sheet = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D canvas = sheet.createGraphics();
    canvas.drawImage(photograph, 0, 0, width / 2, height / 2, null);
    for (int i = 0; i < numbers.length; i++) {
      Clustering palette = new LloydKMeans(numbers[i]).fit(colors);
      System.out.printf(
          "%2d colors: off by %.1f of 255 in the root mean square%n",
          numbers[i], Math.sqrt(palette.inertia() / pixels.length));
      BufferedImage painted = painted(palette, width, height);
      int place = i + 1;
      canvas.drawImage(
          painted, place % 2 * width / 2, place / 2 * height / 2, width / 2, height / 2, null);
    }
    canvas.dispose();
    ImageIO.write(sheet, "png", new File("target/colors.png"));
  }

  /** Red, green and blue of each pixel. */
  private static byte[] bytes(BufferedImage image) {
    int[] rgb = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    byte[] bytes = new byte[3 * rgb.length];
    for (int i = 0; i < rgb.length; i++) {
      bytes[3 * i] = (byte) (rgb[i] >> 16);
      bytes[3 * i + 1] = (byte) (rgb[i] >> 8);
      bytes[3 * i + 2] = (byte) rgb[i];
    }
    return bytes;
  }

  private static BufferedImage painted(Clustering palette, int width, int height) {
    int[] paints = new int[palette.k()];
    for (int j = 0; j < paints.length; j++) {
      double[] color = palette.centroid(j);
      paints[j] = rounded(color[0]) << 16 | rounded(color[1]) << 8 | rounded(color[2]);
    }
    int[] labels = palette.labels();
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < labels.length; i++) {
      image.setRGB(i % width, i / width, paints[labels[i]]);
    }
    return image;
  }

  private static int rounded(double value) {
    return (int) Math.round(value);
  }
}
