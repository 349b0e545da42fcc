package io.github.kmeans4j.mnist.report;

import io.github.kmeans4j.mnist.data.Reason;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BiConsumer;
import java.util.function.Function;
import javax.imageio.ImageIO;
import org.knowm.xchart.internal.chartpart.Chart;

/** Writes the pictures of a report as PNG files. Not thread-safe. */
public final class Pictures {
  /**
   * Charts are drawn with so many pixels a CSS pixel, to be sharp on dense screens and in print.
   */
  static final int DENSITY = 2;

  /** Name of the folder of the pictures. */
  public static final String FOLDER = "images";

  private final Path folder;

  /**
   * Makes the folder of the pictures.
   *
   * @param report folder of the page; made if needed
   * @throws IOException if it cannot be made
   */
  public Pictures(Path report) throws IOException {
    this.folder = report.resolve(FOLDER);
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new IOException(
          "The folder " + folder + " of the report cannot be made: " + Reason.of(e), e);
    }
  }

  /**
   * Checks that this Java can draw text, before any work.
   *
   * @throws IOException if it cannot; says the remedy
   */
  public static void requireFonts() throws IOException {
    try {
      Graphics2D g = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
      g.getFontMetrics(Theme.font(Font.PLAIN, 12)).stringWidth("K");
      g.dispose();
    } catch (Error e) {
      // which one depends on what is missing: a library, a configuration or every font
      throw new IOException(
          "This Java cannot draw text, which the pictures need: install fontconfig and a font, for"
              + " example the packages fontconfig and fonts-dejavu-core.",
          e);
    }
  }

  /** Draws a chart in both themes. */
  Picture chart(String name, String alt, Function<Theme, Chart<?, ?>> painter) throws IOException {
    Chart<?, ?> first = painter.apply(Theme.LIGHT);
    int width = first.getWidth();
    int height = first.getHeight();
    return drawing(
        name, alt, width, height, (theme, g) -> painter.apply(theme).paint(g, width, height));
  }

  /** Draws by hand in both themes, in CSS pixels. */
  Picture drawing(
      String name, String alt, int width, int height, BiConsumer<Theme, Graphics2D> painter)
      throws IOException {
    for (Theme theme : Theme.values()) {
      BufferedImage image =
          new BufferedImage(width * DENSITY, height * DENSITY, BufferedImage.TYPE_INT_RGB);
      Graphics2D g = image.createGraphics();
      try {
        g.scale(DENSITY, DENSITY);
        painter.accept(theme, g);
      } finally {
        g.dispose();
      }
      write(name + theme.suffix, image);
    }
    return new Picture(path(name), path(name + Theme.DARK.suffix), width, height, alt);
  }

  /** Saves an image that serves both themes; the page inverts its grays if it is dark. */
  Picture image(String name, String alt, BufferedImage image) throws IOException {
    write(name, image);
    return new Picture(path(name), path(name), image.getWidth(), image.getHeight(), alt);
  }

  private void write(String name, BufferedImage image) throws IOException {
    Path file = folder.resolve(name + ".png");
    if (!ImageIO.write(image, "png", file.toFile())) {
      throw new IOException(file + ": this Java cannot write PNG");
    }
  }

  private static String path(String name) {
    return FOLDER + "/" + name + ".png";
  }
}
