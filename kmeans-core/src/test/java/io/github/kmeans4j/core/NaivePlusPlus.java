package io.github.kmeans4j.core;

import io.github.kmeans4j.DistanceMetric;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Greedy k-means++ as it is defined, every row against every candidate. */
final class NaivePlusPlus {
  /** Sums are taken chunk by chunk, which decides their last bits, as the partial sums do. */
  private static final int CHUNK = 512;

  private final int partialSums;
  private final double[][] rows;
  private final double[] weights;
  private final DistanceMetric metric;
  private final RandomGenerator random;
  private final double[] losses;

  /** Takes sums in one partial sum or in eight. */
  NaivePlusPlus(
      double[][] rows,
      double[] weights,
      DistanceMetric metric,
      RandomGenerator random,
      int partialSums) {
    this.partialSums = partialSums;
    this.rows = rows;
    this.weights = weights;
    this.metric = metric;
    this.random = random;
    this.losses = new double[rows.length];
  }

  double[][] choose(int k, int trials) {
    int n = rows.length;
    boolean[] taken = new boolean[n];
    double[][] centers = new double[k][];
    Arrays.fill(losses, 1);
    for (int j = 0; j < k; j++) {
      double potential = potential();
      int best = 0;
      if (potential > 0) {
        double most = Double.NEGATIVE_INFINITY;
        int[] candidates = new int[j == 0 ? 1 : trials];
        for (int t = 0; t < candidates.length; t++) {
          candidates[t] = draw(potential);
        }
        for (int candidate : candidates) {
          double gain = gain(candidate);
          if (gain > most) {
            most = gain;
            best = candidate;
          }
        }
      } else {
        best = fill(taken);
      }
      for (int i = 0; i < n; i++) {
        double loss = loss(i, best);
        losses[i] = j == 0 ? loss : Math.min(losses[i], loss);
      }
      losses[best] = 0;
      taken[best] = true;
      centers[j] = rows[best];
    }
    return centers;
  }

  /** The lowest row of positive weight unlike all that were taken, else any such, else any. */
  private int fill(boolean[] taken) {
    int heavy = -1;
    int any = -1;
    for (int i = rows.length - 1; i >= 0; i--) {
      any = taken[i] ? any : i;
      heavy = taken[i] || weights[i] == 0 ? heavy : i;
    }
    for (int i = 0; i < rows.length; i++) {
      boolean unlike = weights[i] > 0;
      for (int t = 0; t < rows.length; t++) {
        unlike &= !taken[t] || differ(rows[i], rows[t]);
      }
      if (unlike) {
        return i;
      }
    }
    return heavy >= 0 ? heavy : any;
  }

  private static boolean differ(double[] a, double[] b) {
    boolean differ = false;
    for (int c = 0; c < a.length; c++) {
      differ |= a[c] != b[c];
    }
    return differ;
  }

  private double gain(int candidate) {
    double[] drops = new double[rows.length];
    for (int i = 0; i < drops.length; i++) {
      double loss = loss(i, candidate);
      drops[i] = loss < losses[i] ? weights[i] * (losses[i] - loss) : 0;
    }
    double total = 0;
    for (double part : sums(drops)) {
      total += part;
    }
    return total;
  }

  private double[] potentials() {
    double[] shares = new double[rows.length];
    for (int i = 0; i < shares.length; i++) {
      shares[i] = weights[i] * losses[i];
    }
    return sums(shares);
  }

  /** The sum of each chunk, in some partial sums. */
  private double[] sums(double[] values) {
    double[] sums = new double[(values.length + CHUNK - 1) / CHUNK];
    for (int chunk = 0; chunk < sums.length; chunk++) {
      double[] s = new double[8];
      for (int i = chunk * CHUNK; i < Math.min(values.length, (chunk + 1) * CHUNK); i++) {
        s[i % partialSums] += values[i];
      }
      sums[chunk] = ((s[0] + s[1]) + (s[2] + s[3])) + ((s[4] + s[5]) + (s[6] + s[7]));
    }
    return sums;
  }

  private double potential() {
    double total = 0;
    for (double part : potentials()) {
      total += part;
    }
    return total;
  }

  /** The first row up to which the chunks before it and the rows of its chunk weigh more. */
  private int draw(double potential) {
    double target = random.nextDouble() * potential;
    double[] potentials = potentials();
    int chunk = 0;
    int lastChunk = 0;
    for (; chunk < potentials.length; chunk++) {
      if (potentials[chunk] > 0) {
        lastChunk = chunk;
        if (target < potentials[chunk]) {
          break;
        }
        target -= potentials[chunk];
      }
    }
    int last = -1;
    for (int i = lastChunk * CHUNK; i < Math.min(rows.length, (lastChunk + 1) * CHUNK); i++) {
      double part = weights[i] * losses[i];
      if (part > 0) {
        last = i;
        if (target < part) {
          break;
        }
        target -= part;
      }
    }
    return last;
  }

  private double loss(int row, int candidate) {
    return metric instanceof EuclideanDistance
        ? squared(rows[row], rows[candidate])
        : metric.loss(rows[row], rows[candidate]);
  }

  /** Squares in eight interleaved sums, as the sampling takes them. */
  private static double squared(double[] a, double[] b) {
    double[] sums = new double[8];
    int whole = a.length / 8 * 8;
    for (int c = 0; c < a.length; c++) {
      double t = a[c] - b[c];
      sums[c < whole ? c % 8 : 0] += t * t;
    }
    return ((sums[0] + sums[1]) + (sums[2] + sums[3]))
        + ((sums[4] + sums[5]) + (sums[6] + sums[7]));
  }
}
