package io.github.kmeans4j.spark.internal.course;

import io.github.kmeans4j.DistanceMetric;
import org.jspecify.annotations.Nullable;

/**
 * What the parameters of the estimator say.
 *
 * @param k number of clusters
 * @param maxIter how many passes are allowed; 0 to leave the initial centers as they are
 * @param tolerance the largest move of a center that ends the fit
 * @param seed of the random numbers
 * @param metric the distance
 * @param isRandom whether initial centers are random rows, not those of k-means||
 * @param initSteps rounds of k-means||
 * @param initialCenters given ones, or null
 */
public record SparkOptions(
    int k,
    int maxIter,
    double tolerance,
    long seed,
    DistanceMetric metric,
    boolean isRandom,
    int initSteps,
    double @Nullable [][] initialCenters) {}
