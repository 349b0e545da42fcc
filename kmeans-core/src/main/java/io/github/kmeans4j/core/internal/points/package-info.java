/**
 * Points that are made of the caller's: some of their rows ({@code Subset}), parts joined to one
 * array ({@code RowCollector}), the columns in which something is stored ({@code
 * OccurringColumns}). Points come in and go out.
 */
@NullMarked
package io.github.kmeans4j.core.internal.points;

import org.jspecify.annotations.NullMarked;
