/**
 * The choice of centers among many rows of few columns, which stand in blocks of neighbors: blocks
 * that a candidate is too far from are passed over. Read {@code PlacedRows} first, then {@code
 * BlockRounds}.
 */
@NullMarked
package io.github.kmeans4j.core.internal.blocks;

import org.jspecify.annotations.NullMarked;
