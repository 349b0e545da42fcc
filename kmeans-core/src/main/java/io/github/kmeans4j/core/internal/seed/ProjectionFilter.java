package io.github.kmeans4j.core.internal.seed;

import io.github.kmeans4j.core.internal.exact.NearestSearch;
import io.github.kmeans4j.core.internal.exact.Outward;
import io.github.kmeans4j.core.internal.exact.SinglePrecision;
import io.github.kmeans4j.core.internal.project.Subspace;
import io.github.kmeans4j.core.internal.work.Chunks;
import io.github.kmeans4j.core.internal.work.Workers;
import io.github.kmeans4j.internal.Kernel;
import io.github.kmeans4j.internal.kernel.Tiles;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Proves of most pairs of rows, from a few numbers each, that they are farther apart than some
 * limit.
 *
 * <p>Of each row are kept its coordinates in a {@link Subspace} and the length of the rest, in two
 * steps: the first coordinates by column, so that a block of rows is multiplied by a candidate in
 * vector code, the others by row, for the pairs that the first ones leave open.
 *
 * <pre>
 * Theory. v is a row as the frame gives it (floats, shifted and scaled), N̂ its computed squared norm,
 * ŵ its computed coordinates in the basis B, Q and R the orthogonal projections to the span of B and
 * to its complement. By Cauchy and Schwarz
 *     ‖v − z‖² = ‖v‖² + ‖z‖² − 2⟨Qv,Qz⟩ − 2⟨Rv,Rz⟩ ≥ ‖v‖² + ‖z‖² − 2⟨Qv,Qz⟩ − 2‖Rv‖‖Rz‖.
 * With u = 2⁻²⁴, g the bound of the relative error of a kernel's product, m vectors, ε ≥ ‖BBᵀ − I‖:
 *     |N̂ − ‖v‖²|        ≤ gN̂
 *     ‖ŵ − Bv‖          ≤ γ‖v‖,      γ = g√m(1 + ε)
 *     |⟨ŵ,ẑ⟩ − ⟨Qv,Qz⟩| ≤ c‖v‖‖z‖,   c = 1.3ε + 2γ(1 + ε) + γ²   for ε ≤ 0.1
 *     ‖Rv‖²             ≤ ρ² = N̂ − ‖ŵ‖² + 1.1(g + c)N̂, rounded up
 * So ρ serves as one more coordinate: a = (ŵ, ρ). Its products, of at most m + 2 terms in floats, add
 * 2.2(m + 10)u‖v‖‖z‖, the frame's rounding 6u(‖v‖² + ‖z‖²), and as 2‖v‖‖z‖ ≤ ‖v‖² + ‖z‖²,
 *     ‖v − z‖² ≥ (1 − η)(N̂ + N̂') − 2⟨a,a'⟩ − underflow,
 *     η = 1.1[g + c + 6u + 2.2(m + 10)u].
 * </pre>
 *
 * <p>Few columns are coordinates themselves, and so are those of rows of which no few directions
 * explain nearly all: then the subspace is all of the space, m = d, and there is one step.
 *
 * <p>Which pairs are ruled out may depend on the kernel, but a pair within the limit never is.
 * Immutable and thread-safe.
 */
public final class ProjectionFilter {
  /** Rows a block. */
  private static final int BLOCK = Chunks.ROWS;

  /** Coordinates at most in the first step, ρ included, unless they are the columns. */
  private static final int COARSE = 66;

  /** Coordinates at most in both steps, ρ not included. */
  private static final int MOST = 126;

  /** The lanes of the widest vectors. */
  private static final int PADDING = 16;

  /** How many distances a direction must save: several times what the search for it costs. */
  private static final int DISTANCES_A_DIRECTION = 10_000;

  /** Up to so many columns all of them serve as coordinates, without a search for directions. */
  private static final int FEW_COLUMNS = 20;

  /** Columns, and values, of rows that are kept whole because no few directions explain them. */
  private static final int MOST_WHOLE = 256;

  private static final int MOST_WHOLE_VALUES = 1 << 27;

  /** Directions that leave more than this part of the squared lengths of rows prove too little. */
  private static final double REST = 0.1;

  /** Rows looked at for that. */
  private static final int SAMPLE = 256;

  /** How many candidates and rows make it worth while to copy such rows. */
  private static final int FEWEST_PAIRS = 16;

  private static final int FEWEST_ROWS = 384;

  /** Values of such rows at most: more are not worth the memory of a copy. */
  private static final int MOST_VALUES = 1 << 20;

  private final Kernel kernel;
  private final Chunks blocks;
  private final double unitSq;
  private final double underflow;

  /** Block × coordinate (padded by zeros to a multiple of 6) × row; the last coordinate is ρ. */
  private final float[][][] coarse;

  /** Block × (row, coordinate), the last one ρ; without rows if there is one step only. */
  private final float[][] fine;

  private final int coarseSize;
  private final int fineSize;

  /** Floats of a row in the second step: padded by zeros, since kernels are slow at odd ends. */
  private final int fineStride;

  /** By row: (1 − η)N̂, a squared norm rounded down. */
  private final double[] normsSq;

  private ProjectionFilter(SinglePrecision frame, Subspace subspace, Workers workers) {
    int n = frame.store.n;
    int d = frame.store.d;
    int m = subspace.size;
    this.kernel = frame.kernel;
    this.unitSq = frame.scale * frame.scale;
    this.underflow = (d + m) * 0x1p-120;
    this.coarseSize = m == d ? d : Math.min(m, COARSE - 1);
    this.fineSize = m - coarseSize;
    this.fineStride = fineSize == 0 ? 0 : Chunks.count(fineSize + 1, PADDING) * PADDING;
    this.blocks = new Chunks(n, BLOCK);
    this.coarse = new float[blocks.count()][][];
    this.fine = new float[coarse.length][];
    this.normsSq = new double[n];
    double u = 0x1p-24;
    double g = 1.05 * (frame.productError + 4 * u); // of coordinates, and so of squared norms too
    double skew = subspace.skewness;
    double gamma = g * Math.sqrt(m) * (1 + skew);
    double c = 1.3 * skew + 2 * gamma * (1 + skew) + gamma * gamma;
    double eta = 1.1 * (g + c + 6 * u + 2.2 * (m + 10) * u);
    Tiles.Packed packed = kernel.pack(subspace.basis, new float[m], m, d);
    NearestSearch[] scratch = new NearestSearch[workers.threads()];
    workers.run(
        coarse.length,
        (block, worker) -> {
          if (scratch[worker] == null) {
            scratch[worker] = new NearestSearch(frame, m);
          }
          project(block, scratch[worker], packed, m, 1 + 1.1 * (g + c), 1 - eta);
        });
  }

  /**
   * Prepares the filter.
   *
   * @param pairs how many candidates every row will be compared with about; more are worth more
   *     coordinates
   * @return null if nothing would be gained, or nothing can be proved of such data in floats
   */
  static @Nullable ProjectionFilter of(SinglePrecision frame, long pairs, Workers workers) {
    // A coordinate of a row costs about as much as half a distance, its direction some thousand.
    long worth =
        Math.min(pairs / 2, (long) ((double) pairs * frame.store.n / DISTANCES_A_DIRECTION));
    int most = Math.min(Math.min(MOST, frame.store.d / 2), Subspace.most(frame.store.d));
    int wanted = (int) Math.min(most, worth);
    boolean provable = frame.scoreError(1, 1) < Double.POSITIVE_INFINITY;
    if (provable && frame.store.d <= FEW_COLUMNS) {
      boolean pays =
          pairs >= FEWEST_PAIRS
              && frame.store.n >= FEWEST_ROWS
              && (long) frame.store.n * frame.store.d <= MOST_VALUES;
      return pays ? new ProjectionFilter(frame, Subspace.all(frame.store.d), workers) : null;
    }
    if (wanted < 7 || !provable) {
      return null;
    }
    Subspace subspace = Subspace.of(frame, wanted, workers);
    if (wanted == most && suitsWhole(frame) && !explainsRows(frame, subspace)) {
      subspace = Subspace.all(frame.store.d);
    }
    return subspace.size == 0 || !(subspace.skewness <= 0.1)
        ? null
        : new ProjectionFilter(frame, subspace, workers);
  }

  /** Whether rows may be kept in all their columns. */
  private static boolean suitsWhole(SinglePrecision frame) {
    int d = frame.store.d;
    return d <= MOST || d <= MOST_WHOLE && (long) frame.store.n * d <= MOST_WHOLE_VALUES;
  }

  /** Tells, by some rows, whether nearly all of their lengths is in the subspace. */
  private static boolean explainsRows(SinglePrecision frame, Subspace subspace) {
    int n = frame.store.n;
    int d = frame.store.d;
    int count = Math.min(n, SAMPLE);
    float[] row = new float[d];
    double all = 0;
    double inside = 0;
    for (int s = 0; s < count; s++) {
      frame.load((int) ((long) s * n / count), row, 0);
      all += frame.squaredNorm(row, 0);
      for (int t = 0; t < subspace.size; t++) {
        double w = frame.kernel.dotProduct(row, 0, subspace.basis, t * d, d);
        inside += w * w;
      }
    }
    return inside >= (1 - REST) * all;
  }

  private void project(
      int block, NearestSearch search, Tiles.Packed packed, int m, double lift, double keep) {
    int from = blocks.first(block);
    int to = blocks.end(block);
    float[][] columns = new float[(coarseSize + 6) / 6 * 6][BLOCK];
    float[] rows = new float[BLOCK * fineStride];
    int panels = search.stride / kernel.panelWidth(m);
    int d = search.frame.store.d;
    int size;
    for (int at = from; at < to; at += size) {
      size = Math.min(search.blockRows, to - at);
      load(search, at, size);
      if (m < d) {
        kernel.scores(
            search.values, search.starts, size, packed, 0, panels, search.scores, search.stride);
      }
      for (int r = 0; r < size; r++) {
        double normSq = keep(search, r, m, lift, columns, rows, at - from + r);
        normsSq[at + r] =
            normSq < SinglePrecision.LARGEST_NORM_SQ ? normSq * keep : Double.NEGATIVE_INFINITY;
      }
    }
    coarse[block] = columns;
    fine[block] = rows;
  }

  private static void load(NearestSearch search, int from, int size) {
    for (int r = 0; r < size; r++) {
      search.load(from + r, r);
    }
  }

  /** Keeps the coordinates of a row, and the lengths of its rests; returns its squared norm. */
  private double keep(
      NearestSearch search, int r, int m, double lift, float[][] columns, float[] rows, int slot) {
    double normSq = search.frame.squaredNorm(search.values, search.starts[r]);
    double restSq = normSq * lift;
    boolean projected = m < search.frame.store.d;
    for (int t = 0; t < coarseSize; t++) {
      float w =
          projected
              ? search.scores[r * search.stride + t] / -2
              : search.values[search.starts[r] + t];
      columns[t][slot] = w;
      restSq -= (double) w * w;
    }
    columns[coarseSize][slot] = length(restSq);
    if (fineSize > 0) {
      int o = slot * fineStride;
      for (int t = 0; t < fineSize; t++) {
        float w = search.scores[r * search.stride + coarseSize + t] / -2;
        rows[o + t] = w;
        restSq -= (double) w * w;
      }
      rows[o + fineSize] = length(restSq);
    }
    return normSq;
  }

  /**
   * For each lane: sum += x₀c₀ + … + x₅c₅, x₀ being column t. Six at once and no more, since beyond
   * that the loop may exceed what JDK 17 unrolls, and what it does not unroll it does not
   * vectorise.
   */
  private static void addProducts(
      float[] sum, float[][] x, int t, float c0, float c1, float c2, float c3, float c4, float c5) {
    float[] x0 = x[t];
    float[] x1 = x[t + 1];
    float[] x2 = x[t + 2];
    float[] x3 = x[t + 3];
    float[] x4 = x[t + 4];
    float[] x5 = x[t + 5];
    for (int r = 0; r < sum.length; r++) {
      float s = sum[r];
      s = Math.fma(c0, x0[r], s);
      s = Math.fma(c1, x1[r], s);
      s = Math.fma(c2, x2[r], s);
      s = Math.fma(c3, x3[r], s);
      s = Math.fma(c4, x4[r], s);
      sum[r] = Math.fma(c5, x5[r], s);
    }
  }

  /** The root, rounded up. */
  private static float length(double lengthSq) {
    return Outward.above(Math.sqrt(Math.max(0, lengthSq)));
  }

  /** What the filter keeps of some candidates. */
  final class Candidates {
    private final float[][] coarse;
    private final float[][] fine;
    private final double[] normsSq;

    /** Looks the candidates up among the rows. */
    Candidates(int[] rows) {
      coarse = new float[rows.length][];
      fine = new float[rows.length][fineStride];
      normsSq = new double[rows.length];
      for (int t = 0; t < rows.length; t++) {
        int block = blocks.of(rows[t]);
        int slot = rows[t] - blocks.first(block);
        float[][] columns = ProjectionFilter.this.coarse[block];
        coarse[t] = new float[columns.length];
        for (int w = 0; w < columns.length; w++) {
          coarse[t][w] = columns[w][slot];
        }
        System.arraycopy(
            ProjectionFilter.this.fine[block], slot * fineStride, fine[t], 0, fineStride);
        normsSq[t] = ProjectionFilter.this.normsSq[rows[t]];
      }
    }

    /** Multiplies the first coordinates of a block of rows by those of each candidate. */
    void multiply(int block, float[][] products) {
      float[][] x = ProjectionFilter.this.coarse[block];
      for (int w = 0; w < x.length; w += 6) {
        for (int t = 0; t < coarse.length; t++) {
          float[] z = coarse[t];
          if (w == 0) {
            Arrays.fill(products[t], 0);
          }
          addProducts(products[t], x, w, z[w], z[w + 1], z[w + 2], z[w + 3], z[w + 4], z[w + 5]);
        }
      }
    }

    /**
     * Writes the thresholds for a block of rows: of a row nothing is proved where twice the product
     * exceeds its threshold, rounded down, plus the candidate's (1 − η)N̂.
     *
     * @param limitsSq squared distances, in data units, indexed by row
     */
    void thresholds(int block, double[] limitsSq, float[] thresholds) {
      int from = blocks.first(block);
      int size = blocks.end(block) - from;
      for (int r = 0; r < size; r++) {
        thresholds[r] =
            Outward.below(
                ProjectionFilter.this.normsSq[from + r]
                    - limitsSq[from + r] * unitSq * (1 + 1e-9)
                    - underflow);
      }
    }

    /**
     * Lists the rows of which nothing is proved by the first coordinates.
     *
     * @param t the candidate
     * @param products of a block of rows with it
     * @param rows how many
     * @param found receives their places in the block, ascending
     * @return how many were found
     */
    int listOpen(int t, float[] products, float[] thresholds, int rows, int[] found) {
      // A sum that is less than a limit stays so when it is rounded and the limit lifted as much.
      float limit = Outward.above(-normsSq[t] + Math.abs(normsSq[t]) * 0x1p-23);
      return kernel.listLowered(thresholds, 0, products, 0, 2, rows, limit, found);
    }

    /** Tells whether the other coordinates leave a pair open too. */
    boolean isOpen(int block, int slot, int t, float product, float threshold) {
      if (fineSize == 0) {
        return true;
      }
      float restProduct =
          ProjectionFilter.this.coarse[block][coarseSize][slot] * coarse[t][coarseSize];
      float more =
          kernel.dotProduct(
              ProjectionFilter.this.fine[block], slot * fineStride, fine[t], 0, fineStride);
      return !(2 * ((product - restProduct) + more) <= threshold + normsSq[t]);
    }
  }
}
