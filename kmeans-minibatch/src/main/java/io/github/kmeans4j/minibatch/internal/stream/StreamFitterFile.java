package io.github.kmeans4j.minibatch.internal.stream;

import io.github.kmeans4j.internal.RowCheck;
import io.github.kmeans4j.internal.model.ModelFile;
import io.github.kmeans4j.internal.model.ModelInput;
import io.github.kmeans4j.internal.model.ModelOutput;
import io.github.kmeans4j.minibatch.internal.batch.ClassicStep;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;

/**
 * The layout of a saved fitter of a stream, kind 2 of the format:
 *
 * <pre>
 * string      name of the step, "classic"
 * int, int    k, d
 * long        seed
 * double      reassignment ratio
 * long        batches learned
 * double      inertia of the last batch
 * long        rows since centroids of low counts were last looked for
 * long        state of the random numbers of the step
 * long[k]     sizes, in rows
 * double[k]   counts, the weight of what each centroid has seen
 * double[k·d] centroids, row by row
 * </pre>
 */
public final class StreamFitterFile {
  private static final String CLASSIC = "classic";

  private StreamFitterFile() {}

  /** What a file holds. */
  public record Saved(StreamOptions options, StreamState<ClassicStep> state) {}

  public static void write(Path file, StreamOptions options, StreamState<ClassicStep> state)
      throws IOException {
    ModelFile.write(file, ModelFile.STREAM_FITTER, out -> write(out, options, state));
  }

  /** The same into a stream, which stays open. */
  public static void write(OutputStream out, StreamOptions options, StreamState<ClassicStep> state)
      throws IOException {
    ModelFile.write(out, ModelFile.STREAM_FITTER, fields -> write(fields, options, state));
  }

  public static Saved read(Path file) throws IOException {
    return ModelFile.read(file, ModelFile.STREAM_FITTER, StreamFitterFile::parse);
  }

  /** The same from a stream. */
  public static Saved read(InputStream in) throws IOException {
    return ModelFile.read(in, ModelFile.STREAM_FITTER, StreamFitterFile::parse);
  }

  private static void write(ModelOutput out, StreamOptions options, StreamState<ClassicStep> state)
      throws IOException {
    double[][] centroids = state.step().centroids();
    out.putString(CLASSIC);
    out.putInt(centroids.length);
    out.putInt(centroids[0].length);
    out.putLong(options.seed);
    out.putDouble(options.reassignmentRatio);
    out.putLong(state.batches());
    out.putDouble(state.lastInertia());
    out.putLong(state.step().sinceReassignment());
    out.putLong(state.random().state());
    for (long size : state.sizes()) {
      out.putLong(size);
    }
    out.putDoubles(state.step().counts());
    for (double[] centroid : centroids) {
      out.putDoubles(centroid);
    }
  }

  private static Saved parse(ModelInput in) throws IOException {
    String scheme = in.readString("step");
    if (!scheme.equals(CLASSIC)) {
      throw in.failure("the step must be \"" + CLASSIC + "\", but is \"" + scheme + "\"");
    }
    int k = in.readInt("k", 1);
    int d = in.readInt("d", 1);
    long seed = in.readLong("seed", Long.MIN_VALUE, Long.MAX_VALUE);
    double ratio = in.readDouble("reassignment ratio", 0, 1);
    int batches = (int) in.readLong("batches", 1, Integer.MAX_VALUE);
    double inertia = in.readDouble("inertia", 0, Double.POSITIVE_INFINITY);
    long since = in.readLong("rows since reassignment", 0, Long.MAX_VALUE);
    ResumableRandom random =
        new ResumableRandom(in.readLong("random numbers", Long.MIN_VALUE, Long.MAX_VALUE));
    long[] sizes = in.readLongs("sizes", k, 0, Long.MAX_VALUE);
    double[] counts = in.readDoubles("counts", k, 0, Double.MAX_VALUE);
    // means may have rounded beyond the limit of rows; the next batch asks again
    double[] flat = in.readMatrix("centroids", k, d, RowCheck.largestCentroid(d));
    double[][] centroids = new double[k][d];
    for (int j = 0; j < k; j++) {
      System.arraycopy(flat, j * d, centroids[j], 0, d);
    }
    StreamOptions options = new StreamOptions(k);
    options.seed = seed;
    options.reassignmentRatio = ratio;
    ClassicStep step = new ClassicStep(centroids, ratio, random, counts, since);
    return new Saved(options, new StreamState<>(step, random, sizes, batches, inertia));
  }
}
