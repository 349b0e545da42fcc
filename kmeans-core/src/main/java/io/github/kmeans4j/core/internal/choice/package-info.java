/**
 * Centers that are chosen among rows, and the loss of every row to the nearest of them. The rooms
 * {@code blocks} and {@code seed} have the ways to choose. Read {@code CenterChoice} first.
 */
@NullMarked
package io.github.kmeans4j.core.internal.choice;

import org.jspecify.annotations.NullMarked;
