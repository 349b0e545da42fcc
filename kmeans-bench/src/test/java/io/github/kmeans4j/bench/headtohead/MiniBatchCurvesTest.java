package io.github.kmeans4j.bench.headtohead;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.kmeans4j.Clustering;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.bench.BenchData;
import io.github.kmeans4j.bench.SchemeName;
import io.github.kmeans4j.bench.Storage;
import io.github.kmeans4j.minibatch.MiniBatchKMeans;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the curves show is what the fits give. */
class MiniBatchCurvesTest {
  @Test
  void commandWritesPointsAndPicture(@TempDir Path folder) throws IOException {
    assertEquals(
        0,
        MiniBatchCurves.execute(
            "-k",
            "3,5",
            "--rows",
            "1500",
            "--seeds",
            "2",
            "--warmup",
            "0",
            "--python",
            "none",
            "--output",
            folder.toString()));
    List<String> lines = Files.readAllLines(folder.resolve("minibatch-curves.csv"));
    assertEquals("k,who,seed,seconds,inertia", lines.get(0));
    for (String beginning : List.of("3,classic,0,", "3,nested,1,", "5,adaptive,0,")) {
      assertTrue(lines.stream().anyMatch(line -> line.startsWith(beginning)), beginning);
    }
    assertEquals(1240, ImageIO.read(folder.resolve("minibatch-curves.png").toFile()).getWidth());
  }

  @ParameterizedTest
  @EnumSource
  void curvesEndWhereTheFitDoes(SchemeName scheme) {
    Points points = Storage.BYTE.points(BenchData.synthetic(1500));
    Clustering fit = new MiniBatchKMeans(4).withScheme(scheme.scheme()).withSeed(7).fit(points);
    // the clusters themselves as classes of the train rows; the test rows are all of class 3
    int[] threes = new int[points.rows()];
    Arrays.fill(threes, 3);
    CurveMeter meter =
        new CurveMeter(new LabeledRows(points, fit.labels()), new LabeledRows(points, threes), 1);
    Curve curve = meter.ours(scheme, 4, 7);
    double inertia = fit.inertia();
    assertEquals(inertia, curve.last().inertia());
    assertEquals(inertia, curve.quality().testInertia(), 1e-12 * inertia);
    assertEquals(1, curve.quality().trainAccuracy());
    assertEquals(fit.sizes()[3] / 1500.0, curve.quality().testAccuracy());
    for (int i = 1; i < curve.points().size(); i++) {
      assertTrue(curve.points().get(i - 1).seconds() <= curve.points().get(i).seconds());
    }
    // the point before the last one may be of the same centroids
    assertTrue(curve.points().size() > 2);
  }

  @Test
  void curvesAreReadAsSteps() {
    Curve curve =
        new Curve(
            "x",
            2,
            0,
            List.of(new Curve.Point(1, 10), new Curve.Point(2, 7), new Curve.Point(4, 7.5)),
            Curve.Quality.UNKNOWN);
    assertEquals(Double.POSITIVE_INFINITY, curve.inertiaAt(0.9));
    assertEquals(10, curve.inertiaAt(1.9));
    assertEquals(7.5, curve.inertiaAt(100));
    assertEquals(2, curve.secondsTo(8));
    assertEquals(Double.POSITIVE_INFINITY, curve.secondsTo(6));
    assertEquals(2, Curve.median(3, 1, 2));
  }
}
