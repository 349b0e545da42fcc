/**
 * What is done to data before a fit: {@link io.github.kmeans4j.core.prepare.Standardizer} gives all
 * columns the same spread, so that none decides alone which rows are near each other, and deals
 * with missing values.
 */
@NullMarked
package io.github.kmeans4j.core.prepare;

import org.jspecify.annotations.NullMarked;
