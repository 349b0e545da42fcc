package io.github.kmeans4j.core.evaluation;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;

/** The definitions of measures in decimals of many digits. */
final class ExactMeasures {
  /** More digits than any difference of the tests' values has. */
  private static final MathContext DIGITS = new MathContext(800);

  private final double[][] rows;
  private final int[] labels;
  private final int k;
  private final BigDecimal[][] means;
  private final int[] sizes;

  /** Takes labels 0..k-1, each of which some row has. */
  ExactMeasures(double[][] rows, int[] labels, int k) {
    this.rows = rows;
    this.labels = labels;
    this.k = k;
    this.means = new BigDecimal[k + 1][rows[0].length]; // the last one is that of all rows
    this.sizes = new int[k + 1];
    for (BigDecimal[] mean : means) {
      Arrays.fill(mean, BigDecimal.ZERO);
    }
    for (int i = 0; i < rows.length; i++) {
      for (int j : new int[] {labels[i], k}) {
        sizes[j]++;
        for (int c = 0; c < rows[i].length; c++) {
          means[j][c] = means[j][c].add(new BigDecimal(rows[i][c]));
        }
      }
    }
    for (int j = 0; j <= k; j++) {
      for (int c = 0; c < means[j].length; c++) {
        means[j][c] = means[j][c].divide(BigDecimal.valueOf(sizes[j]), DIGITS);
      }
    }
  }

  double daviesBouldin() {
    MathContext few = new MathContext(40);
    BigDecimal[] spread = new BigDecimal[k];
    Arrays.fill(spread, BigDecimal.ZERO);
    for (int i = 0; i < rows.length; i++) {
      BigDecimal distance = squared(exact(rows[i]), means[labels[i]]).sqrt(few);
      spread[labels[i]] = spread[labels[i]].add(distance);
    }
    for (int j = 0; j < k; j++) {
      spread[j] = spread[j].divide(BigDecimal.valueOf(sizes[j]), few);
    }
    BigDecimal sum = BigDecimal.ZERO;
    for (int i = 0; i < k; i++) {
      BigDecimal worst = BigDecimal.ZERO;
      for (int j = 0; j < k; j++) {
        BigDecimal apart = squared(means[i], means[j]).sqrt(few);
        if (apart.signum() > 0) {
          worst = worst.max(spread[i].add(spread[j]).divide(apart, few));
        }
      }
      sum = sum.add(worst);
    }
    return sum.divide(BigDecimal.valueOf(k), few).doubleValue();
  }

  double calinskiHarabasz() {
    BigDecimal between = BigDecimal.ZERO;
    for (int j = 0; j < k; j++) {
      between = between.add(squared(means[j], means[k]).multiply(BigDecimal.valueOf(sizes[j])));
    }
    BigDecimal within = BigDecimal.ZERO;
    for (int i = 0; i < rows.length; i++) {
      within = within.add(squared(exact(rows[i]), means[labels[i]]));
    }
    if (within.signum() == 0) {
      return 1;
    }
    return between
        .multiply(BigDecimal.valueOf(rows.length - k))
        .divide(within.multiply(BigDecimal.valueOf(k - 1)), new MathContext(40))
        .doubleValue();
  }

  private static BigDecimal[] exact(double[] row) {
    BigDecimal[] exact = new BigDecimal[row.length];
    for (int c = 0; c < row.length; c++) {
      exact[c] = new BigDecimal(row[c]);
    }
    return exact;
  }

  private static BigDecimal squared(BigDecimal[] a, BigDecimal[] b) {
    BigDecimal sum = BigDecimal.ZERO;
    for (int c = 0; c < a.length; c++) {
      BigDecimal difference = a[c].subtract(b[c]);
      sum = sum.add(difference.multiply(difference));
    }
    return sum.round(DIGITS);
  }
}
