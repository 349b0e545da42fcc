/**
 * The course of a fit on the driver: {@code SparkFit} is one call of {@code fit}, {@code SparkRun}
 * one run, whose passes are jobs. Read {@code SparkFit} first.
 */
@NullMarked
package io.github.kmeans4j.spark.internal.course;

import org.jspecify.annotations.NullMarked;
