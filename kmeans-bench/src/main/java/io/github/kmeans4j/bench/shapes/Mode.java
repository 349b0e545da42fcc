package io.github.kmeans4j.bench.shapes;

/** What the contestants are asked to do. */
enum Mode {
  /** A fit from given centroids, to the fixed point or the cap of passes. */
  FIT("full fits from the first k distinct rows", "inertia"),
  /** A fit with the defaults of each library, its own seeding included; a seed a round. */
  DEFAULT("default fits with their own seeding", "inertia"),
  /** Labels of all rows. */
  PREDICT("predict of all rows", "-"),
  /** Distances of the first rows to all centroids. */
  TRANSFORM("transform of the first 20,000 rows", "sum"),
  /** The mean silhouette of the first rows. */
  SILHOUETTE("exact silhouette of the first 20,000 rows", "silhouette"),
  /** Mini-batches until the inertia at which scikit-learn's end; a seed a round. */
  MINIBATCH("mini-batches to the inertia at which scikit-learn's end", "final inertia"),
  /** Default fits of few rows, over and over; the time of one. */
  SMALL("small default fits, one after the other", "inertia");

  /** As many rows are transformed, or have their silhouette computed. */
  static final int SOME_ROWS = 20_000;

  private final String title;
  private final String value;

  Mode(String title, String value) {
    this.title = title;
    this.value = value;
  }

  String title() {
    return title;
  }

  /** Names the value that an answer has beside its time. */
  String value() {
    return value;
  }

  /** Tells whether every round has a seed of its own. */
  boolean seeded() {
    return this == DEFAULT || this == MINIBATCH || this == SMALL;
  }

  /** Returns the group that is run unless another one is asked for. */
  Group usualGroup() {
    return this == SMALL ? Group.SMALL : Group.TUNED;
  }
}
