package org.example;

import io.github.kmeans4j.Clustering;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.LloydKMeans;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.util.Random;
import javax.imageio.ImageIO;

/** Where five depots should stand for three thousand places of delivery, and who serves whom. */
public final class Places {
  private static final double KM_PER_DEGREE = 111.2;
  private static final int SIZE = 700;
  private static final Color[] COLORS = {
    new Color(0x1f77b4), new Color(0xff7f0e), new Color(0x2ca02c), new Color(0x9467bd),
    new Color(0x8c564b)
  };

  private Places() {}

  public static void main(String[] args) throws IOException {
    double[][] degrees = places();
    double[] parcels = parcels(degrees.length);

    // A degree of longitude is shorter than one of latitude: kilometers first.
    double middle = 47.4;
    double narrower = Math.cos(Math.toRadians(middle));
    double[][] kilometers = new double[degrees.length][];
    for (int i = 0; i < degrees.length; i++) {
      kilometers[i] =
          new double[] {
            degrees[i][1] * KM_PER_DEGREE * narrower, degrees[i][0] * KM_PER_DEGREE
          };
    }
    Clustering depots =
        new LloydKMeans(5).withRestarts(10).fit(Points.of(kilometers), parcels);

    for (int j = 0; j < depots.k(); j++) {
      double[] at = depots.centroid(j);
      System.out.printf(
          "depot %d at %.4f N, %.4f E for %d places%n",
          j,
          at[1] / KM_PER_DEGREE,
          at[0] / KM_PER_DEGREE / narrower,
          depots.size(j));
    }
    double weight = 0;
    for (double each : parcels) {
      weight += each;
    }
    System.out.printf(
        "a parcel travels %.1f km, in the root mean square%n",
        Math.sqrt(depots.inertia() / weight));
    draw(kilometers, depots);
  }

  /** Towns of different size, and farms between them; latitude and longitude. */
  private static double[][] places() {
    double[][] towns = {
      {47.37, 8.54, 0.05}, {47.05, 8.31, 0.04}, {47.50, 8.72, 0.03}, {47.42, 9.37, 0.04},
      {47.56, 7.59, 0.04}, {46.95, 7.45, 0.05}, {47.17, 8.52, 0.02}, {47.39, 8.05, 0.03}
    };
    Random random = new Random(1);
    double[][] places = new double[3000][];
    for (int i = 0; i < places.length; i++) {
      if (i % 6 == 0) {
        places[i] =
            new double[] {46.9 + 0.7 * random.nextDouble(), 7.4 + 2.1 * random.nextDouble()};
      } else {
        double[] town = towns[random.nextInt(towns.length)];
        places[i] =
            new double[] {
              town[0] + town[2] * random.nextGaussian(),
              town[1] + 1.4 * town[2] * random.nextGaussian()
            };
      }
    }
    return places;
  }

  private static double[] parcels(int n) {
    Random random = new Random(2);
    double[] parcels = new double[n];
    for (int i = 0; i < n; i++) {
      parcels[i] = 1 + random.nextInt(9);
    }
    return parcels;
  }

  private static void draw(double[][] places, Clustering depots) throws IOException {
    double left = Double.POSITIVE_INFINITY;
    double bottom = Double.POSITIVE_INFINITY;
    double right = Double.NEGATIVE_INFINITY;
    double top = Double.NEGATIVE_INFINITY;
    for (double[] place : places) {
      left = Math.min(left, place[0]);
      right = Math.max(right, place[0]);
      bottom = Math.min(bottom, place[1]);
      top = Math.max(top, place[1]);
    }
    double scale = (SIZE - 40) / (right - left);
    int height = (int) ((top - bottom) * scale) + 40;
    BufferedImage map = new BufferedImage(SIZE, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D canvas = map.createGraphics();
    canvas.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    canvas.setColor(Color.WHITE);
    canvas.fillRect(0, 0, SIZE, height);
    int[] labels = depots.labels();
    for (int i = 0; i < places.length; i++) {
      canvas.setColor(COLORS[labels[i]]);
      dot(canvas, 20 + (places[i][0] - left) * scale, 20 + (top - places[i][1]) * scale, 2);
    }
    for (int j = 0; j < depots.k(); j++) {
      double[] at = depots.centroid(j);
      double x = 20 + (at[0] - left) * scale;
      double y = 20 + (top - at[1]) * scale;
      canvas.setColor(Color.WHITE);
      dot(canvas, x, y, 10);
      canvas.setColor(Color.BLACK);
      dot(canvas, x, y, 8);
      canvas.setColor(COLORS[j]);
      dot(canvas, x, y, 5);
    }
    canvas.dispose();
    ImageIO.write(map, "png", new File("target/places.png"));
  }

  private static void dot(Graphics2D canvas, double x, double y, double radius) {
    canvas.fill(new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius));
  }
}
