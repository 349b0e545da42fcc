package io.github.kmeans4j.bench.shapes;

import java.util.List;

/**
 * One of ours: a kernel on a JDK.
 *
 * @param name short name
 * @param command starts its process, once the data are added
 */
record Contender(String name, List<String> command) {}
