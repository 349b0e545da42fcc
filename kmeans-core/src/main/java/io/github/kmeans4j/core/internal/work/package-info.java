/**
 * Threads and chunks. Which thread does what, and when, never shows in a result. Numbered tasks
 * come in; they are done when the call returns, or have ended by an exception, and no thread
 * outlives the {@code Workers} that started it. Read {@code Workers} first, then {@code Thrift},
 * which says what work is worth a thread.
 */
@NullMarked
package io.github.kmeans4j.core.internal.work;

import org.jspecify.annotations.NullMarked;
