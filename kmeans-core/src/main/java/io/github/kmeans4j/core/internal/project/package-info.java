/**
 * Assignment of rows of many columns in three sieves: bounds of gaps, then a few coordinates, then
 * a few distances. The frame of the rows comes in once, centroids come in with each pass; the
 * labels go out, exactly those of the plain definition, and the rows that moved. Read {@code
 * ProjectedAssignment} first, beside the glossary in {@code docs/glossary.md}, then {@code
 * RowSieve}.
 */
@NullMarked
package io.github.kmeans4j.core.internal.project;

import org.jspecify.annotations.NullMarked;
