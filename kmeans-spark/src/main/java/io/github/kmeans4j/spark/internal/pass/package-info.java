/**
 * What executors do in a pass: they bring the state of their blocks to it, and tell by how much the
 * sums changed. Everything they are asked can be asked again. Read {@code BlockState} first.
 */
@NullMarked
package io.github.kmeans4j.spark.internal.pass;

import org.jspecify.annotations.NullMarked;
