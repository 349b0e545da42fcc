/**
 * Exact sums of the rows of clusters: what is added can be taken away again, in any order, by any
 * number of threads or machines, and nothing is left behind. {@code SumGrid} decides from the span
 * of the values how wide the sums of each column must be, {@code SumTable} holds them, {@code
 * PackedSums} those of sparse rows, {@code Divisor} is what they are divided by. Values come in as
 * doubles and leave as means that are rounded once. Depends on nothing but the kernel. Read {@code
 * SumGrid} first.
 */
@NullMarked
package io.github.kmeans4j.core.internal.sums;

import org.jspecify.annotations.NullMarked;
