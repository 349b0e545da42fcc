/**
 * k-means for Apache Spark: {@link io.github.kmeans4j.spark.KMeans}, an estimator of Spark ML, and
 * the {@link io.github.kmeans4j.spark.KMeansModel} that it fits. The same labels, centers and costs
 * as in one process, whatever the partitions are and whatever happens to executors.
 *
 * <pre>{@code
 * KMeansModel model = new KMeans().setK(64).setSeed(7).setFeaturesCol("features").fit(dataset);
 * model.transform(dataset).show();
 * double cost = model.summary().trainingCost();
 * model.write().overwrite().save(path);
 * }</pre>
 */
@NullMarked
package io.github.kmeans4j.spark;

import org.jspecify.annotations.NullMarked;
