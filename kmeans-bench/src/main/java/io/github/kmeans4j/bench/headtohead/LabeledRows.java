package io.github.kmeans4j.bench.headtohead;

import io.github.kmeans4j.Points;
import org.jspecify.annotations.Nullable;

/**
 * Rows and, if they are known, their classes.
 *
 * @param points n × d
 * @param classes n, or null
 */
record LabeledRows(Points points, int @Nullable [] classes) {}
