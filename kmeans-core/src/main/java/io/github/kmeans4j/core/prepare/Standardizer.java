package io.github.kmeans4j.core.prepare;

import io.github.kmeans4j.BlockSource;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.data.PointsSource;
import io.github.kmeans4j.internal.RowCheck;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * Learns mean and standard deviation of each column, so that columns of different units count alike
 * in a distance. Without that, a column of incomes hides one of ages.
 *
 * <pre>{@code
 * double[][] customers = {{31_000, 25}, {98_000, 61}, {33_000, 64}, {95_000, 24}}; // income, age
 * Standardization scale = new Standardizer().fit(customers);
 * Clustering c = new LloydKMeans(2).fit(scale.transform(customers));
 * double[] typical = scale.inverse(c.centroid(0));                           // in units again
 * int cluster = c.predict(scale.transform(new double[] {50_000, 40}));
 * }</pre>
 *
 * <p>Instances are immutable and thread-safe; they hold options only, what is learned is in the
 * {@link Standardization}. The default:
 *
 * <ul>
 *   <li>{@linkplain #withMissingValues missing values}: {@link MissingValues#REFUSE}
 *   <li>{@linkplain #withoutCentering centering}: each column gets mean 0
 * </ul>
 *
 * <p>The deviation is that of the rows themselves: √(Σ w (x − mean)² / Σ w), as in scikit-learn's
 * {@code StandardScaler}, not an estimate with n − 1. A column of equal values has deviation 0; it
 * is shifted to 0 and not scaled. Sums never round and means round once, so the order of the rows
 * changes no bit of the result, and a large offset costs no digit.
 *
 * <p>Sparse rows cannot be centered: each of their zeros would become a number that is to be
 * stored. {@link #withoutCentering()} divides only, and leaves them sparse.
 *
 * <p>Values must be less than 2<sup>1000</sup> in magnitude. A fit reads its data twice, and twice
 * more for each further 2048 columns. It takes {@code 48 d} bytes, 2.3 KB for each of at most 2048
 * columns at once, and a block of rows of 2 MB. It reads the zeros of sparse rows too, and so takes
 * as long as with dense ones.
 */
public final class Standardizer {
  private final MissingValues missing;
  private final boolean centered;

  /** Creates a standardizer that centers, and refuses missing values. */
  public Standardizer() {
    this(MissingValues.REFUSE, true);
  }

  private Standardizer(MissingValues missing, boolean centered) {
    this.missing = missing;
    this.centered = centered;
  }

  /**
   * Says what becomes of missing values, in the fit and in every transform after it.
   *
   * @param missingValues what to do with NaN; default {@link MissingValues#REFUSE}
   * @return a copy of this standardizer
   */
  public Standardizer withMissingValues(MissingValues missingValues) {
    return new Standardizer(Objects.requireNonNull(missingValues, "missingValues"), centered);
  }

  /**
   * Divides by the deviation only: z = x / deviation, so that 0 stays 0 and sparse rows stay
   * sparse. Distances between rows are the same as with centering. The deviation is still that
   * around the mean, as in scikit-learn's {@code StandardScaler(with_mean=False)}.
   *
   * @return a copy of this standardizer
   */
  public Standardizer withoutCentering() {
    return new Standardizer(missing, false);
  }

  /**
   * Learns from data in memory.
   *
   * @param points data, n × d; not changed
   * @return means and deviations of its columns
   * @throws IllegalArgumentException if a value is infinite, too large, or missing where that is
   *     refused, named by row and column; if a column has no value at all; or if rows are sparse
   *     and this standardizer centers
   * @throws io.github.kmeans4j.FitInterruptedException if the thread is interrupted
   */
  public Standardization fit(Points points) {
    return fit(points, null);
  }

  /**
   * Learns from rows that count more or less.
   *
   * @param points data, n × d; not changed
   * @param weights one finite weight ≥ 0 a row; null if all count alike
   * @return weighted means and deviations of its columns
   * @throws IllegalArgumentException as {@link #fit(Points)}; also if weights are too few, too
   *     many, negative or not finite, or if all values of a column weigh 0
   * @throws io.github.kmeans4j.FitInterruptedException if the thread is interrupted
   */
  public Standardization fit(Points points, double @Nullable [] weights) {
    Objects.requireNonNull(points, "points");
    if (centered) {
      Standardization.refuseSparse(points);
    }
    if (weights != null) {
      RowCheck.checkWeights(weights, points.rows());
    }
    try (PointsSource source = new PointsSource(points)) {
      return ColumnMoments.of(source, weights, missing, centered);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
  }

  /**
   * Learns from rows of doubles.
   *
   * @param rows one array a row, all of the same length ≥ 1
   * @return means and deviations of the columns
   * @throws IllegalArgumentException as {@link #fit(Points)}, or if the rows are ragged or none
   */
  public Standardization fit(double[][] rows) {
    return fit(Points.of(rows));
  }

  /**
   * Learns from rows of floats.
   *
   * @param rows one array a row, all of the same length ≥ 1
   * @return means and deviations of the columns
   * @throws IllegalArgumentException as {@link #fit(Points)}, or if the rows are ragged or none
   */
  public Standardization fit(float[][] rows) {
    return fit(Points.of(rows));
  }

  /**
   * Learns from a matrix of doubles.
   *
   * @param data matrix, n × d
   * @return means and deviations of the columns
   * @throws IllegalArgumentException as {@link #fit(Points)}, or if the matrix is empty
   */
  public Standardization fit(DMatrixRMaj data) {
    return fit(Points.of(data));
  }

  /**
   * Learns from a matrix of floats.
   *
   * @param data matrix, n × d
   * @return means and deviations of the columns
   * @throws IllegalArgumentException as {@link #fit(Points)}, or if the matrix is empty
   */
  public Standardization fit(FMatrixRMaj data) {
    return fit(Points.of(data));
  }

  /**
   * Learns from data that may be larger than memory; gives the same bits as {@link #fit(Points)} of
   * the same values.
   *
   * @param source data, n × d; read from this thread, not closed
   * @return means and deviations of its columns
   * @throws IllegalArgumentException as {@link #fit(Points)}
   * @throws io.github.kmeans4j.FitInterruptedException if the thread is interrupted
   * @throws IOException if the source cannot be read
   */
  public Standardization fit(BlockSource source) throws IOException {
    return ColumnMoments.of(Objects.requireNonNull(source, "source"), null, missing, centered);
  }

  /**
   * Describes the options.
   *
   * @return for example {@code Standardizer[missing values MEAN]}
   */
  @Override
  public String toString() {
    return "Standardizer[missing values " + missing + (centered ? "]" : ", without centering]");
  }
}
