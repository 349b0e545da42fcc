package io.github.kmeans4j.bench.headtohead;

/** A library that can be asked to cluster; lives in a process of its own. */
interface Contestant {

  /**
   * Describes the library as it runs here.
   *
   * @return name, version, runtime
   */
  String description();

  /**
   * Does what is asked, and times it; what comes before and after the work itself is not timed.
   *
   * @param request the work
   * @return the outcome
   */
  Answer run(Request request);
}
