package io.github.kmeans4j;

import io.github.kmeans4j.internal.Loss;
import io.github.kmeans4j.internal.door.GivenMatrix;
import io.github.kmeans4j.internal.door.GivenPart;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.ejml.data.DMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * The result of a fit: k centroids, the label of each row, and how the fit went; or centroids from
 * elsewhere, to predict with.
 *
 * <p>Labels, centroids and inertia belong together: {@link #labels()} equals {@link
 * #predict(Points)} of the data that were fitted, ties going to the lowest index. ({@code
 * NaturalBreaks} of the core module says of which rows that may not be true: of values that are
 * almost equal or almost 0, and of rows whose weight vanishes beside that of others.) Instances are
 * immutable and thread-safe; arrays and matrices handed out are copies.
 *
 * <pre>{@code
 * Clustering c = new LloydKMeans(3).fit(points);
 * int[] rows = c.members(0);                     // the rows of cluster 0
 * int[] labels = c.predict(others);              // the nearest centroid of each other row
 * int[][] lists = c.nearest(others, 2);          // the two nearest, the nearest first
 * DMatrixRMaj distances = c.transform(others);   // to every centroid, Euclidean, not squared
 * c.save(Path.of("clusters.km4j"));
 * Clustering same = Clustering.load(Path.of("clusters.km4j"));
 * }</pre>
 *
 * <p>A clustering {@linkplain #of(DMatrixRMaj) of given centroids} predicts as any other, but
 * nobody computed labels, sizes, inertia, iterations or a reason to stop: asked for those, it
 * throws an {@link IllegalStateException} that says what to call instead. {@link #isFitted()}
 * tells.
 */
public final class Clustering extends FitResult {
  private Clustering(Builder builder) {
    super(builder);
  }

  /**
   * Makes a clustering of centroids from elsewhere, to predict with by the Euclidean distance, as
   * fast as with those of a fit.
   *
   * @param centroids k × d, all finite; copied
   * @return a clustering that is not {@linkplain #isFitted() fitted}
   * @throws IllegalArgumentException if the matrix has no rows or no columns, or a value is not
   *     finite or so large that squared distances overflow; the message names row and column
   * @throws IllegalStateException if the core module, which brings that distance, is not there
   */
  public static Clustering of(DMatrixRMaj centroids) {
    DistanceMetric metric;
    try {
      metric = DistanceMetric.named(Loss.EUCLIDEAN);
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException(
          "the Euclidean distance was not found; it comes with kmeans-core and its entry in"
              + " META-INF/services",
          e);
    }
    return of(centroids, metric);
  }

  /**
   * Makes a clustering of centroids from elsewhere, to predict with by a distance of choice.
   *
   * @param centroids k × d, all finite; copied
   * @param metric the distance
   * @return a clustering that is not {@linkplain #isFitted() fitted}
   * @throws IllegalArgumentException if the matrix has no rows or no columns, a value is not finite
   *     or so large that squared distances overflow, or the metric is not defined for a centroid;
   *     the message names row and column; also if the metric bears a {@linkplain
   *     DistanceMetric#name() reserved} name
   */
  public static Clustering of(DMatrixRMaj centroids, DistanceMetric metric) {
    Builder builder = builder(centroids, metric);
    if (centroids.numRows < 1 || centroids.numCols < 1) {
      throw new IllegalArgumentException(
          "centroids must have rows and columns, but they are "
              + centroids.numRows
              + " × "
              + centroids.numCols);
    }
    FiniteValues.checkCentroids(Points.of(centroids), metric);
    return builder.build();
  }

  /**
   * Begins a result; for authors of a {@link Clusterer}.
   *
   * @param centroids k × d, all finite; copied
   * @param metric the distance that the labels belong to
   * @return a builder without labels
   * @throws IllegalArgumentException if the array of the matrix is too short for its shape, or the
   *     metric bears a {@linkplain DistanceMetric#name() reserved} name
   */
  public static Builder builder(DMatrixRMaj centroids, DistanceMetric metric) {
    Objects.requireNonNull(centroids, "centroids");
    GivenMatrix.check("centroids", centroids.numRows, centroids.numCols, centroids.data);
    double[][] copy = new double[centroids.numRows][centroids.numCols];
    for (int j = 0; j < copy.length; j++) {
      System.arraycopy(centroids.data, j * centroids.numCols, copy[j], 0, centroids.numCols);
    }
    return builder(copy, metric);
  }

  /**
   * Begins a result without a copy of the centroids, which may be large; for authors of a {@link
   * Clusterer}.
   *
   * @param centroids k rows of d values, all finite, which {@link Builder#build()} checks; taken
   *     over, and not to be changed any more
   * @param metric the distance that the labels belong to
   * @return a builder without labels
   * @throws IllegalArgumentException if the metric bears a {@linkplain DistanceMetric#name()
   *     reserved} name
   */
  public static Builder builder(double[][] centroids, DistanceMetric metric) {
    Objects.requireNonNull(centroids, "centroids");
    return new Builder(centroids, GivenPart.checkMetric("metric", metric, DistanceMetric::name));
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
   * @throws IOException if it cannot be written, or the calling thread is interrupted, whose flag
   *     stays set; an old file is then still there
   */
  public void save(Path file) throws IOException {
    ClusteringFile.write(file, this);
  }

  /**
   * Writes the clustering to a stream, the same bytes as {@link #save(Path)} into a file.
   *
   * @param out receives them; neither flushed nor closed
   * @throws IOException if they cannot be written; some may have been
   */
  public void save(OutputStream out) throws IOException {
    ClusteringFile.write(out, this);
  }

  /**
   * Loads a saved clustering. Everything but the labels comes back as it was, bit for bit; {@link
   * #labels()} is empty.
   *
   * @param file a file that {@link #save(Path)} wrote
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
   * @param file a file that {@link #save(Path)} wrote
   * @param metric one of the same {@link DistanceMetric#name() name} as the saved one
   * @return the clustering
   * @throws io.github.kmeans4j.io.FileFormatException as {@link #load(Path)}, or if the metric was
   *     another one
   * @throws IOException if it cannot be read
   */
  public static Clustering load(Path file, DistanceMetric metric) throws IOException {
    return ClusteringFile.read(file, GivenPart.checkMetric("metric", metric, DistanceMetric::name));
  }

  /**
   * Loads a clustering from a stream, as {@link #load(Path)} does from a file. Takes as many bytes
   * as were saved and none beyond, so that others may follow; takes memory only for what has come.
   *
   * @param in gives the bytes that {@code save} wrote; not closed
   * @return the clustering
   * @throws io.github.kmeans4j.io.FileFormatException as {@link #load(Path)}; the message speaks of
   *     the stream, and counts bytes from where it was taken up
   * @throws IOException if it cannot be read
   */
  public static Clustering load(InputStream in) throws IOException {
    return ClusteringFile.read(in, null);
  }

  /**
   * Loads a clustering whose metric is not registered from a stream.
   *
   * @param in gives the bytes that {@code save} wrote; not closed
   * @param metric one of the same {@link DistanceMetric#name() name} as the saved one
   * @return the clustering
   * @throws io.github.kmeans4j.io.FileFormatException as {@link #load(InputStream)}, or if the
   *     metric was another one
   * @throws IOException if it cannot be read
   */
  public static Clustering load(InputStream in, DistanceMetric metric) throws IOException {
    return ClusteringFile.read(in, GivenPart.checkMetric("metric", metric, DistanceMetric::name));
  }

  /**
   * Describes the result in one line.
   *
   * @return k, inertia, iterations and the reason to stop; also, if it is so, that the fit has not
   *     converged and how many clusters are empty; or that it was not fitted
   */
  @Override
  public String toString() {
    if (!isFitted()) {
      return "Clustering[k=" + k() + ", given centroids, not fitted]";
    }
    int empty = emptyClusters();
    return "Clustering[k="
        + k()
        + ", inertia="
        + inertia()
        + ", iterations="
        + iterations()
        + ", "
        + stopReason()
        + (isConverged() ? "" : ", not converged")
        + (empty == 0 ? "" : ", " + empty + (empty == 1 ? " empty cluster" : " empty clusters"))
        + "]";
  }

  /**
   * Collects the parts of a {@link Clustering}; for authors of a {@link Clusterer}. Not
   * thread-safe.
   */
  public static final class Builder {
    /** Files keep times as nanoseconds. */
    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

    final double[][] centroids;
    final DistanceMetric metric;
    int @Nullable [] labels;
    long @Nullable [] sizes;
    double inertia;
    int iterations = 1;
    StopReason stopReason = StopReason.CONVERGED;
    List<Iteration> history = List.of();
    private boolean hasCourse;
    int threads = Runtime.getRuntime().availableProcessors();

    private Builder(double[][] centroids, DistanceMetric metric) {
      this.centroids = centroids;
      this.metric = metric;
    }

    /**
     * Sets the labels and the inertia that belongs to them; sizes are counted from the labels.
     *
     * @param labels n labels in 0..k-1; copied by {@link #build()}
     * @param inertia the sum of the losses, see {@link Clustering#inertia()}
     * @return this builder
     */
    public Builder labels(int[] labels, double inertia) {
      this.labels = Objects.requireNonNull(labels, "labels");
      this.sizes = null;
      this.inertia = inertia;
      return this;
    }

    /**
     * Sets sizes and inertia of a fit that keeps no labels.
     *
     * @param sizes number of rows of each of the k clusters; copied by {@link #build()}
     * @param inertia the sum of the losses, see {@link Clustering#inertia()}
     * @return this builder
     */
    public Builder sizes(long[] sizes, double inertia) {
      this.sizes = Objects.requireNonNull(sizes, "sizes");
      this.labels = null;
      this.inertia = inertia;
      return this;
    }

    /**
     * Sets how the fit went. Default: one iteration, converged, no history.
     *
     * @param iterations number of assignment passes or batches, at least 1
     * @param stopReason why it ended
     * @param history the figures of each iteration
     * @return this builder
     */
    public Builder course(int iterations, StopReason stopReason, List<Iteration> history) {
      this.iterations = iterations;
      this.stopReason = Objects.requireNonNull(stopReason, "stopReason");
      this.history = Objects.requireNonNull(history, "history");
      this.hasCourse = true;
      return this;
    }

    /**
     * Sets how many threads predictions work on. Default: the available processors.
     *
     * @param threads the caller's included, at least 1; never changes an answer
     * @return this builder
     */
    public Builder threads(int threads) {
      this.threads = threads;
      return this;
    }

    /**
     * Makes the result.
     *
     * <p>Centroids may be up to twice as large as rows may, since the means of a fit may round
     * beyond the limit of rows. The distance of a row to such a centroid is infinite only where the
     * two lie on opposite sides of 0 and differ by twice the limit of rows or more, but for
     * rounding.
     *
     * @return an immutable clustering; without labels and sizes it is not {@linkplain
     *     Clustering#isFitted() fitted}
     * @throws IllegalArgumentException if there are no centroids, or they have no columns, values
     *     that are not finite, or some of more than twice the magnitude of which no squared
     *     distance of rows overflows; if a label is outside 0..k-1, the sizes are not k or one is
     *     negative, the inertia is negative or NaN, there are no iterations or no threads, a time
     *     in the history is not in 0..2⁶³ ns, or there is a course of a fit without labels and
     *     sizes
     * @throws NullPointerException if the history holds null
     */
    public Clustering build() {
      checkCentroids();
      if (threads < 1) {
        throw new IllegalArgumentException("threads must be at least 1, but is " + threads);
      }
      if (labels != null) {
        checkLabels(labels);
      }
      if (sizes != null) {
        checkSizes(sizes);
      }
      if (!(inertia >= 0)) {
        throw new IllegalArgumentException("inertia must be at least 0, but is " + inertia);
      }
      if (iterations < 1) {
        throw new IllegalArgumentException("iterations must be at least 1, but are " + iterations);
      }
      if (hasCourse && labels == null && sizes == null) {
        throw new IllegalArgumentException("labels or sizes must be set where a fit was made");
      }
      checkHistory();
      return new Clustering(this);
    }

    private void checkCentroids() {
      if (centroids.length == 0) {
        throw new IllegalArgumentException("centroids must have rows, but there are none");
      }
      for (int j = 0; j < centroids.length; j++) {
        Objects.requireNonNull(centroids[j], "centroids");
        if (centroids[j].length != centroids[0].length) {
          throw new IllegalArgumentException(
              "centroids must have rows of one length, but row 0 has "
                  + centroids[0].length
                  + " values and row "
                  + j
                  + " has "
                  + centroids[j].length);
        }
      }
      if (centroids[0].length == 0) {
        throw new IllegalArgumentException("centroids must have columns, but there are none");
      }
      FiniteValues.checkCentroids(centroids);
    }

    private void checkHistory() {
      for (Iteration iteration : history) {
        Objects.requireNonNull(iteration, "history");
        Duration elapsed = Objects.requireNonNull(iteration.elapsed(), "history: elapsed");
        if (elapsed.isNegative() || elapsed.compareTo(LONGEST) > 0) {
          throw new IllegalArgumentException(
              "history: elapsed must be in 0..2^63 nanoseconds, but that of iteration "
                  + iteration.number()
                  + " is "
                  + elapsed);
        }
      }
    }

    private void checkLabels(int[] set) {
      for (int i = 0; i < set.length; i++) {
        if (set[i] < 0 || set[i] >= centroids.length) {
          throw new IllegalArgumentException(
              "labels must be in 0.."
                  + (centroids.length - 1)
                  + ", but row "
                  + i
                  + " has "
                  + set[i]);
        }
      }
    }

    private void checkSizes(long[] set) {
      if (set.length != centroids.length) {
        throw new IllegalArgumentException(
            "sizes must have k = " + centroids.length + " entries, but have " + set.length);
      }
      for (int j = 0; j < set.length; j++) {
        if (set[j] < 0) {
          throw new IllegalArgumentException(
              "sizes must not be negative, but the one of cluster " + j + " is " + set[j]);
        }
      }
    }
  }
}
