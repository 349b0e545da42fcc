package io.github.kmeans4j.core.internal.assign;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.CosineDistance;
import io.github.kmeans4j.core.internal.directions.Directions;
import io.github.kmeans4j.core.internal.directions.Lengths;
import io.github.kmeans4j.core.internal.exact.SinglePrecision;
import io.github.kmeans4j.core.internal.kernel.PortableKernel;
import io.github.kmeans4j.core.internal.rows.DataProfile;
import io.github.kmeans4j.core.internal.rows.Euclidean;
import io.github.kmeans4j.core.internal.rows.RowStore;
import io.github.kmeans4j.core.internal.work.Workers;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * After every pass each bound must hold: wrong bounds go unseen as long as no row needs them, so
 * they are looked at themselves and not only the labels that follow from them.
 */
class BoundedAssignmentTest {
  private static final int PASSES = 12;

  private static final CosineDistance COSINE = new CosineDistance();

  /** How the centroids move from one pass to the next. */
  enum Motion {
    /** All a little, as late in a fit. */
    CREEP,
    /** One far, the others not at all. */
    JUMP_OF_ONE,
    /** All to new places, so that rows change their group again and again. */
    SCATTER,
    /** Two change places. */
    SWAP
  }

  @Property(tries = 150)
  void boundsHoldWithOneGroup(
      @ForAll Motion motion,
      @ForAll @IntRange(min = 1, max = 80) int n,
      @ForAll @IntRange(min = 1, max = 24) int d,
      @ForAll @IntRange(min = 1, max = 32) int k,
      @ForAll boolean farOff,
      @ForAll long seed) {
    check(motion, n, d, k, farOff ? 1e6 : 0, seed);
  }

  @Property(tries = 150)
  void boundsHoldWithManyGroups(
      @ForAll Motion motion,
      @ForAll @IntRange(min = 1, max = 80) int n,
      @ForAll @IntRange(min = 16, max = 50) int d,
      @ForAll @IntRange(min = 33, max = 100) int k,
      @ForAll boolean farOff,
      @ForAll long seed) {
    check(motion, n, d, k, farOff ? 1e6 : 0, seed);
  }

  /** Directions, whose distances the plain definition takes from cosines. */
  @Property(tries = 150)
  void boundsOfDirectionsHold(
      @ForAll Motion motion,
      @ForAll @IntRange(min = 1, max = 80) int n,
      @ForAll @IntRange(min = 2, max = 50) int d,
      @ForAll @IntRange(min = 1, max = 100) int k,
      @ForAll boolean narrow,
      @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double offset = narrow ? 1e4 : 0;
    double[][] rows = uniform(n, d, offset, random);
    double[][] centroids = normalized(uniform(k, d, offset, random));
    double[][] units = normalized(rows);
    RowStore store = RowStore.of(Points.of(rows), new PortableKernel());
    try (Workers workers = new Workers(1)) {
      RowStore directions = Directions.of(store, Lengths.of(store, workers));
      DataProfile profile = DataProfile.ofDirections(directions, 0x1p-60);
      SinglePrecision frame = new SinglePrecision(directions, profile);
      BoundedAssignment assignment = new BoundedAssignment(frame, centroids, workers);
      for (int pass = 1; pass <= PASSES; pass++) {
        assignment.assign(centroids);
        for (int i = 0; i < n; i++) {
          int nearest = 0;
          double least = COSINE.distance(rows[i], centroids[0]);
          for (int j = 1; j < k; j++) {
            double distance = COSINE.distance(rows[i], centroids[j]);
            if (distance < least) {
              least = distance;
              nearest = j;
            }
          }
          String where = "pass " + pass + ", row " + i;
          int label = assignment.labels()[i];
          assertEquals(nearest, label, where);
          checkBounds(assignment, units[i], i, centroids, label, where);
        }
        centroids = normalized(moved(motion, centroids, narrow ? 1 : 0, random));
      }
    }
  }

  private static double[][] normalized(double[][] rows) {
    double[][] unit = new double[rows.length][rows[0].length];
    for (int i = 0; i < rows.length; i++) {
      Directions.normalize(rows[i], unit[i]);
    }
    return unit;
  }

  /** Rows of many chunks, of which most have no bounds as long as they do not pay. */
  @Property(tries = 12)
  void boundsHoldWhereTheyComeAndGo(
      @ForAll Motion motion,
      @ForAll @IntRange(min = 600, max = 3000) int n,
      @ForAll @IntRange(min = 16, max = 40) int d,
      @ForAll @IntRange(min = 2, max = 70) int k,
      @ForAll long seed) {
    check(motion, n, d, k, 0, seed);
  }

  /** Rows of floats that the kernel reads where they are, not shifted. */
  @Property(tries = 60)
  void boundsHoldOfRowsInPlace(
      @ForAll Motion motion,
      @ForAll @IntRange(min = 64, max = 1500) int n,
      @ForAll @IntRange(min = 16, max = 40) int d,
      @ForAll @IntRange(min = 2, max = 70) int k,
      @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double offset = 0.3;
    float[] values = new float[n * d];
    double[][] rows = uniform(n, d, offset, random);
    for (int i = 0; i < n; i++) {
      for (int c = 0; c < d; c++) {
        values[i * d + c] = (float) rows[i][c];
        rows[i][c] = values[i * d + c];
      }
    }
    float[] before = values.clone();
    double[][] centroids = uniform(k, d, offset, random);
    RowStore store = RowStore.of(Points.of(values, n, d), new PortableKernel());
    try (Workers workers = new Workers(1)) {
      SinglePrecision frame = new SinglePrecision(store, DataProfile.of(store, workers));
      assertTrue(frame.withoutCopies().plain);
      check(motion, rows, frame.withoutCopies(), centroids, offset, random, workers);
    }
    assertArrayEquals(before, values);
  }

  /** Of such wide rows a block has fewer than there are groups, and each centroid stands twice. */
  @Example
  void tiesOfWideRowsAreDecided() {
    int d = 40_000;
    SplittableRandom random = new SplittableRandom(5);
    double[][] rows = uniform(4, d, 0, random);
    double[][] centroids = uniform(160, d, 0, random);
    for (int j = 80; j < 160; j++) {
      centroids[j] = centroids[j - 80].clone();
    }
    RowStore store = RowStore.of(Points.of(rows), new PortableKernel());
    try (Workers workers = new Workers(1)) {
      SinglePrecision frame = new SinglePrecision(store, DataProfile.of(store, workers));
      BoundedAssignment assignment = new BoundedAssignment(frame, centroids, workers);
      for (int pass = 1; pass <= 2; pass++) {
        assignment.assign(centroids);
        for (int i = 0; i < rows.length; i++) {
          checkRow(assignment, rows[i], i, centroids, pass);
        }
      }
    }
  }

  /**
   * Half of the centroids mirror the others, and rows lie between both: the lower number wins,
   * though the group of the higher ones comes first.
   */
  @Example
  void tiesOfDifferentGroupsGoToTheLowestNumber() {
    int d = 16;
    int k = 64;
    SplittableRandom random = new SplittableRandom(7);
    double[][] centroids = new double[k][d];
    double[][] rows = new double[k][d];
    for (int j = 0; j < k / 2; j++) {
      for (int c = 1; c < d; c++) {
        centroids[j][c] = random.nextInt(5);
      }
      centroids[j + k / 2] = centroids[j].clone();
      rows[j] = centroids[j].clone();
      rows[j + k / 2] = centroids[j].clone();
      centroids[j][0] = 10;
      centroids[j + k / 2][0] = -10;
    }
    RowStore store = RowStore.of(Points.of(rows), new PortableKernel());
    try (Workers workers = new Workers(1)) {
      SinglePrecision frame = new SinglePrecision(store, DataProfile.of(store, workers));
      BoundedAssignment assignment = new BoundedAssignment(frame, centroids, workers);
      assertEquals(2, assignment.groups);
      assertTrue(assignment.grouping.of(k - 1) < assignment.grouping.of(0));
      for (int pass = 1; pass <= 2; pass++) {
        assignment.assign(centroids);
        for (int i = 0; i < k; i++) {
          checkRow(assignment, rows[i], i, centroids, pass);
          assertTrue(assignment.labels()[i] < k / 2);
        }
      }
    }
  }

  /**
   * Centroids in pairs that mirror each other, far from other pairs, and rows between them: ties
   * that stay while the centroids move are decided among the groups that bounds leave open.
   */
  @Property(tries = 20)
  void tiesAreDecidedAmongOpenGroups(
      @ForAll @IntRange(min = 40, max = 400) int n,
      @ForAll @IntRange(min = 240, max = 320) int k,
      @ForAll long seed) {
    int d = 16;
    SplittableRandom random = new SplittableRandom(seed);
    double[][] first = new double[k][];
    for (int j = 0; j < k; j++) {
      first[j] = j % 2 == 0 ? uniform(1, d, 0, random)[0] : first[j - 1].clone();
      for (int c = 1; c < d && j % 2 == 0; c++) {
        first[j][c] *= 1000;
      }
    }
    double[][] rows = new double[n][];
    for (int i = 0; i < n; i++) {
      rows[i] = first[random.nextInt(k)].clone();
      rows[i][0] = i % 3 == 0 ? 1e-3 : 0;
      rows[i][1] += random.nextInt(5);
    }
    RowStore store = RowStore.of(Points.of(rows), new PortableKernel());
    try (Workers workers = new Workers(1)) {
      SinglePrecision frame = new SinglePrecision(store, DataProfile.of(store, workers));
      BoundedAssignment assignment = new BoundedAssignment(frame, first, workers);
      assertTrue(assignment.groups > 1);
      double before = 0;
      for (int pass = 1; pass <= PASSES; pass++) {
        double[][] centroids = new double[k][];
        for (int j = 0; j < k; j++) {
          centroids[j] = first[j].clone();
          centroids[j][0] = (j % 2 == 0 ? 1 : -1) * (1 + pass / 8.0);
        }
        before = assignment.distances();
        assignment.assign(centroids);
        for (int i = 0; i < n; i++) {
          checkRow(assignment, rows[i], i, centroids, pass);
        }
      }
      // Their group, and that again for those that are tied.
      assertTrue(assignment.distances() - before < n * (double) k);
    }
  }

  /** One centroid is a million times as long as the others, whose scores err no more for it. */
  @Property(tries = 30)
  void boundsHoldBesideAnOutlier(
      @ForAll Motion motion,
      @ForAll @IntRange(min = 1, max = 80) int n,
      @ForAll @IntRange(min = 2, max = 70) int k,
      @ForAll long seed) {
    int d = 20;
    SplittableRandom random = new SplittableRandom(seed);
    double[][] rows = uniform(n, d, 0, random);
    double[][] centroids = uniform(k, d, 0, random);
    rows[n / 2] = uniform(1, d, 1e6, random)[0];
    centroids[k / 2] = rows[n / 2].clone();
    RowStore store = RowStore.of(Points.of(rows), new PortableKernel());
    try (Workers workers = new Workers(1)) {
      SinglePrecision frame = new SinglePrecision(store, DataProfile.of(store, workers));
      check(motion, rows, frame, centroids, 0, random, workers);
      double all = frame.window(frame.scoreError(1, 1e6), 1, 1e6);
      assertTrue(frame.nearWindow(1, 0, 1e6) < all / 100);
      assertTrue(frame.nearWindow(1, 0, 1) <= frame.window(frame.scoreError(1, 1), 1, 1));
    }
  }

  private static void check(Motion motion, int n, int d, int k, double offset, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] rows = uniform(n, d, offset, random);
    double[][] centroids = uniform(k, d, offset, random);
    RowStore store = RowStore.of(Points.of(rows), new PortableKernel());
    try (Workers workers = new Workers(1)) {
      SinglePrecision frame = new SinglePrecision(store, DataProfile.of(store, workers));
      check(motion, rows, frame, centroids, offset, random, workers);
    }
  }

  private static void check(
      Motion motion,
      double[][] rows,
      SinglePrecision frame,
      double[][] first,
      double offset,
      SplittableRandom random,
      Workers workers) {
    double[][] centroids = first;
    BoundedAssignment assignment = new BoundedAssignment(frame, centroids, workers);
    for (int pass = 1; pass <= PASSES; pass++) {
      assignment.assign(centroids);
      for (int i = 0; i < rows.length; i++) {
        checkRow(assignment, rows[i], i, centroids, pass);
      }
      centroids = moved(motion, centroids, offset, random);
    }
  }

  private static void checkRow(
      BoundedAssignment assignment, double[] row, int i, double[][] centroids, int pass) {
    int nearest = 0;
    for (int j = 1; j < centroids.length; j++) {
      if (Euclidean.squared(row, centroids[j]) < Euclidean.squared(row, centroids[nearest])) {
        nearest = j;
      }
    }
    String where = "pass " + pass + ", row " + i;
    int label = assignment.labels()[i];
    assertEquals(nearest, label, where);
    checkBounds(assignment, row, i, centroids, label, where);
  }

  private static void checkBounds(
      BoundedAssignment assignment,
      double[] row,
      int i,
      double[][] centroids,
      int label,
      String where) {
    if (!assignment.hasBounds(i)) {
      return;
    }
    double own = distance(assignment, row, centroids[label]);
    assertTrue(
        assignment.upper(i) >= own * (1 - 1e-12),
        () -> where + ": upper bound " + assignment.upper(i) + " of " + own);
    for (int j = 0; j < centroids.length; j++) {
      if (j != label) {
        int other = j;
        double distance = distance(assignment, row, centroids[j]);
        assertTrue(
            assignment.lower(i, j) <= distance * (1 + 1e-12),
            () ->
                where
                    + ", centroid "
                    + other
                    + ": lower bound "
                    + assignment.lower(i, other)
                    + " of "
                    + distance);
      }
    }
  }

  private static double distance(BoundedAssignment assignment, double[] row, double[] centroid) {
    return Math.sqrt(Euclidean.squared(row, centroid)) * assignment.scale();
  }

  private static double[][] uniform(int n, int d, double offset, SplittableRandom random) {
    double[][] rows = new double[n][d];
    for (double[] row : rows) {
      for (int c = 0; c < d; c++) {
        row[c] = offset + random.nextDouble(-1, 1);
      }
    }
    return rows;
  }

  private static double[][] moved(
      Motion motion, double[][] centroids, double offset, SplittableRandom random) {
    int k = centroids.length;
    int d = centroids[0].length;
    double[][] next = new double[k][];
    for (int j = 0; j < k; j++) {
      next[j] = centroids[j].clone();
    }
    switch (motion) {
      case CREEP -> {
        for (double[] centroid : next) {
          for (int c = 0; c < d; c++) {
            centroid[c] += 0.02 * random.nextDouble(-1, 1);
          }
        }
      }
      case JUMP_OF_ONE -> next[random.nextInt(k)] = uniform(1, d, offset, random)[0];
      case SCATTER -> next = uniform(k, d, offset, random);
      case SWAP -> {
        int a = random.nextInt(k);
        int b = random.nextInt(k);
        double[] kept = next[a];
        next[a] = next[b];
        next[b] = kept;
      }
    }
    return next;
  }
}
