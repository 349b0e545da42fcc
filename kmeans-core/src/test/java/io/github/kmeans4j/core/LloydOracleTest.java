package io.github.kmeans4j.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.kmeans4j.Clustering;
import io.github.kmeans4j.EmptyClusterPolicy;
import io.github.kmeans4j.FitListener;
import io.github.kmeans4j.Initializer;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.StopReason;
import io.github.kmeans4j.core.internal.exact.FitRows;
import io.github.kmeans4j.core.internal.kernel.Kernels;
import io.github.kmeans4j.core.internal.project.ProjectedAssignment;
import io.github.kmeans4j.core.internal.work.Workers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.ejml.data.FMatrixRMaj;

/** Lloyd against the plain definition, after every iteration. */
class LloydOracleTest {
  private static final int MOST = 40;

  @Property(tries = 300)
  void labelsAreThoseOfThePlainDefinition(
      @ForAll Data.Kind kind,
      @ForAll @IntRange(min = 1, max = 90) int n,
      @ForAll @IntRange(min = 1, max = 40) int d,
      @ForAll @IntRange(min = 1, max = 60) int k,
      @ForAll long seed) {
    check(Data.of(kind, n, d, seed), Math.min(k, n));
  }

  @Example
  void groupsOfCentroidsChangeNothing() {
    for (Data.Kind kind : Data.Kind.values()) {
      for (int k : new int[] {33, 64, 90}) {
        check(Data.of(kind, 270, 40, k), k);
      }
    }
  }

  @Example
  void oneClusterAndOneRowEach() {
    for (Data.Kind kind : Data.Kind.values()) {
      check(Data.of(kind, 30, 3, 1), 1);
      check(Data.of(kind, 30, 3, 1), 30);
      check(Data.of(kind, 1, 1, 1), 1);
    }
  }

  @Example
  void nearTiesAreDecidedAsTheDefinitionDoes() {
    // Rows between two centroids, off the middle by less and less, far from the origin.
    for (double offset : new double[] {0, 1e6, 1e8}) {
      for (double scale : new double[] {1, 1e-150, 1e100}) {
        double[][] rows = new double[60][17];
        for (int i = 0; i < rows.length; i++) {
          for (int c = 0; c < rows[i].length; c++) {
            rows[i][c] = (offset + c * 0.37) * scale;
          }
          double side = i % 2 == 0 ? 1 : -1;
          rows[i][5] = (offset + (i < 2 ? side : side * Math.pow(10, -i / 3.0))) * scale;
        }
        check(rows, 2);
      }
    }
  }

  @Example
  void nearTiesAmongManyCentroidsAreDecidedAsTheDefinitionDoes() {
    for (Data.Kind kind : new Data.Kind[] {Data.Kind.MIDDLES, Data.Kind.MIDDLES_FAR_OFF}) {
      for (int d : new int[] {16, 31, 40}) {
        for (int k : new int[] {5, 40, 70}) {
          check(Data.of(kind, 200, d, d + k), k);
        }
      }
    }
  }

  @Example
  void rowsInSpatialOrderHaveTheLabelsOfThePlainDefinition() {
    for (Data.Kind kind : Data.Kind.values()) {
      check(Data.of(kind, 8500, 2, 5), 12);
    }
    for (int d : new int[] {1, 3, 8, 16}) {
      check(Data.of(Data.Kind.MIDDLES_FAR_OFF, 8300, d, d), 20);
    }
  }

  @Example
  void projectedRowsHaveTheLabelsOfThePlainDefinition() {
    int k = 50;
    double[][] rows = aroundCenters(2100, 400, k);
    double[][] initial = Data.first(rows, k);
    try (Workers workers = new Workers(2)) {
      FitRows fit = FitRows.of(Points.of(rows), Kernels.get(), workers);
      assertNotNull(ProjectedAssignment.of(fit, initial), "else nothing is tested here");
    }
    check(rows, k);
  }

  /** Whole numbers; some rows are equal, and some lie between two centers. */
  private static double[][] aroundCenters(int n, int d, int centers) {
    SplittableRandom random = new SplittableRandom(12);
    double[][] places = new double[centers][3];
    for (double[] place : places) {
      Arrays.setAll(place, t -> random.nextDouble(-60, 60));
    }
    double[][] rows = new double[n][d];
    for (int i = 0; i < n; i++) {
      double[] a = places[i % centers];
      double[] b = i % 50 == 7 ? places[random.nextInt(centers)] : a;
      for (int c = 0; c < d; c++) {
        double value = 128 + random.nextDouble(-1, 1);
        for (int t = 0; t < a.length; t++) {
          value += (a[t] + b[t]) / 2 * Math.sin((t + 1.0) * c) / 2;
        }
        rows[i][c] = Math.rint(value);
      }
      if (i > centers && i % 40 == 3) {
        rows[i] = rows[i - 1].clone();
      }
    }
    return rows;
  }

  private static void check(double[][] rows, int k) {
    double[][] initial = Data.first(rows, k);
    NaiveLloyd naive = new NaiveLloyd(rows, initial, MOST);
    int n = rows.length;
    int d = rows[0].length;
    check(naive, rows, initial, Points.of(rows));
    check(naive, rows, initial, Points.of(Data.roomyDoubles(rows)));
    if (Data.areFloats(rows)) {
      FMatrixRMaj floats = Data.roomyFloats(rows);
      check(naive, rows, initial, Points.of(floats));
      check(naive, rows, initial, Points.of(Arrays.copyOf(floats.data, n * d), n, d));
      check(naive, rows, initial, Points.of(Data.floats(rows)));
    }
    if (Data.areBytes(rows)) {
      check(naive, rows, initial, Points.ofUnsignedBytes(Data.bytes(rows), n, d));
    }
  }

  private static void check(NaiveLloyd naive, double[][] rows, double[][] initial, Points points) {
    int k = initial.length;
    List<int[]> seen = new ArrayList<>();
    Clustering clustering =
        new LloydKMeans(k)
            .withInitializer(Initializer.of(Data.matrix(initial)))
            .withEmptyClusters(EmptyClusterPolicy.KEEP)
            .withMaxIterations(MOST)
            .withThreads(2)
            .withListener(
                progress -> {
                  seen.add(progress.labels());
                  return FitListener.Action.CONTINUE;
                })
            .fit(points);
    assertEquals(naive.labels.size(), seen.size(), "iterations");
    for (int t = 0; t < seen.size(); t++) {
      assertArrayEquals(naive.labels.get(t), seen.get(t), "labels of iteration " + (t + 1));
    }
    assertEquals(naive.labels.size(), clustering.iterations());
    assertArrayEquals(Data.matrix(naive.centroids).data, clustering.centroids().data);
    assertArrayEquals(NaiveLloyd.assign(rows, naive.centroids), clustering.labels());
    assertArrayEquals(clustering.labels(), clustering.predict(points));
    double inertia = NaiveLloyd.inertia(rows, clustering.labels(), naive.centroids);
    assertEquals(inertia, clustering.inertia(), 1e-12 * inertia);
    assertTrue(
        clustering.stopReason() == StopReason.CONVERGED || clustering.iterations() == MOST,
        () -> "stopped by " + clustering.stopReason());
  }
}
