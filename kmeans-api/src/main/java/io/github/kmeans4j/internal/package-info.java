/**
 * What the modules of this library share and users should not see: exact sums. It may change in any
 * release.
 */
@NullMarked
package io.github.kmeans4j.internal;

import org.jspecify.annotations.NullMarked;
