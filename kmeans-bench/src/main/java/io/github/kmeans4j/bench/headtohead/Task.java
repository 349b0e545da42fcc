package io.github.kmeans4j.bench.headtohead;

/** What contestants are asked to do. */
enum Task {
  /** From the first k rows until no label changes. */
  FIT("full fit from the first k rows to the fixed point"),
  /** The same, by a whole fresh process that reads the file itself. */
  COLD("cold process, from start to labels"),
  /** Greedy k-means++ alone. */
  SEEDING("greedy k-means++ alone"),
  /** The library's default fit, its own seeding included. */
  DEFAULT("default fit with its own seeding"),
  /** The library's default mini-batch fit, its own seeding included. */
  MINI_BATCH("default mini-batch fit with its own seeding"),
  /** Ours alone, on more and more rows and clusters. */
  GROWTH("growth with n and k");

  private final String title;

  Task(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }
}
