/**
 * The frame that saved models share, in files and streams.
 *
 * <p>A model file is, with all numbers big-endian,
 *
 * <pre>
 * offset      bytes
 * 0           8      magic: 89 'K' 'M' '4' 'J' 0D 0A 1A
 * 8           4      version of the format, 1
 * 12          4      kind of the model
 * 16          8      L, the number of bytes of the model
 * 24          L      the model, as its kind lays it out
 * 24 + L      4      CRC-32 of all bytes before
 * </pre>
 *
 * <p>The frame and each kind's layout of a version never change; a change is a new version, and the
 * reader keeps reading the old ones. A string is the number of its bytes (4) and its UTF-8 bytes, a
 * list the bare sequence of its elements, whose number stands before.
 */
@NullMarked
package io.github.kmeans4j.internal.model;

import org.jspecify.annotations.NullMarked;
