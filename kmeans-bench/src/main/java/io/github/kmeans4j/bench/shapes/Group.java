package io.github.kmeans4j.bench.shapes;

import java.util.Locale;

/** What a case is for. */
enum Group {
  /** Looked at all the time. */
  TUNED,
  /** Other sizes and seeds, looked at only when all is done. */
  HELD_OUT,
  /** Problems of few rows, for {@link Mode#SMALL}. */
  SMALL;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
