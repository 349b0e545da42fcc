package io.github.kmeans4j.core.internal.serve;

import io.github.kmeans4j.core.internal.rows.DataProfile;
import io.github.kmeans4j.core.internal.rows.RowStore;
import io.github.kmeans4j.core.internal.work.Chunks;
import io.github.kmeans4j.core.internal.work.Workers;
import io.github.kmeans4j.internal.Kernel;
import io.github.kmeans4j.internal.kernel.Pairs;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Distances of rows to all centroids in double precision, by products.
 *
 * <pre>
 * Error analysis. u = 2⁻⁵³, z and g are row and centroid less the mean of the centroids, N = ‖z‖² + ‖g‖²,
 * D their distance. In ‖z‖² + ‖g‖² − 2⟨z, g⟩
 *   a product of d steps of multiply and add errs by at most d·u·N/2, so twice of it by d·u·N;
 *   the two squared lengths, taken before z and g were rounded, by (d + 4)·u·N together;
 *   the sum and the difference of the three, at most 2N each, by 4·u·N;
 *   the roundings of z and g move D by at most u·√(2N), and its square by 4·u·N.
 * In all D² errs by (2d + 12)·u·N and what is of order u². So where D² ≥ near·N, with near = (d + 6)·u / ε,
 * the error of D is at most ε·D, but for its own rounding. Pairs that are nearer are measured by differences.
 * The plain definition loses squares below 2⁻¹⁰²²; so rows that are nearer than 2⁻⁴⁷⁰ to the origin are
 * measured by it too. Of other pairs those at less than 2⁻⁴⁸⁰, where it loses digits, count as near.
 * With ε = 9·10⁻¹³ a distance and that of the plain definition, which errs by (d / 2 + 2)·u itself, differ by
 * at most 10⁻¹² of it up to 1700 columns, in the worst case.
 * </pre>
 *
 * <p>No number depends on the kernel, nor on which rows come together. Immutable and thread-safe.
 */
final class DistancePanels {
  private static final int LANES = Pairs.LANES;

  /** Values of rows at once: 512 kB, so that they stay near while all panels pass by. */
  private static final int BLOCK = 1 << 16;

  private static final int MOST_ROWS = 64;

  private static final double ERROR = 0x1p-40;

  /** Rows up to so far from the origin may have squares that underflow in the plain definition. */
  private static final double NEAREST = 0x1p-470;

  /** Squares of the frame below this have lost digits. */
  private static final double LEAST_SQUARE = 0x1p-960;

  /** Fewer centroids would leave too many lanes empty. */
  private static final int LEAST_CENTROIDS = 12;

  /** With more columns too many pairs would count as near. */
  private static final int MOST_COLUMNS = 4096;

  private final double[][] centroids;
  private final Kernel kernel;
  private final int k;
  private final int d;
  private final double[] origin;

  /** Rows of a squared length below this are finite, and no distance overflows. */
  private final double safe;

  /** Rows of a squared length up to this are too near to the origin for products. */
  private final double tiny;

  /** Each d × {@link #LANES}; none where differences are better. */
  private final double[][] panels;

  private final double[] center;
  private final double[] normsSq;
  private double scale = 1;

  DistancePanels(double[][] centroids, Kernel kernel) {
    this.centroids = centroids;
    this.kernel = kernel;
    this.k = centroids.length;
    this.d = centroids[0].length;
    this.origin = new double[d];
    this.center = new double[d];
    boolean byProducts = k >= LEAST_CENTROIDS && d <= MOST_COLUMNS;
    this.panels = new double[byProducts ? Chunks.count(k, LANES) : 0][];
    this.normsSq = new double[panels.length * LANES];
    if (byProducts) {
      setFrame();
      for (int p = 0; p < panels.length; p++) {
        panels[p] = panel(p);
      }
    }
    double nearest = NEAREST * scale;
    this.tiny = Math.max(nearest * nearest, LEAST_SQUARE);
    double middle = Math.sqrt(kernel.squaredDistance(center, 0, origin));
    double limit = Math.max(0, DataProfile.largestValue(1, d) - middle) * scale * 0.99;
    this.safe = Math.min(limit * limit, Pairs.MOST);
  }

  private void setFrame() {
    for (int c = 0; c < d; c++) {
      double mean = 0;
      for (double[] centroid : centroids) {
        mean += centroid[c] / k;
      }
      center[c] = mean;
    }
    double largest = 0;
    for (double[] centroid : centroids) {
      for (int c = 0; c < d; c++) {
        largest = Math.max(largest, Math.abs(centroid[c] - center[c]));
      }
    }
    scale =
        largest == 0
            ? 1
            : Math.scalb(1.0, -Math.max(-1000, Math.min(1000, Math.getExponent(largest))));
  }

  private double[] panel(int p) {
    double[] panel = new double[d * LANES];
    double[] row = new double[d];
    for (int l = 0; l < LANES && p * LANES + l < k; l++) {
      System.arraycopy(centroids[p * LANES + l], 0, row, 0, d);
      normsSq[p * LANES + l] = center(row);
      for (int c = 0; c < d; c++) {
        panel[c * LANES + l] = row[c];
      }
    }
    return panel;
  }

  /** Brings a row into the frame; returns its squared length. */
  private double center(double[] row) {
    for (int c = 0; c < d; c++) {
      row[c] = (row[c] - center[c]) * scale;
    }
    return kernel.squaredDistance(row, 0, origin);
  }

  /** Writes the n × k distances of some rows. */
  void measure(RowStore store, IntConsumer check, Workers workers, double[] distances) {
    int rows = Math.max(1, Math.min(MOST_ROWS, BLOCK / d));
    Chunks chunks = new Chunks(store.n, rows);
    @Nullable Scratch[] scratch = new Scratch[workers.threads()];
    workers.run(
        chunks.count(),
        (chunk, worker) -> {
          Scratch own = scratch[worker];
          if (own == null) {
            own = new Scratch(store, check, panels.length == 0 ? 0 : Math.min(store.n, rows));
            scratch[worker] = own;
          }
          own.measure(chunks.first(chunk), chunks.end(chunk), distances);
        });
  }

  /** What one worker needs. */
  private final class Scratch {
    private final RowStore store;
    private final IntConsumer check;
    private final double[] rows;
    private final double[] rowNormsSq;
    private final double[] row = new double[d];
    private final double[] sums;

    Scratch(RowStore store, IntConsumer check, int mostRows) {
      this.store = store;
      this.check = check;
      this.rows = new double[mostRows * d];
      this.rowNormsSq = new double[mostRows];
      this.sums = new double[mostRows * LANES];
    }

    void measure(int from, int to, double[] distances) {
      if (panels.length == 0) {
        for (int i = from; i < to; i++) {
          measureDirectly(i, distances);
        }
        return;
      }
      load(from, to);
      for (int p = 0; p < panels.length; p++) {
        kernel.products(rows, to - from, panels[p], 0, d, sums);
        write(p, from, to, distances);
      }
    }

    // Loops of their own, which the JIT compiles soon, and once more when a kernel changes.

    private void load(int from, int to) {
      for (int i = from; i < to; i++) {
        store.copy(i, row);
        double normSq = center(row);
        if (!(normSq < safe)) {
          check.accept(i);
        }
        rowNormsSq[i - from] = normSq;
        System.arraycopy(row, 0, rows, (i - from) * d, d);
      }
    }

    /** Writes the distances of some rows from the centroids of a panel. */
    private void write(int p, int from, int to, double[] distances) {
      double near = (d + 6) * 0x1p-53 / ERROR;
      int lanes = Math.min(LANES, k - p * LANES);
      for (int i = from; i < to; i++) {
        int at = (i - from) * LANES;
        long left =
            kernel.distances(sums, at, normsSq, p * LANES, rowNormsSq[i - from], near, 1 / scale);
        int target = i * k + p * LANES;
        System.arraycopy(sums, at, distances, target, lanes);
        left = (rowNormsSq[i - from] > tiny ? left : -1L) & -1L >>> LANES - lanes;
        if (left != 0) {
          writeNear(i, p, left, distances);
        }
      }
    }

    private void writeNear(int i, int p, long near, double[] distances) {
      for (long left = near; left != 0; left &= left - 1) {
        int j = p * LANES + Long.numberOfTrailingZeros(left);
        distances[i * k + j] = distance(i, j);
      }
    }

    private void measureDirectly(int i, double[] distances) {
      store.copy(i, row);
      if (!(kernel.squaredDistance(row, 0, origin) < safe)) {
        check.accept(i);
      }
      for (int j = 0; j < k; j++) {
        distances[i * k + j] = distance(i, j);
      }
    }

    private double distance(int i, int j) {
      return Math.sqrt(store.squaredDistanceFast(i, centroids[j]));
    }
  }
}
