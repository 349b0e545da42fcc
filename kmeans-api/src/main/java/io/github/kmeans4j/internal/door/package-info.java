/**
 * What is checked where something comes in from outside: a part of the user's own, a file. Whatever
 * is wrong with it is named there, in words that say whose it is. Stateless; knows no other package
 * of the library.
 */
@NullMarked
package io.github.kmeans4j.internal.door;

import org.jspecify.annotations.NullMarked;
