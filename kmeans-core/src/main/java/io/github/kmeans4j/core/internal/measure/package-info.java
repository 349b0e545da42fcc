/**
 * Arithmetic of the measures of a clustering: lengths at the ends of double's range, the assignment
 * of clusters to classes, the information that chance would give. Plain numbers come in and go out.
 * Uses no other room but the sort of {@code work}.
 */
@NullMarked
package io.github.kmeans4j.core.internal.measure;

import org.jspecify.annotations.NullMarked;
