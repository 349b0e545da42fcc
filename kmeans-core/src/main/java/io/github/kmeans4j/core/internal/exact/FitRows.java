package io.github.kmeans4j.core.internal.exact;

import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.internal.directions.Directions;
import io.github.kmeans4j.core.internal.directions.Lengths;
import io.github.kmeans4j.core.internal.points.OccurringColumns;
import io.github.kmeans4j.core.internal.rows.DataProfile;
import io.github.kmeans4j.core.internal.rows.RowStore;
import io.github.kmeans4j.core.internal.work.Workers;
import io.github.kmeans4j.internal.Kernel;
import io.github.kmeans4j.internal.StoredRows;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a fit, looked at once: opened, checked, profiled and, when it is first wanted, seen
 * as floats. Seeding, restarts and runs share it, and what they found out about the rows. Brings
 * the kernel and the threads of the fit. Belongs to one fit; used by one thread.
 */
public final class FitRows {
  private final StoredRows points;
  private final RowStore store;
  private final DataProfile profile;
  private final Workers workers;
  private final Map<String, Object> found = new HashMap<>();
  private @Nullable SinglePrecision frame;

  private FitRows(StoredRows points, RowStore store, DataProfile profile, Workers workers) {
    this.points = points;
    this.store = store;
    this.profile = profile;
    this.workers = workers;
  }

  /**
   * Looks at some rows.
   *
   * @param points data, n × d
   * @param kernel what reads and scores them
   * @param workers threads, of the caller
   * @return the rows, all finite
   * @throws IllegalArgumentException as {@link DataProfile#of}
   */
  public static FitRows of(StoredRows points, Kernel kernel, Workers workers) {
    RowStore store = RowStore.of(points, kernel);
    return new FitRows(points, store, DataProfile.of(store, workers), workers);
  }

  /**
   * Looks at some columns of rows.
   *
   * @param columns of the data
   * @param kernel what reads and scores them
   * @param workers threads, of the caller
   * @return the rows, all finite
   * @throws IllegalArgumentException as {@link DataProfile#of}
   */
  public static FitRows of(OccurringColumns columns, Kernel kernel, Workers workers) {
    RowStore store = columns.open(kernel);
    return new FitRows(columns.points(), store, DataProfile.of(store, workers), workers);
  }

  /**
   * Returns the same rows in another order, without another look.
   *
   * @param order distinct row indices, at most n; kept, so not to be changed
   * @return a view, of which nothing but the profile is known yet
   */
  public FitRows reordered(int[] order) {
    return new FitRows(points, store.reordered(order), profile, workers);
  }

  /**
   * Returns the directions of the same rows.
   *
   * @param lengths of the rows, none of them 0
   * @return rows of length 1, but for rounding
   */
  public FitRows directions(Lengths lengths) {
    RowStore directions = Directions.of(store, lengths);
    DataProfile known = DataProfile.ofDirections(directions, lengths.least());
    return new FitRows(points, directions, known, workers);
  }

  /**
   * Tells whether these are the rows of some points, in their order.
   *
   * @param other data
   * @return true for the very object that they were opened from
   */
  public boolean areOf(Points other) {
    return points == other && store.rows() == other.rows();
  }

  /**
   * Returns the rows.
   *
   * @return each time the same store
   */
  public RowStore store() {
    return store;
  }

  /**
   * Returns what the look at them told.
   *
   * @return the profile
   */
  public DataProfile profile() {
    return profile;
  }

  /**
   * Returns the threads of the fit.
   *
   * @return the workers, which this does not close
   */
  public Workers workers() {
    return workers;
  }

  /**
   * Returns the rows in single precision.
   *
   * @return each time the same frame
   */
  public SinglePrecision frame() {
    SinglePrecision known = frame;
    if (known == null) {
      known = new SinglePrecision(store, profile);
      frame = known;
    }
    return known;
  }

  /**
   * Returns what was found out about the rows, if it was.
   *
   * @param <T> its type, always the same for one name
   * @param what its name
   * @return what {@link #once} found; null if nobody asked
   */
  @SuppressWarnings("unchecked")
  public <T> @Nullable T known(String what) {
    return (T) found.get(what);
  }

  /**
   * Finds something out about the rows, once.
   *
   * @param <T> its type, always the same for one name
   * @param what its name
   * @param search what finds it, called the first time only
   * @return what it found
   */
  @SuppressWarnings("unchecked")
  public <T> T once(String what, Supplier<T> search) {
    Object known = found.get(what);
    if (known == null) {
      known = search.get();
      found.put(what, known);
    }
    return (T) known;
  }
}
