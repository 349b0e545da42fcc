package io.github.kmeans4j.mnist.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.kmeans4j.Iteration;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pictures: PNG files of the right size that show something, in both themes. */
class PicturesTest {
  private static final double[][] ROWS = {{0, 0}, {1, 0}, {5, 5}, {6, 5}};
  private static final double[][] CENTROIDS = {{0.5, 0}, {5.5, 5}};

  @TempDir private Path folder;
  private Pictures pictures;

  @BeforeEach
  void makeFolder() throws IOException {
    pictures = new Pictures(folder);
  }

  @Test
  void scatterPlotHasBothCategoriesAndNoClusters() throws IOException {
    Picture picture = new BlobCharts(pictures, ROWS).categories(new int[] {0, 0, 1, 1});
    for (Theme theme : Theme.values()) {
      Set<Integer> colors = colors(picture, theme);
      assertTrue(colors.contains(theme.teal.getRGB()));
      assertTrue(colors.contains(theme.violet.getRGB()));
      assertFalse(colors.contains(theme.blue.getRGB()));
    }
  }

  @Test
  void theStartHasGrayPointsAndTheCentroids() throws IOException {
    Picture picture = new BlobCharts(pictures, ROWS).start(CENTROIDS);
    for (Theme theme : Theme.values()) {
      Set<Integer> colors = colors(picture, theme);
      assertTrue(colors.contains(theme.neutral.getRGB()));
      assertTrue(colors.contains(theme.blue.getRGB()));
      assertTrue(colors.contains(theme.orange.getRGB()));
    }
  }

  @Test
  void assignmentAndUpdateAreDifferentPicturesOfOneSize() throws IOException {
    BlobCharts charts = new BlobCharts(pictures, ROWS);
    int[] labels = {0, 0, 1, 1};
    Picture assignment = charts.assignment(1, labels, new double[][] {{0, 0}, {6, 5}});
    Picture update = charts.update(1, labels, new double[][] {{0, 0}, {6, 5}}, CENTROIDS);
    assertEquals(assignment.width(), update.width());
    assertEquals(assignment.height(), update.height());
    BufferedImage first = read(assignment.file());
    BufferedImage second = read(update.file());
    long different =
        IntStream.range(0, first.getWidth() * first.getHeight())
            .filter(
                i ->
                    first.getRGB(i % first.getWidth(), i / first.getWidth())
                        != second.getRGB(i % first.getWidth(), i / first.getWidth()))
            .count();
    assertTrue(different > 1000, different + " pixels differ");
  }

  @Test
  void anEmptyClusterAndEqualCentroidsCanBeDrawn() throws IOException {
    Picture picture =
        new BlobCharts(pictures, ROWS)
            .assignment(1, new int[4], new double[][] {{0.5, 0}, {0.5, 0}});
    assertTrue(colors(picture, Theme.LIGHT).size() > 10);
  }

  @Test
  void chartsOfFitsShowSomething() throws IOException {
    FitCharts charts = new FitCharts(pictures);
    List<Figures.Fit> fits = List.of(fit(2, 9e9, 0.5), fit(3, 4e9, 0.4), fit(8, 3e9, 0.2));
    Figures.Choice choice = new Figures.Choice(8, 3, 2);
    List<Iteration> history =
        List.of(
            new Iteration(1, 9e9, 100, 5, Duration.ZERO),
            new Iteration(2, 4e9, 20, 1, Duration.ZERO),
            new Iteration(3, 4e9, 0, 0, Duration.ZERO));
    for (Picture picture :
        List.of(
            charts.inertiaHistory(history),
            charts.rowsMovedHistory(history),
            charts.times(fits),
            charts.iterations(fits),
            charts.inertias(fits),
            charts.elbow(fits, choice),
            charts.silhouette(fits, choice),
            charts.accuracies(fits, List.of("a", "b", "c")),
            charts.confusion(List.of(List.of(5, 0), List.of(1, 7))))) {
      for (Theme theme : Theme.values()) {
        assertTrue(colors(picture, theme).size() > 20, picture.file());
      }
    }
  }

  @Test
  void chartsOfBarsTellTheirValuesInWords() throws IOException {
    Picture picture = new FitCharts(pictures).inertias(List.of(fit(2, 9.04e9, 0.5)));
    assertEquals(
        "Bar chart, train inertia, billion squared gray levels: 9.0 for K = 2.", picture.alt());
  }

  @Test
  void digitsAreInkOnPaper() throws IOException {
    DigitImages images = new DigitImages(pictures, 2, 2, 16);
    Picture picture = images.single("digit", "a checkered square", new double[] {16, 0, 4, 99});
    BufferedImage image = read(picture.file());
    assertEquals(112, image.getWidth());
    assertEquals(112, image.getHeight());
    assertEquals(Color.BLACK.getRGB(), image.getRGB(10, 10));
    assertEquals(Color.WHITE.getRGB(), image.getRGB(100, 10));
    assertEquals(191, image.getRaster().getSample(10, 100, 0));
    assertEquals(Color.BLACK.getRGB(), image.getRGB(100, 100), "clipped to full ink");
  }

  @Test
  void aMontageIsAGridWithGapsAndBlanks() throws IOException {
    DigitImages images = new DigitImages(pictures, 1, 1, 1);
    double[] ink = {1};
    Picture picture = images.montage("grid", "three squares", List.of(ink, ink, ink), 2);
    BufferedImage image = read(picture.file());
    assertEquals(image.getWidth(), image.getHeight());
    int quarter = image.getWidth() / 4;
    assertEquals(0, image.getRaster().getSample(quarter, quarter, 0));
    assertEquals(0, image.getRaster().getSample(3 * quarter, quarter, 0));
    assertEquals(0, image.getRaster().getSample(quarter, 3 * quarter, 0));
    assertEquals(255, image.getRaster().getSample(3 * quarter, 3 * quarter, 0));
    assertEquals(226, image.getRaster().getSample(0, 0, 0));
  }

  private static Figures.Fit fit(int k, double inertia, double silhouette) {
    return new Figures.Fit(
        "mini-batch",
        k,
        1.5,
        10,
        "CONVERGED",
        inertia,
        inertia / 6,
        silhouette,
        0.5,
        0.4,
        List.of(),
        List.of());
  }

  private Set<Integer> colors(Picture picture, Theme theme) throws IOException {
    BufferedImage image = read(theme == Theme.DARK ? picture.darkFile() : picture.file());
    assertEquals(picture.width() * Pictures.DENSITY, image.getWidth());
    assertEquals(picture.height() * Pictures.DENSITY, image.getHeight());
    assertEquals(theme.background.getRGB(), image.getRGB(0, 0));
    Set<Integer> colors = new HashSet<>();
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        colors.add(image.getRGB(x, y));
      }
    }
    return colors;
  }

  private BufferedImage read(String file) throws IOException {
    return ImageIO.read(folder.resolve(file).toFile());
  }
}
