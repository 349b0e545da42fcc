package io.github.kmeans4j.core.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.kmeans4j.Clusterer;
import io.github.kmeans4j.Clustering;
import io.github.kmeans4j.DistanceMetric;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.CosineDistance;
import io.github.kmeans4j.core.LloydKMeans;
import io.github.kmeans4j.core.ManhattanDistance;
import io.github.kmeans4j.core.data.GaussianBlobs;
import io.github.kmeans4j.core.data.LabeledPoints;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class ChooseKTest {
  private static final double[][] CENTERS = {{0, 0}, {10, 0}, {0, 10}, {10, 10}};

  /** The first centers of the blobs, then points inside the first blob. */
  private static final double[][] CENTROIDS = {
    {0, 0}, {10, 0}, {0, 10}, {10, 10}, {0.5, 0.5}, {-0.5, -0.5}
  };

  private static final LabeledPoints DATA =
      new GaussianBlobs(CENTERS, 60).withStandardDeviations(0.7).generate();

  @Test
  void fourBlobsAreFound() {
    KSelection selection = new ChooseK().fit(ChooseKTest::fixed, DATA.points(), 1, 2, 3, 4, 5, 6);
    assertEquals(OptionalInt.of(4), selection.bestByElbow());
    assertEquals(OptionalInt.of(4), selection.bestBySilhouette());
    assertEquals(6, selection.inertiaCurve().lowest());
    assertEquals(6, selection.candidates().size());
    assertEquals(OptionalDouble.empty(), selection.candidates().get(0).silhouette());
    KSelection.Candidate four = selection.candidates().get(3);
    assertEquals(4, four.k());
    assertEquals(four.clustering().inertia(), four.inertia());
    assertEquals(
        InternalMeasures.silhouette(DATA.points(), four.clustering().labels()),
        four.silhouette().orElseThrow());
  }

  @Test
  void lloydFindsTheFourBlobs() {
    KSelection selection = new ChooseK().fit(LloydKMeans::new, DATA.points(), 2, 3, 4, 5, 6);
    assertEquals(OptionalInt.of(4), selection.bestBySilhouette());
    int[] labels = selection.candidates().get(2).clustering().labels();
    assertEquals(1, ExternalMeasures.adjustedRandIndex(labels, DATA.labels()));
    assertEquals(1, ClusterAccuracy.optimalAccuracy(labels, DATA.labels()));
  }

  @Test
  void nullIsRefusedByName() {
    ChooseK choose = new ChooseK();
    assertNull("wanted", () -> choose.withMeasures((Measure[]) null));
    assertNull("wanted", () -> choose.withMeasures(Measure.SILHOUETTE, null));
    assertNull("clusterings", () -> choose.compare(DATA.points(), null));
    int[] halves = {0, 0, 1, 1};
    assertNull("mean", () -> ExternalMeasures.normalizedMutualInformation(halves, halves, null));
    assertNull("mean", () -> ExternalMeasures.adjustedMutualInformation(halves, halves, null));
  }

  private static void assertNull(String name, Executable call) {
    assertEquals(name, assertThrows(NullPointerException.class, call).getMessage());
  }

  @Test
  void aMissingEstimatorIsNamed() {
    NullPointerException e =
        assertThrows(
            NullPointerException.class,
            () -> new ChooseK().fit(k -> k == 3 ? null : fixed(k), DATA.points(), 2, 3));
    assertEquals("clusterer: there is none for k = 3", e.getMessage());
  }

  @Test
  void anEstimatorWithoutAResultIsNamed() {
    NullPointerException e =
        assertThrows(
            NullPointerException.class,
            () -> new ChooseK().fit(k -> (Clusterer) points -> null, DATA.points(), 2, 3));
    assertEquals("clusterer: that of k = 2 returned no clustering", e.getMessage());
  }

  @Test
  void infiniteLossesHaveNoElbow() {
    DistanceMetric barred = (a, b) -> a[0] > 5 ? Double.POSITIVE_INFINITY : Math.abs(a[0] - b[0]);
    Points points = Points.of(new double[][] {{0}, {1}, {9}, {9.5}, {4}});
    KSelection selection =
        new ChooseK()
            .withMeasures()
            .fit(k -> new LloydKMeans(k).withMetric(barred), points, 1, 2, 3);
    assertEquals(OptionalInt.empty(), selection.bestByElbow());
    assertThrows(IllegalStateException.class, selection::best);
    assertTrue(selection.toString().contains("Infinity"), selection.toString());
  }

  @Test
  void clusteringsOfOtherColumnsAreRefused() {
    Clustering two = fixed(2).fit(DATA.points());
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                new ChooseK()
                    .compare(Points.of(new double[DATA.points().rows()][7]), List.of(two)));
    assertEquals(
        "points must have the columns of the clusterings, but have 7, and that of k = 2 has 2",
        e.getMessage());
  }

  @Test
  void largeDataAreSampled() {
    Clustering four = fixed(4).fit(DATA.points());
    ChooseK choose = new ChooseK().withSampleSize(50).withSeed(9).withThreads(1);
    KSelection selection = choose.compare(DATA.points(), List.of(four));
    assertEquals(
        InternalMeasures.sampledSilhouette(DATA.points(), four.labels(), 50, 9, 1),
        selection.candidates().get(0).silhouette().orElseThrow());
  }

  @Test
  void finishedClusteringsAreComparedInTheOrderOfK() {
    Clustering five = fixed(5).fit(DATA.points());
    Clustering two = fixed(2).fit(DATA.points());
    KSelection selection = new ChooseK().compare(DATA.points(), List.of(five, two));
    assertSame(two, selection.candidates().get(0).clustering());
    assertSame(five, selection.candidates().get(1).clustering());
    assertEquals(OptionalInt.empty(), selection.bestByElbow());
  }

  /** Three clear directions; the lengths vary so much that the Euclidean distance prefers two. */
  @Test
  void theSilhouetteIsInTheMetricOfTheFit() {
    double[] degrees = {0, 60, 150};
    double[][] rows = new double[60][];
    for (int i = 0; i < rows.length; i++) {
      double angle = Math.toRadians(degrees[i % 3] + 0.8 * (i * 7 % 11 - 5));
      double length = 1 + Math.pow(i * 29 % 60, 2) / 60;
      rows[i] = new double[] {length * Math.cos(angle), length * Math.sin(angle)};
    }
    Points points = Points.of(rows);
    DistanceMetric cosine = new CosineDistance();
    KSelection selection =
        new ChooseK().fit(k -> new LloydKMeans(k).withMetric(cosine), points, 2, 3, 4);
    assertEquals(OptionalInt.of(3), selection.bestBySilhouette());
    double[] expected = {0.870, 0.997};
    for (int i = 0; i < 2; i++) {
      KSelection.Candidate candidate = selection.candidates().get(i);
      int[] labels = candidate.clustering().labels();
      double silhouette = candidate.silhouette().orElseThrow();
      assertEquals(expected[i], silhouette, 5e-4);
      assertEquals(naiveSilhouette(rows, labels, cosine), silhouette, 1e-14);
      assertEquals(silhouette, InternalMeasures.silhouette(points, labels, cosine, 2));
      assertEquals(silhouette, InternalMeasures.silhouette(points, labels, cosine));
      assertEquals(silhouette, InternalMeasures.sampledSilhouette(points, labels, cosine));
      assertEquals(
          silhouette, InternalMeasures.sampledSilhouette(points, labels, cosine, 60, 1, 2));
      double sampled = InternalMeasures.sampledSilhouette(points, labels, cosine, 40, 1, 1);
      assertEquals(silhouette, sampled, 0.05);
      assertEquals(
          sampled,
          new ChooseK()
              .withSampleSize(40)
              .withSeed(1)
              .compare(points, List.of(candidate.clustering()))
              .candidates()
              .get(0)
              .silhouette()
              .orElseThrow());
    }
    int[] two = selection.candidates().get(0).clustering().labels();
    int[] three = selection.candidates().get(1).clustering().labels();
    assertTrue(
        InternalMeasures.silhouette(points, two) > InternalMeasures.silhouette(points, three));
  }

  private static double naiveSilhouette(double[][] rows, int[] labels, DistanceMetric metric) {
    double sum = 0;
    for (int i = 0; i < rows.length; i++) {
      double[] sums = new double[3];
      int[] others = new int[3];
      for (int j = 0; j < rows.length; j++) {
        if (j != i) {
          sums[labels[j]] += metric.distance(rows[i], rows[j]);
          others[labels[j]]++;
        }
      }
      double b = Double.POSITIVE_INFINITY;
      for (int c = 0; c < 3; c++) {
        b = c == labels[i] || others[c] == 0 ? b : Math.min(b, sums[c] / others[c]);
      }
      double a = sums[labels[i]] / others[labels[i]];
      sum += (b - a) / Math.max(a, b);
    }
    return sum / rows.length;
  }

  @Test
  void aDrawnRowThatTheMetricRefusesIsNamedAsInTheData() {
    double[][] rows = new double[90][];
    Arrays.setAll(rows, i -> new double[] {i == 77 ? 0 : 1, i == 77 ? 0 : i % 3});
    int[] labels = new int[90];
    Arrays.setAll(labels, i -> i % 3);
    refused(
        "points: row 77: the cosine distance needs a direction, but every column is 0; leave the"
            + " row out, or choose a metric that is defined for it",
        () ->
            InternalMeasures.sampledSilhouette(
                Points.of(rows), labels, new CosineDistance(), 89, 0, 1));
  }

  @Test
  void clusteringsOfDifferentMetricsAreNotCompared() {
    Points points = DATA.points();
    Clustering two = new LloydKMeans(2).fit(points);
    Clustering three = new LloydKMeans(3).withMetric(new ManhattanDistance()).fit(points);
    refused(
        "clusterings must have one metric, but that of k = 2 is \"euclidean\" and that of k = 3 is"
            + " \"manhattan\"",
        () -> new ChooseK().compare(points, List.of(three, two)));
  }

  @Test
  void smallestKWinsWhereSilhouettesTie() {
    // The third cluster is empty, so that both are the same partition.
    Points points = Points.of(new double[][] {{0, 0}, {0, 1}, {10, 0}, {10, 1}});
    double[][] centroids = {{0, 0.5}, {10, 0.5}, {99, 99}};
    List<Clustering> same = new ArrayList<>();
    for (int k = 2; k <= 3; k++) {
      same.add(
          Clustering.builder(new DMatrixRMaj(Arrays.copyOf(centroids, k)), new ManhattanDistance())
              .labels(new int[] {0, 0, 1, 1}, 2)
              .build());
    }
    KSelection selection = new ChooseK().compare(points, same);
    assertEquals(
        selection.candidates().get(0).silhouette(), selection.candidates().get(1).silhouette());
    assertEquals(OptionalInt.of(2), selection.bestBySilhouette());
  }

  @Test
  void singleClusterHasNoSilhouette() {
    KSelection selection = new ChooseK().fit(ChooseKTest::fixed, DATA.points(), 1);
    assertEquals(OptionalInt.empty(), selection.bestBySilhouette());
    assertTrue(selection.candidates().get(0).inertia() > 0);
  }

  @Test
  void clusteringsAreFoundByTheirK() {
    KSelection selection = new ChooseK().fit(ChooseKTest::fixed, DATA.points(), 2, 4, 6);
    assertSame(selection.candidates().get(1).clustering(), selection.clustering(4));
    assertSame(selection.clustering(4), selection.best());
    refused("k must be one of [2, 4, 6], but is 3", () -> selection.clustering(3));
  }

  @Test
  void allMeasuresAskedForAreThere() {
    KSelection selection =
        new ChooseK()
            .withMeasures(Measure.CALINSKI_HARABASZ, Measure.DAVIES_BOULDIN, Measure.SILHOUETTE)
            .fit(ChooseKTest::fixed, DATA.points(), 1, 2, 3, 4, 5, 6);
    for (Measure measure : Measure.values()) {
      assertEquals(OptionalInt.of(4), selection.bestBy(measure), measure.toString());
      assertEquals(
          measure == Measure.INERTIA,
          selection.candidates().get(0).value(measure).isPresent(),
          "k = 1");
    }
    KSelection.Candidate three = selection.candidates().get(2);
    int[] labels = three.clustering().labels();
    assertEquals(
        InternalMeasures.daviesBouldin(DATA.points(), labels),
        three.value(Measure.DAVIES_BOULDIN).orElseThrow());
    assertEquals(
        InternalMeasures.calinskiHarabasz(DATA.points(), labels),
        three.value(Measure.CALINSKI_HARABASZ).orElseThrow());
    assertEquals(three.inertia(), three.value(Measure.INERTIA).orElseThrow());
    assertEquals(three.silhouette(), three.value(Measure.SILHOUETTE));
  }

  @Test
  void withoutASilhouetteTheElbowDecides() {
    ChooseK choose = new ChooseK().withMeasures();
    KSelection selection = choose.fit(ChooseKTest::fixed, DATA.points(), 2, 4, 6);
    assertEquals(OptionalDouble.empty(), selection.candidates().get(1).silhouette());
    assertEquals(4, selection.best().k());
    assertEquals(3, choose.fit(ChooseKTest::fixed, DATA.points(), 3).best().k());
    KSelection two = choose.fit(ChooseKTest::fixed, DATA.points(), 2, 4);
    assertEquals(
        "neither silhouette nor elbow tells a best k of [2, 4]: the silhouette was not asked for, and"
            + " an elbow takes at least three k",
        assertThrows(IllegalStateException.class, two::best).getMessage());
    KSelection equal = new ChooseK().fit(LloydKMeans::new, Points.of(new double[3][2]), 1, 2, 3);
    assertEquals(
        "neither silhouette nor elbow tells a best k of [1, 2, 3]: no silhouette is defined, which"
            + " takes at least 2 clusters that have rows, and fewer than rows, and the curve of the"
            + " inertia has no elbow",
        assertThrows(IllegalStateException.class, equal::best).getMessage());
  }

  @Test
  void tableIsReadable() {
    double[][] rows = {{0, 0}, {0, 1}, {9, 0}, {9, 1}, {900, 0}};
    Points points = Points.of(rows);
    List<Clustering> fits =
        List.of(
            labeled(163.5, 0, 0, 0, 0, 0),
            labeled(2, 0, 0, 1, 1, 2),
            labeled(82.25, 0, 0, 0, 0, 1));
    assertEquals(
        """
        k  inertia  silhouette
        1  163.500           -
        2  82.2500      0.7943
        3  2.00000      0.7114
        best k: 2, by silhouette
        """,
        new ChooseK().compare(points, fits).toString());
    assertEquals(
        """
        k  inertia  Davies-Bouldin  Calinski-Harabasz
        1  163.500               -                  -
        2  82.2500          0.0051            23470.8
        3  2.00000          0.0743             641617
        best k: 2, by the elbow of the inertia
        """,
        new ChooseK()
            .withMeasures(Measure.DAVIES_BOULDIN, Measure.CALINSKI_HARABASZ)
            .compare(points, fits)
            .toString());
    assertEquals(
        """
        k  inertia
        1  163.500
        """,
        new ChooseK().withMeasures().compare(points, fits.subList(0, 1)).toString());
  }

  private static Clustering labeled(double inertia, int... labels) {
    DMatrixRMaj centroids = new DMatrixRMaj(Arrays.stream(labels).max().orElseThrow() + 1, 2);
    return Clustering.builder(centroids, (a, b) -> Math.hypot(a[0] - b[0], a[1] - b[1]))
        .labels(labels, inertia)
        .build();
  }

  @Test
  void badArgumentsAreNamed() {
    Points points = DATA.points();
    ChooseK choose = new ChooseK();
    refused("ks must not be empty", () -> choose.fit(ChooseKTest::fixed, points));
    refused(
        "ks must be strictly ascending, but 2 follows 3",
        () -> choose.fit(ChooseKTest::fixed, points, 3, 2));
    refused(
        "ks must be at most the number of rows 240, but one is 241",
        () -> choose.fit(ChooseKTest::fixed, points, 2, 241));
    refused("sampleSize must be at least 3, but is 2", () -> choose.withSampleSize(2));
    refused("threads must be at least 1, but is 0", () -> choose.withThreads(0));
    refused("clusterings must not be empty", () -> choose.compare(points, List.of()));
    Clustering two = fixed(2).fit(points);
    assertEquals(
        "clusterings",
        assertThrows(
                NullPointerException.class, () -> choose.compare(points, Arrays.asList(two, null)))
            .getMessage());
    refused(
        "clusterings must differ in k, but two have k = 2",
        () -> choose.compare(points, List.of(two, two)));
    refused(
        "labels and rows must have equal lengths, but there are 240 labels and 4 rows",
        () -> choose.compare(Points.of(CENTERS), List.of(two)));
    refused(
        "labels and rows must have equal lengths, but there are 240 labels and 4 rows",
        () -> choose.withSampleSize(3).compare(Points.of(CENTERS), List.of(two)));
  }

  @Test
  void theLeastSampleAndTheLargestKAreTaken() {
    Points points = Points.of(CENTERS);
    KSelection selection = new ChooseK().withSampleSize(3).fit(ChooseKTest::fixed, points, 2, 4);
    assertEquals(0, selection.candidates().get(1).inertia());
    assertEquals(OptionalDouble.empty(), selection.candidates().get(1).silhouette());
  }

  private static void refused(String message, Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }

  /** Assigns each row to the nearest of the first k fixed centroids. */
  private static Clusterer fixed(int k) {
    return points -> {
      int[] labels = new int[points.rows()];
      double inertia = 0;
      for (int i = 0; i < labels.length; i++) {
        double nearest = Double.POSITIVE_INFINITY;
        for (int j = 0; j < k; j++) {
          double x = points.get(i, 0) - CENTROIDS[j][0];
          double y = points.get(i, 1) - CENTROIDS[j][1];
          if (x * x + y * y < nearest) {
            nearest = x * x + y * y;
            labels[i] = j;
          }
        }
        inertia += nearest;
      }
      DMatrixRMaj centroids = new DMatrixRMaj(Arrays.copyOf(CENTROIDS, k));
      return Clustering.builder(centroids, (a, b) -> Math.hypot(a[0] - b[0], a[1] - b[1]))
          .labels(labels, inertia)
          .build();
    };
  }
}
