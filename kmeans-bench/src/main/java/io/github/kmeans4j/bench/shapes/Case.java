package io.github.kmeans4j.bench.shapes;

/**
 * A line of the table.
 *
 * @param name by which it is asked for
 * @param group what it is for
 * @param quick true if it is one of the few that stand for all
 * @param data its rows
 * @param k number of clusters
 * @param passes of a full fit, at most
 */
record Case(String name, Group group, boolean quick, DataSet data, int k, int passes) {

  /** Returns the same with fewer rows and passes, if it has more. */
  Case atMost(int rows, int mostPasses) {
    return new Case(name, group, quick, data.atMost(rows), k, Math.min(mostPasses, passes));
  }

  String describe() {
    return name
        + ": "
        + data.rows()
        + " × "
        + data.columns()
        + ", K = "
        + k
        + ", at most "
        + passes
        + (passes == 1 ? " pass" : " passes");
  }
}
