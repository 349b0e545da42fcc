/**
 * How far two clusterings of the same rows agree: the assignment of clusters to classes, and the
 * information that chance would give. Uses no other room but {@code measure}, for partitions.
 */
@NullMarked
package io.github.kmeans4j.core.internal.agreement;

import org.jspecify.annotations.NullMarked;
