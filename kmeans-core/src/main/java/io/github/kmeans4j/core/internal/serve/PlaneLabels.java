package io.github.kmeans4j.core.internal.serve;

import io.github.kmeans4j.core.internal.exact.NearestSearch;
import io.github.kmeans4j.core.internal.exact.ScoredCentroids;
import io.github.kmeans4j.core.internal.exact.SinglePrecision;
import io.github.kmeans4j.core.internal.work.Chunks;
import java.util.function.IntConsumer;

/**
 * Labels rows by the coordinates of a {@link CentroidPlane}; those that are left open, in all
 * columns. Where too many are, it stops asking for coordinates. Scratch of one worker; not
 * thread-safe.
 */
final class PlaneLabels {
  /** Rows of a chunk that may be left open: beyond them coordinates cost more than they save. */
  private static final double MOST_OPEN = 0.4;

  private final SinglePrecision frame;
  private final ScoredCentroids centroids;
  private final CentroidPlane plane;
  private final NearestSearch search;
  private final int k;
  private final int width;
  private final float[] coordinates;
  private final int[] places;
  private final float[] least;
  private final float[] second;
  private final int[] nearest;
  private final int[] found;
  private final int[] open = new int[Chunks.ROWS];
  private final int[] openLabels = new int[Chunks.ROWS];
  private boolean pays = true;

  PlaneLabels(SinglePrecision frame, ScoredCentroids centroids, CentroidPlane plane) {
    this.frame = frame;
    this.centroids = centroids;
    this.plane = plane;
    this.k = centroids.exact.length;
    this.search = new NearestSearch(frame, k, frame.store.n);
    int panel = frame.kernel.panelWidth(plane.size);
    this.width = Chunks.count(plane.size, panel) * panel;
    this.coordinates = new float[search.blockRows * width];
    this.places = new int[search.blockRows];
    this.least = new float[search.blockRows];
    this.second = new float[search.blockRows];
    this.nearest = new int[search.blockRows];
    this.found = new int[k];
    for (int r = 0; r < places.length; r++) {
      places[r] = r * width;
    }
  }

  /** Labels rows [from, to), at most {@link Chunks#ROWS}. */
  void label(int from, int to, IntConsumer check, int[] labels) {
    if (!pays) {
      search.label(null, from, to, labels, centroids, check);
      return;
    }
    int count = 0;
    int size;
    for (int at = from; at < to; at += size) {
      size = Math.min(search.blockRows, to - at);
      score(at, size);
      for (int r = 0; r < size; r++) {
        if (isCertain(r, at + r, check)) {
          labels[at + r] = nearest[r];
        } else {
          open[count++] = at + r;
        }
      }
    }
    search.label(open, 0, count, openLabels, centroids, check);
    for (int i = 0; i < count; i++) {
      labels[open[i]] = openLabels[i];
    }
    pays = count <= MOST_OPEN * (to - from);
  }

  /** Scores a block of rows by their coordinates. */
  private void score(int at, int size) {
    search.place(null, at, size);
    search.score(size, plane.directions, plane.size, coordinates, width);
    for (int i = 0; i < size * width; i++) {
      coordinates[i] *= -0.5f;
    }
    int panels = search.stride / frame.kernel.panelWidth(k);
    frame.kernel.scores(
        coordinates, places, size, plane.packed, 0, panels, search.scores, search.stride);
    frame.kernel.leastTwo(
        search.scores, size, search.stride, search.stride, least, second, nearest);
  }

  /** Tells whether no other centroid than the one of the least score can be nearest. */
  private boolean isCertain(int r, int row, IntConsumer check) {
    double norm = frame.norm(search.normSq(r, row, check));
    float insideSq =
        frame.kernel.dotProduct(coordinates, places[r], coordinates, places[r], plane.size);
    double inside = frame.norm(insideSq);
    double twiceRest = plane.twiceRest(frame, norm, insideSq);
    double gamma = centroids.largestNorm;
    double error = plane.error(frame, norm, inside, twiceRest, gamma);
    double limit =
        least[r] + twiceRest * plane.rests[nearest[r]] + frame.window(error, norm, gamma);
    return frame.kernel.listLowered(
            search.scores,
            r * search.stride,
            plane.rests,
            0,
            Math.nextUp((float) twiceRest),
            k,
            Math.nextUp((float) limit),
            found)
        == 1;
  }
}
