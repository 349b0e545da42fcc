/**
 * What every metric, every initializer and every kernel must keep to, as abstract tests.
 *
 * <p>They come in a test-jar, so that one's own implementation can be held to the same contract:
 * extend the class, return the implementation, run it with JUnit.
 */
@NullMarked
package io.github.kmeans4j.core.contract;

import org.jspecify.annotations.NullMarked;
