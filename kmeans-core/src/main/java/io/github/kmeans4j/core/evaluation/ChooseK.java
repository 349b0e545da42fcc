package io.github.kmeans4j.core.evaluation;

import io.github.kmeans4j.Clusterer;
import io.github.kmeans4j.Clustering;
import io.github.kmeans4j.DistanceMetric;
import io.github.kmeans4j.FitInterruptedException;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.core.internal.lloyd.FitOptions;
import io.github.kmeans4j.core.internal.measure.Partition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * Help with the choice of k: clusters the data for several k and compares inertia and silhouette,
 * both in the metric of the fit, or other measures.
 *
 * <pre>{@code
 * KSelection selection = new ChooseK().fit(LloydKMeans::new, points, 2, 3, 4, 5, 6);
 * log.info("{}", selection); // a table
 * Clustering best = selection.best();
 * }</pre>
 *
 * <p>Defaults:
 *
 * <ul>
 *   <li>measures: inertia and silhouette
 *   <li>sample size of the silhouette: {@value InternalMeasures#DEFAULT_SAMPLE_SIZE} rows, the same
 *       ones for every k; exact if there are no more rows
 *   <li>seed of that sample: 0
 *   <li>threads: the available processors
 * </ul>
 *
 * <p>Instances are immutable and thread-safe; every wither returns a copy.
 */
public final class ChooseK {
  private final Set<Measure> measures;
  private final int sampleSize;
  private final long seed;
  private final int threads;

  /** Creates it with the defaults. */
  public ChooseK() {
    this(
        EnumSet.of(Measure.INERTIA, Measure.SILHOUETTE),
        InternalMeasures.DEFAULT_SAMPLE_SIZE,
        0,
        Runtime.getRuntime().availableProcessors());
  }

  private ChooseK(Set<Measure> measures, int sampleSize, long seed, int threads) {
    this.measures = Collections.unmodifiableSet(measures);
    this.sampleSize = sampleSize;
    this.seed = seed;
    this.threads = threads;
  }

  /**
   * Sets what is computed of each clustering. Default: the silhouette. The inertia is always there,
   * since a fit knows it.
   *
   * @param wanted the measures; none for the inertia alone
   * @return a copy with those measures
   */
  public ChooseK withMeasures(Measure... wanted) {
    Set<Measure> chosen = EnumSet.of(Measure.INERTIA);
    for (Measure measure : Objects.requireNonNull(wanted, "wanted")) {
      chosen.add(Objects.requireNonNull(measure, "wanted"));
    }
    return new ChooseK(chosen, sampleSize, seed, threads);
  }

  /**
   * Sets the size of the sample. Default: {@value InternalMeasures#DEFAULT_SAMPLE_SIZE}.
   *
   * @param sampleSize number of rows whose silhouette is computed, at least 3; the time grows with
   *     its square
   * @return a copy with that size
   * @throws IllegalArgumentException if it is below 3
   */
  public ChooseK withSampleSize(int sampleSize) {
    FitOptions.atLeast("sampleSize", 3, sampleSize);
    return new ChooseK(measures, sampleSize, seed, threads);
  }

  /**
   * Sets the seed of the sample. Default: 0.
   *
   * @param seed any number
   * @return a copy with that seed
   */
  public ChooseK withSeed(long seed) {
    return new ChooseK(measures, sampleSize, seed, threads);
  }

  /**
   * Sets how many threads compute the measures; no result depends on it. Default: the available
   * processors.
   *
   * @param threads the caller's included, at least 1
   * @return a copy with that number
   * @throws IllegalArgumentException if it is below 1
   */
  public ChooseK withThreads(int threads) {
    FitOptions.atLeast("threads", 1, threads);
    return new ChooseK(measures, sampleSize, seed, threads);
  }

  /**
   * Clusters the data for each k, and compares.
   *
   * @param clusterer makes the algorithm for a k, for example {@code LloydKMeans::new}
   * @param points data, n × d; never changed
   * @param ks numbers of clusters, at least 1, at most n, strictly ascending
   * @return the table and the best k
   * @throws IllegalArgumentException if the k are not as said (checked before any work), or as
   *     {@link Clusterer#fit(Points)}
   * @throws FitInterruptedException if the calling thread is interrupted
   */
  public KSelection fit(IntFunction<? extends Clusterer> clusterer, Points points, int... ks) {
    Objects.requireNonNull(clusterer, "clusterer");
    Objects.requireNonNull(points, "points");
    Objects.requireNonNull(ks, "ks");
    InertiaCurve.checkAscending(ks);
    if (ks[ks.length - 1] > points.rows()) {
      throw new IllegalArgumentException(
          "ks must be at most the number of rows "
              + points.rows()
              + ", but one is "
              + ks[ks.length - 1]);
    }
    List<Clustering> clusterings = new ArrayList<>();
    for (int k : ks) {
      Clusterer estimator = clusterer.apply(k);
      if (estimator == null) { // it may be of code that knows no nullness
        throw new NullPointerException("clusterer: there is none for k = " + k);
      }
      Clustering clustering = estimator.fit(points);
      if (clustering == null) {
        throw new NullPointerException("clusterer: that of k = " + k + " returned no clustering");
      }
      clusterings.add(clustering);
    }
    return compare(points, clusterings);
  }

  /**
   * Compares clusterings that were made already.
   *
   * @param points the data they were fitted on, n × d
   * @param clusterings at least one, with labels, no two of the same k, all of one metric; in any
   *     order
   * @return the table and the best k
   * @throws IllegalArgumentException if there are none, two have the same k or metrics of different
   *     {@link DistanceMetric#name() names}, or one has not as many columns as the points or not as
   *     many labels as there are rows
   * @throws FitInterruptedException if the calling thread is interrupted
   */
  public KSelection compare(Points points, Collection<Clustering> clusterings) {
    Objects.requireNonNull(points, "points");
    Objects.requireNonNull(clusterings, "clusterings");
    List<Clustering> ascending = new ArrayList<>(clusterings);
    ascending.forEach(clustering -> Objects.requireNonNull(clustering, "clusterings"));
    ascending.sort(Comparator.comparingInt(Clustering::k));
    if (ascending.isEmpty()) {
      throw new IllegalArgumentException("clusterings must not be empty");
    }
    Clustering first = ascending.get(0);
    for (int i = 1; i < ascending.size(); i++) {
      Clustering next = ascending.get(i);
      if (next.k() == ascending.get(i - 1).k()) {
        throw new IllegalArgumentException(
            "clusterings must differ in k, but two have k = " + next.k());
      }
      if (!next.metric().name().equals(first.metric().name())) {
        throw new IllegalArgumentException(
            "clusterings must have one metric, but that of k = "
                + first.k()
                + " is \""
                + first.metric().name()
                + "\" and that of k = "
                + next.k()
                + " is \""
                + next.metric().name()
                + "\"");
      }
    }
    List<KSelection.Candidate> candidates = new ArrayList<>();
    for (Clustering clustering : ascending) {
      if (clustering.columns() != points.columns()) {
        throw new IllegalArgumentException(
            "points must have the columns of the clusterings, but have "
                + points.columns()
                + ", and that of k = "
                + clustering.k()
                + " has "
                + clustering.columns());
      }
    }
    for (Clustering clustering : ascending) {
      int[] labels = clustering.labels();
      Partition.checkSameLength(labels, "labels", points.rows(), "rows");
      candidates.add(new KSelection.Candidate(clustering, values(points, labels, clustering)));
    }
    return new KSelection(candidates, measures);
  }

  /** What was asked for beyond the inertia, as far as it is defined. */
  private Map<Measure, Double> values(Points points, int[] labels, Clustering clustering) {
    Map<Measure, Double> values = new EnumMap<>(Measure.class);
    if (measures.contains(Measure.SILHOUETTE)) {
      DistanceMetric metric = clustering.metric();
      RowSample sample = RowSample.of(points, labels, metric, sampleSize, seed);
      if (sample.hasClusters()) {
        values.put(Measure.SILHOUETTE, InternalMeasures.meanSilhouette(sample, metric, threads));
      }
    }
    if (MeasuredRows.areComparable(Partition.of(labels, "labels"))) {
      if (measures.contains(Measure.DAVIES_BOULDIN)) {
        values.put(Measure.DAVIES_BOULDIN, InternalMeasures.daviesBouldin(points, labels, threads));
      }
      if (measures.contains(Measure.CALINSKI_HARABASZ)) {
        values.put(
            Measure.CALINSKI_HARABASZ, InternalMeasures.calinskiHarabasz(points, labels, threads));
      }
    }
    return values;
  }
}
