/**
 * Measures of a clustering, and help with the choice of k.
 *
 * <ul>
 *   <li>{@link io.github.kmeans4j.core.evaluation.ClusterAccuracy}: from clusters to classes, by
 *       majority or one to one, and the accuracy of that.
 *   <li>{@link io.github.kmeans4j.core.evaluation.ExternalMeasures}: agreement of two labelings.
 *   <li>{@link io.github.kmeans4j.core.evaluation.InternalMeasures}: compactness and separation,
 *       with no classes known.
 *   <li>{@link io.github.kmeans4j.core.evaluation.ConfusionMatrix}: the counts behind them.
 *   <li>{@link io.github.kmeans4j.core.evaluation.InertiaCurve} and {@link
 *       io.github.kmeans4j.core.evaluation.ChooseK}: the choice of k by elbow, by silhouette or by
 *       other measures.
 * </ul>
 *
 * <p>All measures are pure: they change no argument, and the same arguments give the same bits, for
 * any number of threads. Where two labelings meet, the clusters come first and the truth second.
 */
@NullMarked
package io.github.kmeans4j.core.evaluation;

import org.jspecify.annotations.NullMarked;
