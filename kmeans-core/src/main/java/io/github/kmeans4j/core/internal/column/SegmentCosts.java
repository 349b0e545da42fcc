package io.github.kmeans4j.core.internal.column;

import io.github.kmeans4j.core.internal.work.Workers;
import org.jspecify.annotations.Nullable;

/**
 * What a segment, some neighbors among the sorted values, costs as one class: its weighted sum of
 * squared deviations from its mean.
 *
 * <pre>
 * Positions 0..m lie between values; segment (i, j) has those of i..j−1. With W, S and Q the sums of w, w(x − o)
 * and w(x − o)² of a segment, its cost is (QW − S²) / W. They are differences of sums from o, the middle value,
 * outwards: there no term has the other sign, and what an outlier spoils lies beyond it only. Sums are pairs of
 * doubles, of two levels: with c = (1024 + m/1024 + 8) 2⁻¹⁰² each is right to a relative c, and then the cost is off
 * by at most 8c(e_i + e_j), where e_p = R² W of the values from o to p, R the farthest of them: for Q and
 * (S/W)² W, (S/W) S are all at most e_i + e_j by Jensen's inequality. A cost that is not 2⁴⁸ times that is
 * computed again from Moments, in O(log m).
 * Values are scaled by powers of two to a range of about 1, weights to a total of about 1. Weights below 2⁻⁷⁰⁰
 * count as that.
 * </pre>
 *
 * <p>Every cost is right to a relative 2⁻⁴⁴, or to 2⁻⁶⁰⁰ of that of all values. Thread-safe.
 */
final class SegmentCosts {
  /** Figures of a position: pairs of W, S and Q, then e, then nothing, to fill a cache line. */
  private static final int STRIDE = 8;

  /** The largest number of values. */
  static final int MOST_VALUES = Integer.MAX_VALUE / STRIDE - 2;

  private static final int BLOCK = 1024;
  private static final double LEAST_WEIGHT = 0x1p-700;
  private static final double LEAST_COST = 0x1p-800;

  /** Values that share a leaf of the tree. */
  private static final int LEAF = 16;

  final int m;
  private final double[] values;
  private final double[] weights;
  private final double[] sums;

  /** What values are multiplied by, and weights. */
  private final double size;

  private final double share;

  /** A cost times weight must exceed this part of the sum of both e, times weight. */
  private final double error;

  private volatile Moments @Nullable [] tree;

  /**
   * Prepares the sums.
   *
   * @param column at least 2 values
   * @param workers threads
   */
  SegmentCosts(SortedColumn column, Workers workers) {
    this.m = column.size();
    this.values = column.values;
    this.weights = column.weights;
    this.sums = new double[STRIDE * (m + 1)];
    this.error = 8 * (BLOCK + (double) m / BLOCK + 8) * 0x1p-102 * 0x1p48;
    double range = values[m - 1] - values[0];
    double total = 0;
    for (double weight : weights) {
      total += weight;
    }
    double middle = values[m / 2];
    this.size = power(-Math.getExponent(range));
    this.share = power(-Math.getExponent(total));
    workers.run(
        2,
        (side, worker) -> {
          if (side == 0) {
            sumUp(m / 2, m, 1, middle);
          } else {
            sumUp(m / 2 - 1, -1, -1, middle);
          }
        });
  }

  private static double power(int exponent) {
    return Math.scalb(1.0, Math.max(Double.MIN_EXPONENT, Math.min(1022, exponent)));
  }

  private double scaledWeight(int v) {
    return Math.max(weights[v] * share, LEAST_WEIGHT);
  }

  /** Sums from the origin outwards; the sums of the left side are kept with the other sign. */
  private void sumUp(int from, int to, int step, double origin) {
    double w0 = 0;
    double w1 = 0;
    double s0 = 0;
    double s1 = 0;
    double q0 = 0;
    double q1 = 0;
    double baseW0 = 0;
    double baseW1 = 0;
    double baseS0 = 0;
    double baseS1 = 0;
    double baseQ0 = 0;
    double baseQ1 = 0;
    int inBlock = 0;
    for (int v = from; v != to; v += step) {
      double w = scaledWeight(v);
      double x = values[v] - origin;
      double xRest = Moments.error(values[v], -origin, x) * size;
      x *= size;
      double y = w * x;
      double yRest = Math.fma(w, x, -y) + w * xRest;
      double z = y * x;
      double zRest = Math.fma(y, x, -z) + (y * xRest + yRest * x);
      double sum = w0 + w;
      double rest = Moments.error(w0, w, sum) + w1;
      w0 = sum + rest;
      w1 = rest - (w0 - sum);
      sum = s0 + y;
      rest = Moments.error(s0, y, sum) + (s1 + yRest);
      s0 = sum + rest;
      s1 = rest - (s0 - sum);
      sum = q0 + z;
      rest = Moments.error(q0, z, sum) + (q1 + zRest);
      q0 = sum + rest;
      q1 = rest - (q0 - sum);
      int at = STRIDE * (step > 0 ? v + 1 : v);
      put(at, baseW0, baseW1, w0, w1, step);
      put(at + 2, baseS0, baseS1, s0, s1, step);
      put(at + 4, baseQ0, baseQ1, q0, q1, step);
      sums[at + 6] = x * x * Math.abs(sums[at]);
      if (++inBlock == BLOCK) {
        inBlock = 0;
        baseW0 = step * sums[at];
        baseW1 = step * sums[at + 1];
        baseS0 = step * sums[at + 2];
        baseS1 = step * sums[at + 3];
        baseQ0 = step * sums[at + 4];
        baseQ1 = step * sums[at + 5];
        w0 = w1 = s0 = s1 = q0 = q1 = 0;
      }
    }
  }

  private void put(int at, double a, double aRest, double b, double bRest, int sign) {
    double sum = a + b;
    double rest = Moments.error(a, b, sum) + (aRest + bRest);
    double upper = sum + rest;
    sums[at] = sign * upper;
    sums[at + 1] = sign * (rest - (upper - sum));
  }

  /**
   * The cost of a segment.
   *
   * @param from position before its first value
   * @param to position behind its last one, larger
   * @return at least 0; in units of the scaled values and weights
   */
  double cost(int from, int to) {
    double[] p = sums;
    int i = STRIDE * from;
    int j = STRIDE * to;
    double d = p[j] - p[i];
    double rest = Moments.error(p[j], -p[i], d) + (p[j + 1] - p[i + 1]);
    double w = d + rest;
    double wRest = rest - (w - d);
    d = p[j + 2] - p[i + 2];
    rest = Moments.error(p[j + 2], -p[i + 2], d) + (p[j + 3] - p[i + 3]);
    double s = d + rest;
    double sRest = rest - (s - d);
    d = p[j + 4] - p[i + 4];
    rest = Moments.error(p[j + 4], -p[i + 4], d) + (p[j + 5] - p[i + 5]);
    double q = d + rest;
    double qRest = rest - (q - d);
    double qw = q * w;
    double ss = s * s;
    double lower = Math.fma(q, w, -qw) + (q * wRest + qRest * w) - Math.fma(s, s, -ss);
    double both = (qw - ss) + (lower - 2 * s * sRest);
    return both > error * (p[i + 6] + p[j + 6]) * w && both > LEAST_COST
        ? both / w
        : deviation(from, to);
  }

  /** The cost by sums of terms that are not negative. */
  private double deviation(int from, int to) {
    if (to - from == 1) {
      return 0;
    }
    Moments sum = new Moments();
    if (to - from <= LEAF) {
      addValues(sum, from, to);
    } else {
      Moments[] nodes = tree();
      addNodes(sum, nodes, 1, 0, (nodes.length / 2) * (long) LEAF, from, to);
    }
    return sum.deviation;
  }

  private void addValues(Moments sum, int from, int to) {
    for (int v = from; v < to; v++) {
      sum.add(values[v] * size, scaledWeight(v));
    }
  }

  /** Adds what lies in [from, to) of a node that spans [begin, end). */
  private void addNodes(
      Moments sum, Moments[] nodes, int node, long begin, long end, int from, int to) {
    if (end <= from || begin >= to) {
      return;
    }
    if (begin >= from && end <= to) {
      sum.add(nodes[node]);
    } else if (node >= nodes.length / 2) {
      addValues(sum, (int) Math.max(begin, from), (int) Math.min(end, to));
    } else {
      long middle = (begin + end) / 2;
      addNodes(sum, nodes, 2 * node, begin, middle, from, to);
      addNodes(sum, nodes, 2 * node + 1, middle, end, from, to);
    }
  }

  /** Most data never need the tree, so it is made when it is first wanted. */
  private Moments[] tree() {
    Moments[] known = tree;
    return known != null ? known : growTree();
  }

  private synchronized Moments[] growTree() {
    Moments[] known = tree;
    if (known != null) {
      return known;
    }
    int leaves = Math.max(1, Integer.highestOneBit(m / LEAF) * 2);
    Moments[] nodes = new Moments[2 * leaves];
    nodes[0] = new Moments();
    for (int node = 2 * leaves - 1; node > 0; node--) {
      Moments sum = new Moments();
      if (node >= leaves) {
        long begin = (node - leaves) * (long) LEAF;
        addValues(sum, (int) Math.min(m, begin), (int) Math.min(m, begin + LEAF));
      } else {
        sum.add(nodes[2 * node]);
        if (nodes[2 * node + 1].weight > 0) {
          sum.add(nodes[2 * node + 1]);
        }
      }
      nodes[node] = sum;
    }
    tree = nodes;
    return nodes;
  }
}
