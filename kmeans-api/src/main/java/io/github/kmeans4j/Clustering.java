package io.github.kmeans4j;

import io.github.kmeans4j.spi.Assigner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.ejml.data.DMatrixRMaj;

/**
 * The result of a fit: k centroids, the label of each row, and how the fit went.
 *
 * <p>Labels, centroids and inertia belong together: {@link #labels()} equals {@link
 * #predict(Points)} of the data that were fitted, ties going to the lowest index. Instances are
 * immutable and thread-safe; arrays and matrices handed out are copies.
 */
public final class Clustering {
  private final double[][] centroids;
  private final int columns;
  private final int[] labels;
  private final int[] sizes;
  private final double inertia;
  private final int iterations;
  private final StopReason stopReason;
  private final List<Iteration> history;
  private final DistanceMetric metric;
  private final Assigner assigner;

  private Clustering(Builder builder) {
    this.centroids = rowsOf(builder.centroids);
    this.columns = builder.centroids.numCols;
    this.labels = builder.labels.clone();
    this.sizes = builder.sizes.length > 0 ? builder.sizes.clone() : countSizes();
    this.inertia = builder.inertia;
    this.iterations = builder.iterations;
    this.stopReason = builder.stopReason;
    this.history = List.copyOf(builder.history);
    this.metric = builder.metric;
    this.assigner = builder.assigner;
  }

  /**
   * Begins a result; for authors of a {@link Clusterer}.
   *
   * @param centroids k × d, all finite; copied by {@link Builder#build()}
   * @param metric the distance that the labels belong to
   * @return a builder without labels
   */
  public static Builder builder(DMatrixRMaj centroids, DistanceMetric metric) {
    return new Builder(
        Objects.requireNonNull(centroids, "centroids"), Objects.requireNonNull(metric, "metric"));
  }

  /**
   * Returns the number of clusters.
   *
   * @return k ≥ 1, the one asked for, also when some clusters are empty
   */
  public int k() {
    return centroids.length;
  }

  /**
   * Copies the centroids.
   *
   * @return k × d
   */
  public DMatrixRMaj centroids() {
    return new DMatrixRMaj(centroids);
  }

  /**
   * Copies the labels.
   *
   * @return the cluster, 0..k-1, of each of the n fitted rows; empty for a clustering that was made
   *     from a stream, whose rows are not remembered
   */
  public int[] labels() {
    return labels.clone();
  }

  /**
   * Copies the sizes of the clusters.
   *
   * @return the number of rows of each of the k clusters; 0 tells of an empty one
   */
  public int[] sizes() {
    return sizes.clone();
  }

  /**
   * Counts the clusters without a row. There are some where the data have fewer distinct rows than
   * k, where the policy keeps empty clusters, and where a fit was cut short.
   *
   * @return how many of {@link #sizes()} are 0, rows of weight 0 counted like others; 0 also where
   *     no row was ever counted, as for a clustering that was built from centroids alone
   */
  public int emptyClusters() {
    int empty = 0;
    for (int size : sizes) {
      if (size == 0) {
        empty++;
      }
    }
    return empty == sizes.length ? 0 : empty; // who has rows has a cluster with rows
  }

  /**
   * Returns the sum over the rows of the squared Euclidean distance to the nearest centroid, each
   * times the row's weight if the fit had weights; a sum, not a mean. For a metric other than the
   * Euclidean one it is the sum of that metric's {@link DistanceMetric#loss loss}.
   *
   * @return the inertia ≥ 0
   */
  public double inertia() {
    return inertia;
  }

  /**
   * Returns the number of assignment passes, the last one that changed nothing included; for
   * mini-batch algorithms the number of batches.
   *
   * @return at least 1
   */
  public int iterations() {
    return iterations;
  }

  /**
   * Tells why the fit ended.
   *
   * @return the reason
   */
  public StopReason stopReason() {
    return stopReason;
  }

  /**
   * Tells whether the fit came to an end of its own.
   *
   * @return true if it ended at a fixed point, within the tolerance or settled; false if the
   *     largest number of iterations, the time budget or a listener cut it short, and for a
   *     clustering of a stream, which has no end
   */
  public boolean isConverged() {
    return switch (stopReason) {
      case CONVERGED, TOLERANCE, SETTLED -> true;
      case MAX_ITERATIONS, TIME_BUDGET, STOPPED_BY_LISTENER -> false;
    };
  }

  /**
   * Returns the figures of each iteration, in order.
   *
   * @return an immutable list of {@link #iterations()} entries; empty for a clustering that was
   *     made from a stream
   */
  public List<Iteration> history() {
    return history;
  }

  /**
   * Returns the metric of the fit.
   *
   * @return the distance that the labels belong to
   */
  public DistanceMetric metric() {
    return metric;
  }

  /**
   * Finds the nearest centroid of a new row.
   *
   * @param row d finite values
   * @return its label, the lowest one on ties
   * @throws IllegalArgumentException if the width is not d, or a value is not finite or so large
   *     that squared distances overflow; the message names the column
   */
  public int predict(double[] row) {
    Objects.requireNonNull(row, "row");
    int[] label = new int[1];
    Points one = Points.of(new double[][] {row});
    check(one);
    Assigner.direct().assign(one, centroids, metric, label);
    return label[0];
  }

  /**
   * Finds the nearest centroid of each row.
   *
   * @param points new data, m × d
   * @return m labels, the lowest one on ties
   * @throws IllegalArgumentException if the width is not d, or a value is not finite or so large
   *     that squared distances overflow; the message names row and column
   * @throws FitInterruptedException if the calling thread is interrupted
   */
  public int[] predict(Points points) {
    check(points);
    int[] result = new int[points.rows()];
    assigner.assign(points, centroids, metric, result);
    return result;
  }

  /**
   * Measures the distance of each row to each centroid.
   *
   * @param points new data, m × d
   * @return m × k distances of the metric: Euclidean distances, not squared, for the default one
   * @throws IllegalArgumentException if the width is not d, a value is not finite or so large that
   *     squared distances overflow, or m × k values do not fit into one matrix
   */
  public DMatrixRMaj transform(Points points) {
    check(points);
    if ((long) points.rows() * k() > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "points: " + points.rows() + " rows × " + k() + " centroids do not fit into one matrix");
    }
    DMatrixRMaj distances = new DMatrixRMaj(points.rows(), k());
    double[] row = new double[columns];
    for (int i = 0; i < points.rows(); i++) {
      points.copyRow(i, row);
      for (int j = 0; j < k(); j++) {
        distances.unsafe_set(i, j, metric.distance(row, centroids[j]));
      }
    }
    return distances;
  }

  /**
   * Measures how well these centroids stand for other data.
   *
   * @param points other data, m × d
   * @return the sum over its rows of the squared Euclidean distance (for another metric: of its
   *     loss) to the nearest centroid
   * @throws IllegalArgumentException if the width is not d, or a value is not finite or so large
   *     that squared distances overflow; the message names row and column
   * @throws FitInterruptedException if the calling thread is interrupted
   */
  public double inertia(Points points) {
    check(points);
    return assigner.assign(points, centroids, metric, new int[points.rows()]);
  }

  /**
   * Saves the clustering: into a temporary file in the same folder, which then replaces the file in
   * one step. So the name always stands for the whole old file or the whole new one, also if the
   * process dies meanwhile; it may then leave a temporary file named {@code .kmeans4j-….part}. A
   * symbolic link is replaced, not followed.
   *
   * <p>The format is the library's own, versioned and with a checksum; every later version of the
   * library reads it. Saved are the metric by its {@link DistanceMetric#name() name}, centroids,
   * sizes, inertia, iterations, reason to stop and history, in 8 k (d + 1) + 32 bytes an iteration
   * + some 100; not the labels, which belong to the data and not to the model: {@link
   * #predict(Points)} gives them again.
   *
   * @param file where; replaced if it exists
   * @throws IOException if it cannot be written; an old file is then still there
   */
  public void save(Path file) throws IOException {
    ClusteringFile.write(file, this);
  }

  /**
   * Loads a saved clustering. Everything but the labels comes back as it was, bit for bit; {@link
   * #labels()} is empty, and predictions run on {@link Assigner#installed()}.
   *
   * @param file a file that {@link #save} wrote
   * @return the clustering
   * @throws io.github.kmeans4j.io.FileFormatException if it is no such file, of an unknown version,
   *     cut off, damaged, holds impossible values, or its metric is not registered here; no length
   *     in the file is believed before it was compared with the size of the file
   * @throws IOException if it cannot be read
   */
  public static Clustering load(Path file) throws IOException {
    return ClusteringFile.read(file, null);
  }

  /**
   * Loads a saved clustering whose metric is not registered.
   *
   * @param file a file that {@link #save} wrote
   * @param metric one of the same {@link DistanceMetric#name() name} as the saved one
   * @return the clustering
   * @throws io.github.kmeans4j.io.FileFormatException as {@link #load(Path)}, or if the metric was
   *     another one
   * @throws IOException if it cannot be read
   */
  public static Clustering load(Path file, DistanceMetric metric) throws IOException {
    return ClusteringFile.read(file, Objects.requireNonNull(metric, "metric"));
  }

  /**
   * Describes the result in one line.
   *
   * @return k, inertia, iterations and the reason to stop; also, if it is so, that the fit has not
   *     converged and how many clusters are empty
   */
  @Override
  public String toString() {
    int empty = emptyClusters();
    return "Clustering[k="
        + k()
        + ", inertia="
        + inertia
        + ", iterations="
        + iterations
        + ", "
        + stopReason
        + (isConverged() ? "" : ", not converged")
        + (empty == 0 ? "" : ", " + empty + (empty == 1 ? " empty cluster" : " empty clusters"))
        + "]";
  }

  private void check(Points points) {
    Objects.requireNonNull(points, "points");
    if (points.columns() != columns) {
      throw new IllegalArgumentException(
          "points must have "
              + columns
              + " columns as the centroids have, but have "
              + points.columns());
    }
    FiniteValues.check(points, metric);
  }

  private int[] countSizes() {
    int[] counts = new int[centroids.length];
    for (int label : labels) {
      counts[label]++;
    }
    return counts;
  }

  private static double[][] rowsOf(DMatrixRMaj matrix) {
    double[][] rows = new double[matrix.numRows][matrix.numCols];
    for (int j = 0; j < rows.length; j++) {
      System.arraycopy(matrix.data, j * matrix.numCols, rows[j], 0, matrix.numCols);
    }
    return rows;
  }

  /**
   * Collects the parts of a {@link Clustering}; for authors of a {@link Clusterer}. Not
   * thread-safe.
   */
  public static final class Builder {
    private final DMatrixRMaj centroids;
    private final DistanceMetric metric;
    private int[] labels = {};
    private int[] sizes = {};
    private double inertia;
    private int iterations = 1;
    private StopReason stopReason = StopReason.CONVERGED;
    private List<Iteration> history = List.of();
    private Assigner assigner = Assigner.direct();

    private Builder(DMatrixRMaj centroids, DistanceMetric metric) {
      this.centroids = centroids;
      this.metric = metric;
    }

    /**
     * Sets the labels and the inertia that belongs to them.
     *
     * @param labels n labels in 0..k-1; copied by {@link #build()}
     * @param inertia the sum of the losses, see {@link Clustering#inertia()}
     * @return this builder
     */
    public Builder labels(int[] labels, double inertia) {
      this.labels = labels;
      this.inertia = inertia;
      return this;
    }

    /**
     * Sets sizes and inertia of a fit that remembers no labels.
     *
     * @param sizes number of rows of each of the k clusters; copied by {@link #build()}
     * @param inertia the sum of the losses, see {@link Clustering#inertia()}
     * @return this builder
     */
    public Builder sizes(int[] sizes, double inertia) {
      this.sizes = sizes;
      this.inertia = inertia;
      return this;
    }

    /**
     * Sets how the fit went.
     *
     * @param iterations number of assignment passes or batches, at least 1
     * @param stopReason why it ended
     * @param history the figures of each iteration
     * @return this builder
     */
    public Builder course(int iterations, StopReason stopReason, List<Iteration> history) {
      this.iterations = iterations;
      this.stopReason = stopReason;
      this.history = history;
      return this;
    }

    /**
     * Sets what predictions run on. Default: the plain definition on one thread.
     *
     * @param assigner a thread-safe assigner
     * @return this builder
     */
    public Builder assigner(Assigner assigner) {
      this.assigner = assigner;
      return this;
    }

    /**
     * Makes the result.
     *
     * @return an immutable clustering
     * @throws IllegalArgumentException if a centroid is not finite, a label is outside 0..k-1, the
     *     sizes are not k or one is negative, the inertia is NaN, or there are no iterations
     */
    public Clustering build() {
      for (int i = 0; i < centroids.numRows * centroids.numCols; i++) {
        if (!Double.isFinite(centroids.data[i])) {
          throw new IllegalArgumentException(
              "centroids must be finite, but row "
                  + i / centroids.numCols
                  + ", column "
                  + i % centroids.numCols
                  + " is "
                  + centroids.data[i]);
        }
      }
      for (int i = 0; i < labels.length; i++) {
        if (labels[i] < 0 || labels[i] >= centroids.numRows) {
          throw new IllegalArgumentException(
              "labels must be in 0.."
                  + (centroids.numRows - 1)
                  + ", but row "
                  + i
                  + " has "
                  + labels[i]);
        }
      }
      if (sizes.length > 0 && sizes.length != centroids.numRows) {
        throw new IllegalArgumentException(
            "sizes must have k = " + centroids.numRows + " entries, but have " + sizes.length);
      }
      for (int j = 0; j < sizes.length; j++) {
        if (sizes[j] < 0) {
          throw new IllegalArgumentException(
              "sizes must not be negative, but the one of cluster " + j + " is " + sizes[j]);
        }
      }
      if (Double.isNaN(inertia)) {
        throw new IllegalArgumentException("inertia must be a number, but is NaN");
      }
      if (iterations < 1) {
        throw new IllegalArgumentException("iterations must be at least 1, but are " + iterations);
      }
      return new Clustering(this);
    }
  }
}
