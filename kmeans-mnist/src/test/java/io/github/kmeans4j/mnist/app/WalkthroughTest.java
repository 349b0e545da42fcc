package io.github.kmeans4j.mnist.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.kmeans4j.mnist.data.Mnist;
import io.github.kmeans4j.mnist.data.MnistGuard;
import io.github.kmeans4j.mnist.report.Figures;
import io.github.kmeans4j.mnist.report.FiguresFiles;
import io.github.kmeans4j.mnist.report.Numbers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run with no network and no data: on the embedded digits, and what it leaves. */
class WalkthroughTest {
  @TempDir private static Path folder;

  private static Path report;
  private static Run run;
  private static Figures figures;
  private static String page;

  @BeforeAll
  static void walk() throws IOException {
    report = folder.resolve("report");
    run = Run.offline(folder, "--output=" + report, "--seed=41");
    assertEquals(0, run.exitCode(), run.err());
    figures = FiguresFiles.read(report);
    page = Files.readString(report.resolve("index.html"));
  }

  @Test
  void withoutMnistItSaysSoInOneLine() {
    String first = run.out().lines().findFirst().orElseThrow();
    assertTrue(first.contains("UCI digits"), first);
    assertTrue(first.contains("--data") && first.contains(Mnist.VARIABLE), first);
    assertEquals("embedded", figures.data().origin());
    assertTrue(page.contains("MNIST was not found"), "the page says so too");
    assertEquals("", run.err());
  }

  @Test
  void theConsoleTellsEveryChapter() {
    IntStream.rangeClosed(1, 6)
        .forEach(chapter -> assertTrue(run.out().contains("\n" + chapter + ". "), run.out()));
    assertTrue(run.out().contains("Training images: 1500 × 64"), run.out());
    assertTrue(run.out().contains("Test images:     297 × 64"), run.out());
    assertTrue(run.out().contains("inertia alone always favors the largest K"), run.out());
    String inertia = Numbers.inertia(figures.best().testInertia());
    assertTrue(run.out().contains("test inertia " + inertia), run.out());
  }

  @Test
  void theTwoBlobsEndWhenNoCentroidChanges() {
    List<Figures.BlobStep> steps = figures.blobs().steps();
    assertEquals(steps.size(), figures.blobs().iterations());
    assertEquals("CONVERGED", figures.blobs().stopReason());
    for (int i = 0; i < steps.size(); i++) {
      Figures.BlobStep step = steps.get(i);
      boolean last = i == steps.size() - 1;
      assertEquals(last, step.centroids().equals(step.updatedCentroids()), "step " + i);
      assertEquals(200, step.sizes().stream().mapToInt(n -> n).sum());
      if (!last) {
        assertEquals(step.updatedCentroids(), steps.get(i + 1).centroids());
        assertTrue(steps.get(i + 1).inertia() < step.inertia());
      }
    }
    assertEquals(Math.sqrt(32), figures.blobs().distanceOfMeans(), 1e-12);
  }

  @Test
  void thePageShowsTheFiguresOfTheFile() {
    Stream.concat(Stream.of(figures.fullBatch()), figures.miniBatch().stream())
        .forEach(
            fit -> {
              shows(Numbers.seconds(fit.seconds()));
              shows(Numbers.inertia(fit.trainInertia()));
              shows(Numbers.inertia(fit.testInertia()));
              shows(Numbers.percent(fit.trainAccuracy()));
              shows(Numbers.percent(fit.testAccuracy()));
            });
    figures.blobs().steps().forEach(step -> shows(Numbers.inertia(step.inertia())));
    shows("test inertia of " + Numbers.inertia(figures.best().testInertia()));
    shows("K = " + figures.choice().byInertia());
  }

  private static void shows(String text) {
    assertTrue(page.contains(text), () -> "the page must show " + text);
  }

  @Test
  void theFiguresAgreeWithEachOther() {
    assertEquals(
        List.of(10, 16, 64, 256), figures.miniBatch().stream().map(Figures.Fit::k).toList());
    Figures.Fit best = figures.miniBatch().get(3);
    assertEquals(256, figures.choice().byInertia());
    assertEquals(256, figures.best().k());
    assertEquals(best.testInertia(), figures.best().testInertia());
    int images = 0;
    int right = 0;
    for (int digit = 0; digit < 10; digit++) {
      List<Integer> row = figures.best().confusion().get(digit);
      images += row.stream().mapToInt(n -> n).sum();
      right += row.get(digit);
    }
    assertEquals(297, images);
    assertEquals(297 - right, figures.best().testErrors());
    assertEquals((double) right / images, best.testAccuracy(), 1e-12);
    figures.best().misfits().forEach(misfit -> assertTrue(misfit.digit() != misfit.predicted()));
  }

  @Test
  void thePageNeedsNoNetworkAndAllItsFilesAreThere() {
    List<String> references =
        Pattern.compile("(?:src|srcset|href)=\"([^\"#]+)\"")
            .matcher(page)
            .results()
            .map(found -> found.group(1))
            .filter(reference -> !reference.startsWith("data:"))
            .toList();
    assertTrue(references.size() > 60, references.toString());
    for (String reference : references) {
      assertTrue(Files.isRegularFile(report.resolve(reference)), reference);
    }
    assertFalse(page.contains("url("), "the style refers to no file");
    assertFalse(page.contains("@import"), "the style refers to no file");
  }

  @Test
  void everyPictureHasAnAlternativeText() {
    List<MatchResult> pictures = Pattern.compile("<img [^>]*>").matcher(page).results().toList();
    assertFalse(pictures.isEmpty());
    for (MatchResult picture : pictures) {
      assertTrue(picture.group().matches(".* alt=\"[^\"]{10,}\".*"), picture.group());
    }
  }

  @Test
  void theNumberOfThreadsChangesNothingButTheTimes() throws IOException {
    Path other = folder.resolve("other");
    Run again = Run.offline(folder, "--output=" + other, "--seed=41", "--threads=3");
    assertEquals(0, again.exitCode(), again.err());
    assertEquals(withoutTimes(report), withoutTimes(other));
  }

  private static String withoutTimes(Path folder) throws IOException {
    return Files.readString(folder.resolve(FiguresFiles.JSON))
        .replaceAll("\"(seconds|threads)\": [0-9.E-]+", "\"$1\": 0");
  }

  @Test
  void oneClusterIsEnough() throws IOException {
    Path small = folder.resolve("small");
    Run one = Run.offline(folder, "--output=" + small, "--k=1", "--quick");
    assertEquals(0, one.exitCode(), one.err());
    Figures found = FiguresFiles.read(small);
    assertEquals(1, found.choice().byInertia());
    assertEquals(null, found.choice().byElbow());
    assertEquals(null, found.choice().bySilhouette());
    assertTrue(found.run().quick());
  }

  @Test
  void mnistHasTheShapesOfTheExercise() throws IOException {
    Path real = folder.resolve("real");
    Mnist mnist =
        new Mnist().withEnvironment(Map.of(Mnist.VARIABLE, MnistGuard.folder().toString()));
    Run full = Run.of(mnist, "--output=" + real, "--k=10,16");
    assertEquals(0, full.exitCode(), full.err());
    assertTrue(full.out().contains("Training images: 60000 × 784"), full.out());
    assertTrue(full.out().contains("Test images:     10000 × 784"), full.out());
    Figures found = FiguresFiles.read(real);
    assertEquals("MNIST", found.data().name());
    assertEquals(1.53e11, found.fullBatch().trainInertia(), 0.02e11);
    assertNotNull(found.choice().bySilhouette());
  }
}
