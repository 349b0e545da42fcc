package io.github.kmeans4j.mnist.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FiguresFilesTest {
  @TempDir private Path folder;

  @Test
  void jsonBringsBackEveryFigure() throws IOException {
    FiguresFiles.write(figures(), folder);
    assertEquals(figures(), FiguresFiles.read(folder));
  }

  @Test
  void csvHasAMeasureALine() throws IOException {
    FiguresFiles.write(figures(), folder);
    List<String> lines = Files.readAllLines(folder.resolve(FiguresFiles.CSV));
    assertEquals("chapter,algorithm,k,iteration,measure,value,unit", lines.get(0));
    assertTrue(lines.contains("blobs,full batch,2,1,rows moved,200,points"));
    assertTrue(lines.contains("blobs,full batch,2,1,centroid 2 x,5.0,"));
    assertTrue(
        lines.contains(
            "images,full batch,10,,train inertia,1.530178751376E11,squared gray levels"));
    assertTrue(lines.contains("images,mini-batch,3,,silhouette,,"));
    assertTrue(lines.contains("choice,mini-batch,,,best K by elbow,,"));
    assertTrue(lines.contains("best,mini-batch,3,,0 taken for 1,2,images"));
    lines.forEach(line -> assertEquals(6, line.chars().filter(c -> c == ',').count(), line));
  }

  private static Figures figures() {
    List<List<Double>> centroids = List.of(List.of(1.0, 1.5), List.of(5.0, 4.5));
    return new Figures(
        new Figures.Run(41, 2, List.of(3), true, "17", "Linux", 2),
        new Figures.Data("MNIST", "MNIST, from a folder", "folder", 6, 2, 28, 28, 784),
        new Figures.Blobs(
            200,
            5.7,
            1.9,
            1,
            365.5,
            "CONVERGED",
            0.995,
            List.of(
                new Figures.BlobStep(1, 200, 365.5, 0, List.of(99, 101), centroids, centroids))),
        fit("full batch", 10, 153017875137.6),
        List.of(fit("mini-batch", 3, 4)),
        new Figures.Choice(3, null, null),
        new Figures.Best(
            3,
            5,
            1.25,
            2.5,
            2,
            List.of(List.of(3, 2), List.of(0, 4)),
            List.of(new Figures.Misfit(7, 0, 1, 2, 6.5))));
  }

  private static Figures.Fit fit(String algorithm, int k, double inertia) {
    return new Figures.Fit(
        algorithm, k, 0.5, 7, "CONVERGED", inertia, 5, null, 0.5, 0.25, List.of(1), List.of(-1));
  }
}
