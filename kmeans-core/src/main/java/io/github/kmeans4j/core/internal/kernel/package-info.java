/**
 * The choice of the kernel, once a JVM, and the portable one, which needs no flag. Providers that
 * are registered come in; a kernel goes out. No bit of any answer depends on which. A kernel of
 * vectors begins with plain loops, until its own methods are compiled. Read {@code Kernels} first.
 */
@NullMarked
package io.github.kmeans4j.core.internal.kernel;

import org.jspecify.annotations.NullMarked;
