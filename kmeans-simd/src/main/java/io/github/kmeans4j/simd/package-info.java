/**
 * A kernel on the Vector API ({@code jdk.incubator.vector}), found through {@link
 * java.util.ServiceLoader} when this jar is there and the JVM has {@code --add-modules
 * jdk.incubator.vector}. Results are the same with and without it; only the speed differs.
 *
 * <p>No method here takes or returns a vector. The compiler inlines the Vector API at any depth,
 * but our own methods only to a depth of 15; a helper beyond it is called, with vectors that become
 * objects, several times slower, and whether that happens differs from process to process.
 *
 * <p>A vector that a method is called on is first cast to a constant class, as in {@code
 * VECTOR.cast(FloatVector.fromArray(S, x, j)).add(y)}, where it comes from an array, a number, a
 * vector of another type or the last round of a loop. C2 of JDK 17 does not know its class
 * otherwise while it reads the method. It guesses from what the Vector API itself has been called
 * with, by whomever, and once that were vectors of several lengths, each becomes an object: two to
 * a hundred times slower. What a method of such a vector returns has the class too. What a loop
 * adds up is an argument, {@code x.add(sum)}, so that it needs no cast. The cast itself costs
 * nothing. In the longest methods C2 stops inlining while it reads (18,000 nodes), and what is
 * stored at their end is cast as well; {@code docs/decisions/0024} has the figures.
 *
 * <p>A method that has nothing to do, no columns or no rows, returns before its first vector, as do
 * the private ones that it calls: calls of that kind are what brings it to be compiled while plain
 * loops still do the work, and each vector in them would be an object. And it has no branch, beside
 * vectors, that may go one way a thousand times and then the other: C2 compiles only ways that were
 * taken, and the other one leads to the interpreter.
 */
@NullMarked
package io.github.kmeans4j.simd;

import org.jspecify.annotations.NullMarked;
