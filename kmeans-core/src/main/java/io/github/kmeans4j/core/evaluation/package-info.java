/**
 * Measures of a clustering: {@link io.github.kmeans4j.core.evaluation.ClusterAccuracy} leads from
 * clusters to classes and to the accuracy of that.
 *
 * <p>All measures are pure: they change no argument, and the same arguments give the same bits.
 * Where two labelings meet, the clusters come first and the truth second.
 */
@NullMarked
package io.github.kmeans4j.core.evaluation;

import org.jspecify.annotations.NullMarked;
