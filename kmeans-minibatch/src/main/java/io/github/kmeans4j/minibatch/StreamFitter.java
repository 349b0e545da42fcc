package io.github.kmeans4j.minibatch;

import io.github.kmeans4j.Clustering;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.Seeding;
import io.github.kmeans4j.core.EuclideanDistance;
import io.github.kmeans4j.core.internal.exact.FitRows;
import io.github.kmeans4j.core.internal.kernel.Kernels;
import io.github.kmeans4j.core.internal.lloyd.Fits;
import io.github.kmeans4j.core.internal.rows.DataProfile;
import io.github.kmeans4j.core.internal.sparse.RowAssignment;
import io.github.kmeans4j.core.internal.work.Workers;
import io.github.kmeans4j.minibatch.internal.batch.BatchStep;
import io.github.kmeans4j.minibatch.internal.batch.ClassicStep;
import io.github.kmeans4j.minibatch.internal.stream.StreamFitterFile;
import io.github.kmeans4j.minibatch.internal.stream.StreamOptions;
import io.github.kmeans4j.minibatch.internal.stream.StreamRandom;
import io.github.kmeans4j.minibatch.internal.stream.StreamState;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Mini-batch k-means over a stream: learns from batches as they come, and can tell the clusters at
 * any time. Made by {@link StreamKMeans#begin()}.
 *
 * <p>The first batch must have at least k rows; the initial centroids are chosen from it. Rows are
 * not remembered. The same batches in the same order with the same seed give the same bits for any
 * number of threads. A batch that is refused changes nothing.
 *
 * <p>A fitter can be {@linkplain #save saved} after any batch; one that was {@linkplain #load
 * loaded} goes on, bit for bit, as if it had never stopped.
 *
 * <pre>{@code
 * StreamFitter fitter = new StreamKMeans(8).begin();
 * for (double[][] batch : batches) {
 *   fitter.partialFit(Points.of(batch));
 *   fitter.save(file);                  // whatever ends the process now, it goes on from here
 * }
 * Clustering now = StreamFitter.load(file).toClustering();
 * }</pre>
 *
 * <p>Not thread-safe: one thread at a time.
 */
public final class StreamFitter {
  private final StreamOptions options;
  private @Nullable StreamState<ClassicStep> state;

  StreamFitter(StreamOptions options) {
    this.options = options;
  }

  StreamFitter(StreamOptions options, StreamState<ClassicStep> state) {
    this.options = options;
    this.state = state;
  }

  /**
   * Loads a saved fitter, with k, seed and reassignment ratio that it had, on as many threads as
   * there are processors.
   *
   * @param file a file that {@link #save(Path)} wrote
   * @return a fitter that goes on where the saved one was
   * @throws io.github.kmeans4j.io.FileFormatException if it is no such file, of an unknown version,
   *     cut off, damaged or holds impossible values; no length in the file is believed before it
   *     was compared with the size of the file
   * @throws IOException if it cannot be read
   */
  public static StreamFitter load(Path file) throws IOException {
    StreamFitterFile.Saved saved = StreamFitterFile.read(file);
    return new StreamFitter(saved.options(), saved.state());
  }

  /**
   * Loads a fitter from a stream, as {@link #load(Path)} does from a file. Takes as many bytes as
   * were saved and none beyond, so that others may follow; takes memory only for what has come.
   *
   * @param in gives the bytes that {@code save} wrote; not closed
   * @return a fitter that goes on where the saved one was
   * @throws io.github.kmeans4j.io.FileFormatException as {@link #load(Path)}; the message speaks of
   *     the stream, and counts bytes from where it was taken up
   * @throws IOException if it cannot be read
   */
  public static StreamFitter load(InputStream in) throws IOException {
    StreamFitterFile.Saved saved = StreamFitterFile.read(in);
    return new StreamFitter(saved.options(), saved.state());
  }

  /**
   * Saves the fitter: into a temporary file in the same folder, which then replaces the file in one
   * step, so that the name always stands for the whole old file or the whole new one, also if the
   * process dies meanwhile; it may then leave a temporary file named {@code .kmeans4j-….part}. The
   * format is that of {@link Clustering#save(Path)}, and takes 8 k (d + 2) + some 100 bytes. The
   * initializer and the number of threads are not saved: the one has done its work, the other
   * belongs to the machine.
   *
   * @param file where; replaced if it exists
   * @throws IllegalStateException if no batch has come yet
   * @throws IOException if it cannot be written; an old file is then still there
   */
  public void save(Path file) throws IOException {
    StreamFitterFile.write(file, options, begun());
  }

  /**
   * Writes the fitter to a stream, the same bytes as {@link #save(Path)} into a file.
   *
   * @param out receives them; neither flushed nor closed
   * @throws IllegalStateException if no batch has come yet
   * @throws IOException if they cannot be written; some may have been
   */
  public void save(OutputStream out) throws IOException {
    StreamFitterFile.write(out, options, begun());
  }

  /**
   * Learns from a batch.
   *
   * @param batch rows of d columns, any number; the first batch at least k
   * @return this fitter
   * @throws IllegalArgumentException if a value is not finite (the message names row and column) or
   *     so large that sums of squared distances overflow, the width differs from the first batch's,
   *     or the first batch has fewer than k rows
   * @throws io.github.kmeans4j.FitInterruptedException if the calling thread is interrupted; the
   *     batch is then not learned
   */
  public StreamFitter partialFit(Points batch) {
    Objects.requireNonNull(batch, "batch");
    int columns = state == null ? batch.columns() : state.step().centroids()[0].length;
    if (batch.columns() != columns) {
      throw new IllegalArgumentException(
          "batch must have "
              + columns
              + " columns as the first one had, but has "
              + batch.columns());
    }
    try (Workers workers = new Workers(options.threads)) {
      FitRows rows = FitRows.of(batch, Kernels.get(), workers);
      StreamState<ClassicStep> learning = state == null ? begin(batch) : state;
      checkCentroids(learning.step().centroids(), batch);
      RowAssignment assignment = new RowAssignment(rows, options.k);
      int[] all = new int[batch.rows()];
      Arrays.setAll(all, i -> i);
      learning.learn(rows.store(), assignment, all, new int[all.length], workers);
      state = learning;
    }
    return this;
  }

  /**
   * Returns the number of batches learned.
   *
   * @return at least 0; 2³¹ − 1 if there were more
   */
  public int batches() {
    return state == null ? 0 : state.batches();
  }

  /**
   * Returns the clusters as they are now.
   *
   * @return a clustering without labels and history: its sizes count the rows by the labels they
   *     had when their batch came (see {@link Clustering#longSizes()}), its inertia is that of the
   *     last batch before it was learned, its iterations are the batches (at most 2³¹ − 1), and as
   *     a stream has no end it ended by MAX_ITERATIONS
   * @throws IllegalStateException if no batch has come yet
   */
  public Clustering toClustering() {
    return begun().toClustering(options.threads);
  }

  /** Earlier batches may have had larger values, but fewer rows. */
  private static void checkCentroids(double[][] centroids, Points batch) {
    double largest = BatchStep.largest(centroids);
    if (largest > DataProfile.largestValue(batch.rows(), batch.columns())) {
      throw new IllegalArgumentException(
          "batch: the sum of the squared distances of its "
              + batch.rows()
              + " rows could overflow, since a centroid has the magnitude "
              + largest);
    }
  }

  private StreamState<ClassicStep> begun() {
    if (state == null) {
      throw new IllegalStateException("there are no clusters before the first batch");
    }
    return state;
  }

  private StreamState<ClassicStep> begin(Points batch) {
    if (batch.rows() < options.k) {
      throw new IllegalArgumentException(
          "the first batch must have at least k = " + options.k + " rows, but has " + batch.rows());
    }
    Fits.checkSize(options.k, batch.columns(), new EuclideanDistance());
    Seeding seeding =
        new Seeding(
            StreamRandom.of(options.seed).initialization(),
            new EuclideanDistance(),
            null,
            options.threads);
    return StreamState.at(
        Fits.initialize(options.initializer(), batch, options.k, seeding), options);
  }
}
