/**
 * What the modules of this library share and users should not see: exact sums, the storage behind
 * points, kernels, assigners and the search for providers. It may change in any release.
 *
 * <p>Nothing here or below knows the types that users see; those know what is here. Below this
 * package, {@code kernel} has the three parts of a kernel and knows nothing else, {@code model}
 * frames saved models, and {@code door} names what is wrong with what comes in. Types trust their
 * input: every check happens once, before a fit begins.
 */
@NullMarked
package io.github.kmeans4j.internal;

import org.jspecify.annotations.NullMarked;
