package io.github.kmeans4j.core.internal.lanes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.internal.exact.SinglePrecision;
import io.github.kmeans4j.core.internal.kernel.PortableKernel;
import io.github.kmeans4j.core.internal.rows.DataProfile;
import io.github.kmeans4j.core.internal.rows.Euclidean;
import io.github.kmeans4j.core.internal.rows.RowStore;
import io.github.kmeans4j.core.internal.work.Workers;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * After every pass each gap and each list of near centroids must hold, looked at themselves and not
 * only through the labels that follow from them.
 */
class LaneAssignmentTest {
  private static final int PASSES = 14;
  private static final int BLOCK = 32;
  private static final int CHUNK = 128;

  /** How rows lie. */
  enum Lie {
    EVENLY,
    IN_CLUSTERS,
    FAR_OFF,
    /** A column counts for a thousand times another. */
    STRETCHED,
    /** Whole numbers, of which many are equal, and many rows lie in the middle of two centroids. */
    ON_A_GRID,
    ALL_EQUAL,
    ONE_FAR_AWAY
  }

  /** How the centroids move from one pass to the next. */
  enum Motion {
    CREEP,
    CREEP_SLOWLY,
    JUMP_OF_ONE,
    SCATTER,
    SWAP,
    /** One goes from far away to the others, which rest. */
    ARRIVAL_OF_ONE,
    /** The same, slower and slower. */
    SLOW_ARRIVAL,
    /** All the same way, so that some leave the rows and others come. */
    DRIFT_OF_ALL,
    REST
  }

  @Property(tries = 400)
  void gapsAndListsHold(
      @ForAll Lie lie,
      @ForAll Motion motion,
      @ForAll @IntRange(min = 1, max = 700) int n,
      @ForAll @IntRange(min = 1, max = 9) int d,
      @ForAll @IntRange(min = 1, max = 40) int k,
      @ForAll @IntRange(min = -1, max = 3) int orderedAfter,
      @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] rows = rows(lie, n, d, random);
    double[][] centroids = new double[k][];
    Arrays.setAll(centroids, j -> rows[random.nextInt(n)].clone());
    if (motion == Motion.ARRIVAL_OF_ONE || motion == Motion.SLOW_ARRIVAL) {
      for (int c = 0; c < d; c++) {
        centroids[0][c] += random.nextDouble(-9, 9);
      }
    }
    check(rows, centroids, motion, orderedAfter, random);
  }

  /** Rows that seeding has put in order, from the second pass on. */
  @Property(tries = 200)
  void rowsThatWereInOrderBefore(
      @ForAll Lie lie,
      @ForAll Motion motion,
      @ForAll @IntRange(min = 1, max = 700) int n,
      @ForAll @IntRange(min = 1, max = 9) int d,
      @ForAll @IntRange(min = 1, max = 40) int k,
      @ForAll boolean loaded,
      @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] rows = rows(lie, n, d, random);
    for (double[] row : rows) {
      Arrays.setAll(row, c -> loaded ? row[c] : (float) row[c]);
    }
    double[][] centroids = new double[k][];
    Arrays.setAll(centroids, j -> rows[random.nextInt(n)].clone());
    try (Workers workers = new Workers(2)) {
      SinglePrecision frame = frame(rows, workers);
      SpatialOrder.Source source =
          (first, count, target) -> {
            for (int r = 0; r < count; r++) {
              for (int c = 0; c < d; c++) {
                target[r * d + c] = (float) rows[first + r][c];
              }
              if (loaded) {
                frame.load(first + r, target, r * d);
              }
            }
          };
      RowRanges ordered = SpatialOrder.of(source, n, d, BLOCK, CHUNK, workers);
      RowBlocks given = new RowBlocks(frame, BLOCK, CHUNK, ordered, loaded);
      for (int run = 0; run < 2; run++) {
        LaneAssignment assignment = new LaneAssignment(frame, k, workers, BLOCK, CHUNK, 1e9, given);
        check(assignment, frame, rows, centroids, motion, random);
        assertTrue(assignment.isOrdered());
      }
    }
  }

  @Example
  void centroidsOutOfReachAndAllInOnePlace() {
    SplittableRandom random = new SplittableRandom(5);
    double[][] rows = rows(Lie.IN_CLUSTERS, 300, 3, random);
    double[][] centroids = {{1e150, 0, 0}, {0, -1e150, 3}, {0.1, 0.2, 0.3}, {0.1, 0.2, 0.3}};
    for (int orderedAfter : new int[] {-1, 1}) {
      check(rows, centroids, Motion.CREEP, orderedAfter, random);
      check(rows, Arrays.copyOf(centroids, 2), Motion.REST, orderedAfter, random);
      check(rows, Arrays.copyOfRange(centroids, 2, 4), Motion.CREEP, orderedAfter, random);
    }
  }

  @Example
  void whoeverComesFromAfarIsSeenInTime() {
    // One comes slowly while the others tremble; then all go the same way.
    for (int start = 0; start < 12; start++) {
      double late = start * 0.0013;
      double[][] one = {{0.75}, {0.25}, {-0.27 - late}};
      checkArrival(one, pass -> new double[] {pass % 2 * 0.004 - 0.002, 0.001, 0.002});
      double[][] all = new double[9][1];
      double[] steps = new double[9];
      for (int j = 0; j < 9; j++) {
        all[j][0] = 0.75 - 0.5 * j - late * 5;
        steps[j] = 0.02;
      }
      checkArrival(all, pass -> steps);
    }
  }

  private static void checkArrival(double[][] initial, IntFunction<double[]> steps) {
    double[][] rows = new double[256][1];
    for (int i = 0; i < rows.length; i++) {
      rows[i][0] = i / 255.0;
    }
    double[][] centroids = initial;
    try (Workers workers = new Workers(1)) {
      LaneAssignment assignment =
          new LaneAssignment(frame(rows, workers), centroids.length, workers, BLOCK, CHUNK, 1);
      for (int pass = 0; pass < 60; pass++) {
        assignment.assign(centroids);
        for (int i = 0; i < rows.length; i++) {
          assertEquals(nearest(rows[i], centroids), assignment.labels()[i], "pass " + pass);
        }
        double[][] next = new double[centroids.length][];
        for (int j = 0; j < next.length; j++) {
          next[j] = new double[] {centroids[j][0] + steps.apply(pass)[j]};
        }
        centroids = next;
      }
    }
  }

  @Example
  void rowsJoinChunkByChunk() {
    SplittableRandom random = new SplittableRandom(6);
    double[][] rows = rows(Lie.IN_CLUSTERS, 1200, 2, random);
    double[][] centroids = Arrays.copyOf(rows, 9);
    try (Workers workers = new Workers(2)) {
      LaneAssignment assignment = new LaneAssignment(frame(rows, workers), 9, workers, 32, 512, 0);
      for (int seen : new int[] {512, 512, 1024, 1200, 1200, 1200}) {
        assignment.extend(seen);
        assignment.assign(centroids);
        for (int i = 0; i < rows.length; i++) {
          assertEquals(i < seen ? nearest(rows[i], centroids) : -1, assignment.labels()[i]);
        }
        centroids = moved(Motion.CREEP, centroids, random);
      }
      assertTrue(assignment.isOrdered());
    }
  }

  @Example
  void nothingDependsOnTheThreads() {
    SplittableRandom random = new SplittableRandom(7);
    double[][] rows = rows(Lie.IN_CLUSTERS, 3000, 2, random);
    double[] distances = new double[3];
    int[][] labels = new int[3][];
    for (int threads = 1; threads <= 3; threads++) {
      SplittableRandom motion = new SplittableRandom(8);
      double[][] centroids = Arrays.copyOf(rows, 15);
      try (Workers workers = new Workers(threads)) {
        LaneAssignment assignment =
            new LaneAssignment(frame(rows, workers), 15, workers, BLOCK, CHUNK, 1);
        for (int pass = 0; pass < 8; pass++) {
          assignment.assign(centroids);
          centroids = moved(Motion.CREEP_SLOWLY, centroids, motion);
        }
        distances[threads - 1] = assignment.distances();
        labels[threads - 1] = assignment.labels().clone();
      }
    }
    assertEquals(distances[0], distances[1]);
    assertEquals(distances[0], distances[2]);
    assertArrayEquals(labels[0], labels[1]);
    assertArrayEquals(labels[0], labels[2]);
  }

  @Example
  void orderSparesDistances() {
    SplittableRandom random = new SplittableRandom(9);
    double[][] rows = rows(Lie.EVENLY, 4000, 2, random);
    double[][] centroids = Arrays.copyOf(rows, 40);
    double[] distances = new double[2];
    for (int ordered = 0; ordered < 2; ordered++) {
      try (Workers workers = new Workers(1)) {
        LaneAssignment assignment =
            new LaneAssignment(frame(rows, workers), 40, workers, BLOCK, 512, (1 - ordered) * 1e9);
        for (int pass = 0; pass < 6; pass++) {
          assignment.assign(moved(Motion.CREEP, centroids, new SplittableRandom(pass)));
        }
        distances[ordered] = assignment.distances();
      }
    }
    assertTrue(distances[1] < 0.6 * distances[0], Arrays.toString(distances));
  }

  private static SinglePrecision frame(double[][] rows, Workers workers) {
    RowStore store = RowStore.of(Points.of(rows), new PortableKernel());
    return new SinglePrecision(store, DataProfile.of(store, workers));
  }

  private static void check(
      double[][] rows,
      double[][] initial,
      Motion motion,
      int orderedAfter,
      SplittableRandom random) {
    int k = initial.length;
    double from = orderedAfter < 0 ? Double.POSITIVE_INFINITY : orderedAfter * 0.5 * k;
    try (Workers workers = new Workers(1)) {
      SinglePrecision frame = frame(rows, workers);
      LaneAssignment assignment = new LaneAssignment(frame, k, workers, BLOCK, CHUNK, from);
      check(assignment, frame, rows, initial, motion, random);
    }
  }

  private static void check(
      LaneAssignment assignment,
      SinglePrecision frame,
      double[][] rows,
      double[][] initial,
      Motion motion,
      SplittableRandom random) {
    double[][] centroids = initial;
    int[] before = new int[rows.length];
    Arrays.fill(before, -1);
    for (int pass = 1; pass <= PASSES; pass++) {
      int moved = assignment.assign(centroids).total();
      int differing = 0;
      for (int i = 0; i < rows.length; i++) {
        String where = "pass " + pass + ", row " + i;
        assertEquals(nearest(rows[i], centroids), assignment.labels()[i], where);
        differing += assignment.labels()[i] == before[i] ? 0 : 1;
      }
      assertEquals(differing, moved, "rows that moved");
      before = assignment.labels().clone();
      for (int place = 0; place < rows.length; place++) {
        checkPlace(assignment, frame.scale, place, rows, centroids, pass);
      }
      centroids = moved(motion, centroids, random);
    }
  }

  private static void checkPlace(
      LaneAssignment assignment,
      double scale,
      int place,
      double[][] rows,
      double[][] centroids,
      int pass) {
    int row = assignment.row(place);
    int[] list = assignment.list(place);
    boolean[] listed = new boolean[centroids.length];
    for (int j : list) {
      listed[j] = true;
    }
    int label = assignment.labels()[row];
    String where = "pass " + pass + ", row " + row;
    assertTrue(listed[label], () -> where + ": label not in the list");
    double own = Math.sqrt(Euclidean.squared(rows[row], centroids[label])) * scale;
    double gap = assignment.gap(place);
    double guard = assignment.guard(place);
    for (int j = 0; j < centroids.length; j++) {
      double other = Math.sqrt(Euclidean.squared(rows[row], centroids[j])) * scale;
      double exact = (other - own) + 1e-12 * (other + own);
      if (j != label) {
        double bound = listed[j] ? gap : guard;
        String what = where + ", centroid " + j + (listed[j] ? ": gap " : ": guard ");
        assertTrue(!(bound > 0) || bound <= exact, () -> what + bound + " of " + exact);
      }
    }
  }

  private static int nearest(double[] row, double[][] centroids) {
    int nearest = 0;
    for (int j = 1; j < centroids.length; j++) {
      if (Euclidean.squared(row, centroids[j]) < Euclidean.squared(row, centroids[nearest])) {
        nearest = j;
      }
    }
    return nearest;
  }

  private static double[][] rows(Lie lie, int n, int d, SplittableRandom random) {
    double[][] rows = new double[n][d];
    for (int i = 0; i < n; i++) {
      int cluster = random.nextInt(8);
      for (int c = 0; c < d; c++) {
        double u = random.nextDouble(-1, 1);
        rows[i][c] =
            switch (lie) {
              case EVENLY -> u;
              case IN_CLUSTERS -> Math.sin(cluster * 7 + c * 3) + 0.1 * u;
              case FAR_OFF -> 1e6 + u;
              case STRETCHED -> c == 0 ? 1000 * u : u;
              case ON_A_GRID -> Math.rint(4 * u);
              case ALL_EQUAL -> 0.7;
              case ONE_FAR_AWAY -> i == n / 2 ? 1e8 : u;
            };
      }
    }
    return rows;
  }

  private static double[][] moved(Motion motion, double[][] centroids, SplittableRandom random) {
    double[][] next = new double[centroids.length][];
    Arrays.setAll(next, j -> centroids[j].clone());
    switch (motion) {
      case CREEP, CREEP_SLOWLY -> {
        for (double[] centroid : next) {
          for (int c = 0; c < centroid.length; c++) {
            centroid[c] += (motion == Motion.CREEP ? 0.03 : 0.0003) * random.nextDouble(-1, 1);
          }
        }
      }
      case JUMP_OF_ONE -> {
        double[] centroid = next[random.nextInt(next.length)];
        for (int c = 0; c < centroid.length; c++) {
          centroid[c] += random.nextDouble(-1, 1);
        }
      }
      case SCATTER -> {
        for (double[] centroid : next) {
          for (int c = 0; c < centroid.length; c++) {
            centroid[c] += random.nextDouble(-1, 1);
          }
        }
      }
      case SWAP -> {
        int a = random.nextInt(next.length);
        int b = random.nextInt(next.length);
        double[] kept = next[a];
        next[a] = next[b];
        next[b] = kept;
      }
      case ARRIVAL_OF_ONE, SLOW_ARRIVAL -> {
        double part = motion == Motion.SLOW_ARRIVAL ? 0.1 : 0.3;
        for (int c = 0; c < next[0].length; c++) {
          next[0][c] += part * (next[next.length - 1][c] - next[0][c]);
        }
      }
      case DRIFT_OF_ALL -> {
        for (double[] centroid : next) {
          centroid[0] += 0.04;
        }
      }
      case REST -> {}
    }
    return next;
  }
}
