package io.github.kmeans4j.core.internal.choice;

import io.github.kmeans4j.core.internal.rows.Euclidean;
import java.util.HashSet;
import java.util.Set;

/** A set of rows by their values, −0 being 0. Not thread-safe. */
final class DistinctRows {
  private final Set<Row> rows = new HashSet<>();

  /**
   * Adds a row.
   *
   * @param values finite; kept, so not to be changed
   * @return whether no equal one was there
   */
  boolean add(double[] values) {
    return rows.add(new Row(values, hash(values)));
  }

  /** Tells whether an equal row is there. */
  boolean contains(double[] values) {
    return rows.contains(new Row(values, hash(values)));
  }

  /** How many rows there are, equal ones counted once. */
  int size() {
    return rows.size();
  }

  /** Mixes all bits of all values, since rows of small whole numbers differ in few. */
  private static int hash(double[] values) {
    long hash = values.length;
    for (double value : values) {
      hash = (hash ^ Double.doubleToRawLongBits(value + 0.0)) * 0x9E3779B97F4A7C15L; // −0 + 0 is 0
      hash ^= hash >>> 32;
    }
    return (int) hash;
  }

  private record Row(double[] values, int hash) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Row row && hash == row.hash && !Euclidean.differ(values, row.values);
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }
}
