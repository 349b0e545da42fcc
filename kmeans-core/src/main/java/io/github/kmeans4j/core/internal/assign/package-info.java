/**
 * Assignment of rows to centroids: the contract ({@code Assignment}), the one by bounds of
 * distances for data of neither few nor many columns, and the plain one for any metric. Centroids
 * come in; labels and the rows that moved go out. Read {@code Assignment}, then {@code
 * BoundedAssignment}.
 */
@NullMarked
package io.github.kmeans4j.core.internal.assign;

import org.jspecify.annotations.NullMarked;
