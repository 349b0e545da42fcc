package io.github.kmeans4j.core.internal.project;

import io.github.kmeans4j.core.internal.exact.ScoredCentroids;

/**
 * What a pass knows of the centroids.
 *
 * @param centroids as scores need them
 * @param projected the same by their coordinates
 * @param drift what their moves took off the gaps
 * @param margin a gap beyond which the plain definition agrees
 * @param error bound of the error of a difference of scores by coordinates, the margin included
 * @param errorSlope what each unit of a row's length adds to it
 */
record Pass(
    ScoredCentroids centroids,
    ProjectedCentroids projected,
    GapDrift drift,
    float margin,
    float error,
    float errorSlope) {}
