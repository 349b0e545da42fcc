/**
 * JMH benchmarks, their data and their baseline.
 *
 * <p>Each benchmark's class says the command that runs it. What they time is proved right by unit
 * tests.
 */
@NullMarked
package io.github.kmeans4j.bench;

import org.jspecify.annotations.NullMarked;
