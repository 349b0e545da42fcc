/**
 * Assignment of rows of many columns: bounds of gaps, then a few coordinates, then a few distances.
 * A frame of rows comes in and centroids with each pass; labels and the rows that moved go out,
 * those of the plain definition. Read {@code ProjectedAssignment} first, beside the glossary in
 * {@code docs/glossary.md}, then {@code RowSieve}.
 */
@NullMarked
package io.github.kmeans4j.core.internal.project;

import org.jspecify.annotations.NullMarked;
