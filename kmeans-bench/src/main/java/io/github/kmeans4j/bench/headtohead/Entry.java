package io.github.kmeans4j.bench.headtohead;

import io.github.kmeans4j.bench.process.Commands;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One line of the line-up.
 *
 * @param name short name, for messages
 * @param ours true if it is this library
 * @param rival true if it does the same work, so that ours is compared with it; false for those
 *     that choose their own start or stop
 * @param repeat how many timed runs it gets
 * @param warmup how many runs come before, untimed
 * @param command starts its process
 * @param environment variables to set; an empty value unsets one
 */
record Entry(
    String name,
    boolean ours,
    boolean rival,
    int repeat,
    int warmup,
    List<String> command,
    Map<String, String> environment) {

  /** Tells whether it does the same work as ours. */
  boolean comparable() {
    return ours || rival;
  }

  ProcessBuilder process(List<String> more) {
    List<String> all = new ArrayList<>(command);
    all.addAll(more);
    return Commands.process(all, environment);
  }
}
