/**
 * Processes that are compared: JVMs of one kernel and one JDK each, and a Python that has
 * scikit-learn. A process says who it is in its first line, and answers each line that it is given
 * with a line.
 */
@NullMarked
package io.github.kmeans4j.bench.process;

import org.jspecify.annotations.NullMarked;
