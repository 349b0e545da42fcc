/**
 * The rows of a fit, read in place, one file a kind of storage; what one look at them tells ({@code
 * DataProfile}); views of them in another order. Points come in; distances, sums, copies and floats
 * of single rows go out. Read {@code RowStore} first.
 */
@NullMarked
package io.github.kmeans4j.core.internal.rows;

import org.jspecify.annotations.NullMarked;
