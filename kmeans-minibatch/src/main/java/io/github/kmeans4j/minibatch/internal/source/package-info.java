/**
 * Fits over a source of blocks that may be larger than memory: the order in which blocks and rows
 * are read, reading one block ahead, the sample that begins a fit, batches block by block, and the
 * last pass that gives the labels. A source comes in; a clustering goes out, and labels block by
 * block. Learns by the state of the room {@code stream}, and begins with fits of the room {@code
 * batch}. Read {@code SourceFit} first, then {@code SourceSteps} and {@code ReadAhead}.
 */
@NullMarked
package io.github.kmeans4j.minibatch.internal.source;

import org.jspecify.annotations.NullMarked;
