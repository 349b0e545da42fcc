package io.github.kmeans4j.bench;

import io.github.kmeans4j.Points;
import java.util.Locale;

/** How the values of the data lie in memory. */
public enum Storage {
  /** One unsigned byte a value. */
  BYTE {
    @Override
    public Points points(BenchData data) {
      return Points.ofUnsignedBytes(data.bytes(), data.rows(), data.columns());
    }
  },
  /** One float a value. */
  FLOAT {
    @Override
    public Points points(BenchData data) {
      return Points.of(data.floats(), data.rows(), data.columns());
    }
  },
  /** One double a value. */
  DOUBLE {
    @Override
    public Points points(BenchData data) {
      return Points.of(data.doubles(), data.rows(), data.columns());
    }
  };

  /**
   * Stores data this way.
   *
   * @param data the data
   * @return its points, n × d
   */
  public abstract Points points(BenchData data);

  /**
   * Finds a storage by its name.
   *
   * @param name in any case
   * @return the storage
   * @throws IllegalArgumentException if there is none of that name
   */
  public static Storage named(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
