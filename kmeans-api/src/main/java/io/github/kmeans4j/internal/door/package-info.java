/**
 * What is checked where something comes in from outside: a part of the user's own, a file. Whatever
 * is wrong with it is named there, in words that say whose it is. Stateless; of the library it
 * knows the name of a metric that is reserved, and nothing else.
 */
@NullMarked
package io.github.kmeans4j.internal.door;

import org.jspecify.annotations.NullMarked;
