/**
 * The head-to-head with other libraries: {@link io.github.kmeans4j.bench.headtohead.HeadToHead} is
 * its command.
 *
 * <p>Every contestant lives in a process of its own and answers requests, one JSON object a line,
 * so that runs can alternate and memory is counted for each alone.
 */
@NullMarked
package io.github.kmeans4j.bench.headtohead;

import org.jspecify.annotations.NullMarked;
