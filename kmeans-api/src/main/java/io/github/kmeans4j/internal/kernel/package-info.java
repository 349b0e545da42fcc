/**
 * What a kernel computes, in six parts: {@code Tiles} scores blocks of rows against packed
 * centroids, {@code SparseTiles} sparse rows, {@code Vectors} does arithmetic on single rows,
 * {@code Bounds} compares scores and bounds with limits, {@code Pairs} measures many pairs of rows
 * in double, and {@code Lanes} finds the nearest centroids of rows of few columns. A {@code Kernel}
 * is all six; who needs one part asks for that. Read {@code Tiles} first.
 *
 * <p>Rules for every method here:
 *
 * <ul>
 *   <li>Arguments are trusted, not checked: lengths, indices and ranges are the caller's business,
 *       and values are finite unless a method says otherwise.
 *   <li>All arrays belong to the caller, those for scratch and for results too. A kernel keeps no
 *       array beyond the call and changes none but those that a method says receive something,
 *       there only what it says.
 *   <li>A kernel has no state, or none but what decides how fast it is. Any number of threads may
 *       call one at once; they may share what is only read, packed centroids too.
 *   <li>An array that receives something is none of the other arguments. Arrays that are only read
 *       may be the same one, and places within them may overlap.
 *   <li>Nothing is read beyond the values that a method speaks of, so these may end where their
 *       array ends.
 *   <li>Calls about nothing at all, with a d or a count of 0, which nobody makes but who wants a
 *       method to be compiled, take next to no time. What they write or return means nothing.
 * </ul>
 *
 * <p>Kernels differ in speed, and in the last bits of scores and products, within the bounds that
 * they state. Everything whose bits reach an answer is the same in all of them; where a method has
 * a body here, that is its plain definition.
 */
@NullMarked
package io.github.kmeans4j.internal.kernel;

import org.jspecify.annotations.NullMarked;
