/**
 * Formats of files: what stands where, and what must not stand there. Whatever is wrong ends in a
 * {@link io.github.kmeans4j.io.FileFormatException}; no length is believed before as many bytes
 * were seen, so that memory stays within a small multiple of what was read.
 */
@NullMarked
package io.github.kmeans4j.core.internal.files;

import org.jspecify.annotations.NullMarked;
