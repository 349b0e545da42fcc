package io.github.kmeans4j.core.internal.project;

import io.github.kmeans4j.core.internal.exact.NearestSearch;
import io.github.kmeans4j.core.internal.exact.Outward;
import io.github.kmeans4j.core.internal.exact.SinglePrecision;
import io.github.kmeans4j.core.internal.rows.RowStore;
import io.github.kmeans4j.core.internal.work.Chunks;
import io.github.kmeans4j.internal.kernel.Tiles;
import java.util.Arrays;

/**
 * The rows of a fit in a {@link Subspace}: a few coordinates of each, two bytes each, and the
 * length of what they leave out.
 *
 * <pre>
 * Theory. z and γ are a row and a centroid as SinglePrecision has them, B the basis (size × d), Q and R
 * the orthogonal projections to its span and to the complement, w = Bz, and w' = w − e the coordinates as
 * they are kept, multiples of a step for each coordinate. Then
 *     ⟨z,γ⟩ = ⟨w',Bγ⟩ + r(z,γ),     r(z,γ) = ⟨e,Bγ⟩ + ⟨Rz,Rγ⟩,
 * and by Cauchy and Schwarz, with any σ > 0,
 *     |r(z,γ)| ≤ √(‖Rz‖² + σ²‖e‖²) √(‖Rγ‖² + ‖Bγ‖²/σ²) = rest(z) · rest(γ).
 * So the score ‖γ‖² − 2⟨z,γ⟩ is at least ‖γ‖² − 2(⟨w',Bγ⟩ + rest(z) rest(γ)), which is a score again, of
 * coordinates with one more: the rest. But for e it is ‖Q(z − γ)‖² + (‖Rz‖ − ‖Rγ‖)² − ‖z‖². A centroid is
 * ruled out if that exceeds the score of the row's own centroid β, of which more is known: its surplus
 * 2r(z,β), once measured, changes with a move b of β by 2r(z,b), at most 2 rest(z) · stray, where the stray
 * is the length of b as rest has it. Means of many rows have short rests, which is why few coordinates prove
 * so much; e is tiny beside Rz.
 *
 * Error analysis. u = 2⁻²⁴, ε ≥ ‖BBᵀ − I‖ ≤ 0.01, m = size, g and h the relative errors of a kernel's
 * scores and dotProduct over d columns, g' that of its scores over m + 1 columns, ζ = ‖z‖, Γ ≥ ‖γ‖.
 * Coordinates of rows come from scores, ŵ, those of centroids from dotProduct, p̂, times the steps:
 *     ‖ŵ − Bz‖ ≤ κζ,  κ = 1.1√m(g + 2u)          ‖p̂ − Bγ‖ ≤ λΓ,  λ = 1.1√m(h + 3u)
 *     |⟨Qz,Qγ⟩ − ⟨Bz,Bγ⟩| ≤ 1.03εζΓ               since ⟨Qz,Qγ⟩ = (Bz)ᵀ(BBᵀ)⁻¹(Bγ)
 *     |⟨Bz,Bγ⟩ − ⟨ŵ,p̂⟩| ≤ 1.02(κ + λ)ζΓ
 * e = ŵ − w' is known exactly but for 2⁻⁵⁰. Rows with rest(z) > 1.9ζ get an infinite one, of which nothing
 * follows; rest(γ) ≤ 1.5Γ, and rounding to steps makes no coordinate longer. So the terms of a product over
 * the coordinates and the rest sum up to at most 4.1ζΓ, and its last steps, one to take the rests off again
 * included, add 4.1g'ζΓ and less than 9uζΓ and what SinglePrecision's E has for them. A score is off by
 *     E' ≤ 1.01[3uΓ² + 2(4.2g' + 9u + 1.1ε + 1.1(κ + λ))ζΓ] + underflow.
 * The rests have
 *     ‖Rz‖² ≤ ζ²(1 + 1.1(ε + 2.1κ)) − ‖ŵ‖²        since ‖Qz‖² ≥ (1 − ε)‖Bz‖²,
 *     ‖Rγ‖² ≤ ‖γ‖²(1 + 1.1(ε + 2.1λ)) − ‖p̂‖².
 * </pre>
 *
 * <p>The rows of a chunk are projected by one worker at a time, when they are first wanted. Memory:
 * 2 size + 4 bytes a row of a chunk with such a row.
 */
public final class Projection {
  /** Rows from which the steps are chosen. */
  private static final int SAMPLE = 256;

  /** About how many times longer centroids are inside the subspace than outside. */
  private static final double INSIDE_TO_OUTSIDE = 4;

  /** The largest coordinate in steps. */
  private static final int MOST = Short.MAX_VALUE;

  /** Coordinates of a row. */
  final int size;

  final Subspace subspace;

  /** The step of each coordinate: what a difference of 1 in what is kept stands for. */
  final float[] steps;

  /** 1/σ²: the part of a squared length inside the subspace that counts as rest. */
  final double share;

  private final SinglePrecision frame;
  private final Tiles.Packed packed;
  private final int stride;
  private final float[] unitsPerStep;
  private final double lift;
  private final double scoreFactor;
  private final double centroidLift;

  /** The error of a product over the coordinates and the rest, relative to its terms. */
  private final double inner;

  /** λ: the error of the coordinates of a centroid, relative to Γ. */
  private final double lambda;

  /** Of each chunk the coordinates of its rows in steps, row-major. */
  private final short[][] coordinates;

  /** Of each chunk the rests of its rows; NaN for those that are not projected yet. */
  private final float[][] rests;

  /** An upper bound of ‖z‖ of each row; −1 for those that were not looked at yet. */
  final float[] norms;

  /** Of each chunk the largest of these. */
  private final float[] longest;

  Projection(SinglePrecision frame, Subspace subspace) {
    int chunks = Chunks.count(frame.store.n, Chunks.ROWS);
    int d = frame.store.d;
    this.frame = frame;
    this.subspace = subspace;
    this.size = subspace.size;
    this.packed = frame.kernel.pack(subspace.basis, new float[size], size, d);
    int panel = frame.kernel.panelWidth(size);
    this.stride = Chunks.count(size, panel) * panel;
    this.coordinates = new short[chunks][];
    this.rests = new float[chunks][];
    this.norms = new float[frame.store.n];
    Arrays.fill(norms, -1);
    this.longest = new float[chunks];
    double u = 0x1p-24;
    double skew = subspace.skewness;
    double kappa = 1.1 * Math.sqrt(size) * (frame.productError + 2 * u);
    this.lambda = 1.1 * Math.sqrt(size) * (frame.dotError + 3 * u);
    this.inner = frame.kernel.chain(size + 1) * u * 1.01;
    this.lift = 1 + 1.1 * (skew + 2.1 * kappa);
    this.centroidLift = 1 + 1.1 * (skew + 2.1 * lambda);
    this.scoreFactor = 2.02 * (4.2 * inner + 9 * u + 1.1 * (skew + kappa + lambda));
    this.steps = new float[size];
    this.unitsPerStep = new float[size];
    float[] sample = new float[SAMPLE * stride];
    this.share = chooseSteps(sample, scoreSample(sample));
  }

  /** Scores some rows against the basis; returns how many. */
  private int scoreSample(float[] scores) {
    int n = frame.store.n;
    int count = Math.min(n, SAMPLE);
    float[] row = new float[frame.store.d];
    float[] one = new float[stride];
    int panels = stride / frame.kernel.panelWidth(size);
    for (int r = 0; r < count; r++) {
      frame.load((int) ((long) r * n / count), row, 0);
      frame.kernel.scores(row, new int[1], 1, packed, 0, panels, one, stride);
      System.arraycopy(one, 0, scores, r * stride, stride);
    }
    return count;
  }

  /**
   * Chooses the steps so that two bytes hold coordinates half as large again as any of a sample;
   * returns 1/σ². With ρ the length of rows outside the subspace, e what rounding takes off them,
   * and P and N the lengths of centroids outside and inside, √(ρ² + σ²e²) √(P² + N²/σ²) is least
   * for σ² = (ρ/e)(N/P). A poor choice costs speed, never a wrong answer.
   */
  private double chooseSteps(float[] scores, int count) {
    double outsideSq = 0;
    double errorSq = 0;
    for (int t = 0; t < size; t++) {
      float most = 0;
      double sumSq = 0;
      for (int r = 0; r < count; r++) {
        float w = Math.abs(scores[r * stride + t] / 2);
        most = Math.max(most, w);
        sumSq += (double) w * w;
      }
      steps[t] = most > 0 ? most * 1.5f / MOST : 1;
      unitsPerStep[t] = 1 / steps[t];
      errorSq += count * (double) steps[t] * steps[t] / 3;
      // Outside the subspace rows have at least about as much as in its last eighth.
      outsideSq += t >= size - size / 8 ? sumSq : 0;
    }
    double share = Math.sqrt(errorSq / outsideSq) / INSIDE_TO_OUTSIDE;
    return share > 1e-9 && share < 1 ? share : 1e-9;
  }

  /** Whether the errors of coordinates are small enough for them to prove anything. */
  boolean isUseful() {
    return subspace.skewness < 0.01 && lift < 1.1 && centroidLift < 1.1 && inner < 0.01;
  }

  /** The bound of E' for a row of length 0; for others the slope times their length is added. */
  double scoreError(double largestNorm) {
    return frame.scoreError(0, largestNorm) + size * 0x1p-140 * (1 + largestNorm);
  }

  /** By how much the bound of E' grows with each unit of a row's length. */
  double scoreErrorSlope(double largestNorm) {
    return scoreFactor * largestNorm;
  }

  /**
   * The rest of a centroid, rounded up; above 0.
   *
   * @param normSq ‖γ‖²
   * @param coordinates of centroids
   * @param at where its own begin
   */
  float rest(double normSq, float[] coordinates, int at) {
    double insideSq = Subspace.product(coordinates, at, at, size);
    double outsideSq = normSq * centroidLift - insideSq * (1 - 1e-12) + size * 0x1p-140;
    return Outward.above(
        Math.sqrt(Math.max(0, outsideSq) + 1.02 * share * normSq) * (1 + 1e-9) + Float.MIN_NORMAL);
  }

  /**
   * Bounds the stray of a centroid in one pass, the rest of its move: how far it moved outside the
   * subspace, and the share of how far it moved at all.
   *
   * @param move at least how far it moved
   * @param after coordinates of the centroids, k × size
   * @param before their former ones
   * @param largestNorm at least ‖γ‖ before and after
   */
  double stray(double move, float[] after, float[] before, int centroid, double largestNorm) {
    double changeSq = 0;
    for (int t = centroid * size; t < (centroid + 1) * size; t++) {
      double change = (double) after[t] - before[t];
      changeSq += change * change;
    }
    double inside = Math.max(0, Math.sqrt(changeSq) * (1 - 1e-9) - 2 * lambda * largestNorm);
    double outsideSq = Math.max(0, move * move - inside * inside * (1 - 1.1 * subspace.skewness));
    return Math.sqrt(outsideSq + 1.02 * share * move * move) * (1 + 1e-9);
  }

  /** Notes the norm of a row that a search has loaded, unless it is known. */
  void noteNorm(int chunk, int row, NearestSearch search, int slot) {
    if (norms[row] < 0) {
      float normSq = frame.squaredNorm(search.values, search.starts[slot]);
      norms[row] = (float) frame.norm(normSq) * Outward.UP;
      longest[chunk] = Math.max(longest[chunk], norms[row]);
    }
  }

  /** The largest of the lengths of all rows that were looked at. */
  float longest() {
    float most = 0;
    for (float chunk : longest) {
      most = Math.max(most, chunk);
    }
    return most;
  }

  /**
   * Projects rows of a chunk that a search has loaded.
   *
   * @param slots places in the chunk
   * @param from index of the place of the first of them
   * @param count how many
   * @param first index of the row at place 0
   * @param scores scratch, see {@link #scratch}
   */
  void project(
      int chunk,
      int[] slots,
      int from,
      int count,
      NearestSearch search,
      int first,
      float[] scores) {
    if (coordinates[chunk] == null) {
      coordinates[chunk] = new short[Chunks.ROWS * size];
      rests[chunk] = new float[Chunks.ROWS];
      Arrays.fill(rests[chunk], Float.NaN);
    }
    int panels = stride / frame.kernel.panelWidth(size);
    frame.kernel.scores(search.values, search.starts, count, packed, 0, panels, scores, stride);
    for (int r = 0; r < count; r++) {
      int slot = slots[from + r];
      double norm = norms[first + slot];
      double outsideSq = norm * norm * lift - sumSq(scores, r * stride);
      double errorSq = keep(scores, r * stride, coordinates[chunk], slot * size);
      double rest = Math.sqrt(Math.max(0, outsideSq) + errorSq / share);
      // Beyond this the analysis ends: coordinates prove nothing of the row.
      rests[chunk][slot] = rest <= 1.9 * norm ? Outward.above(rest) : Float.POSITIVE_INFINITY;
    }
  }

  /** The sum of the squares of coordinates, which are scores over −2; rounded down a little. */
  private double sumSq(float[] scores, int from) {
    return Subspace.product(scores, from, from, size) / 4 * (1 - 1e-12);
  }

  /** Keeps coordinates in steps; returns ‖e‖², rounded up: what that changed, squared. */
  private double keep(float[] scores, int from, short[] target, int at) {
    double errorSq = 0;
    for (int t = 0; t < size; t++) {
      float w = scores[from + t] / -2;
      int units = (int) (w * unitsPerStep[t]); // any rounding will do, and this one is fast
      units = Math.max(-MOST, Math.min(MOST, units));
      double error = w - (double) steps[t] * units;
      errorSq += error * error;
      target[at + t] = (short) units;
    }
    return errorSq * (1 + 1e-12);
  }

  /** How many floats {@link #project} wants as scratch for its scores. */
  int scratch(int rows) {
    return rows * stride;
  }

  /** Whether a row was projected. */
  boolean has(int chunk, int slot) {
    return coordinates[chunk] != null && !Float.isNaN(rests[chunk][slot]);
  }

  /** The coordinates of a row, in steps, and then its rest: size + 1 values. */
  void load(int chunk, int slot, float[] target, int at) {
    frame.kernel.widen(coordinates[chunk], slot * size, target, at, size);
    target[at + size] = rests[chunk][slot];
  }

  /**
   * Prefetches a row's coordinates, as {@link RowStore#prefetch(int)} does its values.
   *
   * @return the sum of what was read; to be kept somewhere, else the JIT removes the reads
   */
  int prefetch(int chunk, int slot) {
    short[] rows = coordinates[chunk];
    if (rows == null) {
      return 0;
    }
    int sum = 0;
    for (int t = slot * size, end = t + size; t < end; t += 32) {
      sum += rows[t];
    }
    return sum;
  }

  /** The rest of a row, rounded up. */
  float rest(int chunk, int slot) {
    return rests[chunk][slot];
  }
}
