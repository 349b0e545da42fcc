package io.github.kmeans4j.core.internal.lloyd;

import java.util.function.Supplier;

/**
 * What one step of a fit did.
 *
 * @param inertia of the rows and the centroids that they were assigned to; of a batch as if all
 *     rows were like its own
 * @param moved how many rows changed their label
 * @param shift the largest move of a centroid, a Euclidean distance
 * @param isFixedPoint whether no further step can change anything
 * @param before gives the centroids that the rows were assigned to, k × d; not to be changed; asked
 *     before the next step, if at all
 * @param after gives those that followed, in the same way
 * @param labels copies the labels of the step, for those who ask
 * @param distances how many distances the fit took up to here
 */
public record Step(
    double inertia,
    int moved,
    double shift,
    boolean isFixedPoint,
    Supplier<double[][]> before,
    Supplier<double[][]> after,
    Supplier<int[]> labels,
    double distances) {}
