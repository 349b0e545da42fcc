package io.github.kmeans4j.core.evaluation;

import io.github.kmeans4j.Clustering;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What {@link ChooseK} found: a table of clusterings by k, and the best k by several rules.
 * Immutable and thread-safe.
 */
public final class KSelection {
  private final List<Candidate> candidates;

  /**
   * One clustering and its figures.
   *
   * @param clustering the clustering
   * @param silhouette its mean silhouette in the metric of the clustering (of the sample, if the
   *     data are larger); empty if that is not defined, as for k = 1
   */
  public record Candidate(Clustering clustering, OptionalDouble silhouette) {
    /**
     * Creates it.
     *
     * @param clustering the clustering
     * @param silhouette its mean silhouette, or empty
     */
    public Candidate {
      Objects.requireNonNull(clustering, "clustering");
      Objects.requireNonNull(silhouette, "silhouette");
    }

    /**
     * Returns the number of clusters.
     *
     * @return k ≥ 1
     */
    public int k() {
      return clustering.k();
    }

    /**
     * Returns the inertia.
     *
     * @return the sum of squared distances or of another loss, see {@link Clustering#inertia()}
     */
    public double inertia() {
      return clustering.inertia();
    }
  }

  KSelection(List<Candidate> candidates) {
    this.candidates = List.copyOf(candidates);
  }

  /**
   * Returns the table.
   *
   * @return an immutable list, by ascending k
   */
  public List<Candidate> candidates() {
    return candidates;
  }

  /**
   * Returns the inertia over k.
   *
   * @return a curve of one point a candidate
   */
  public InertiaCurve inertiaCurve() {
    return new InertiaCurve(
        candidates.stream().mapToInt(Candidate::k).toArray(),
        candidates.stream().mapToDouble(Candidate::inertia).toArray());
  }

  /**
   * Returns the elbow of the inertia.
   *
   * @return the k of {@link InertiaCurve#elbow()}, empty if there is none
   */
  public OptionalInt bestByElbow() {
    return inertiaCurve().elbow();
  }

  /**
   * Returns the k with the largest silhouette.
   *
   * @return the smallest such k on ties; empty if no candidate has a silhouette
   */
  public OptionalInt bestBySilhouette() {
    OptionalInt best = OptionalInt.empty();
    double largest = Double.NEGATIVE_INFINITY;
    for (Candidate candidate : candidates) {
      double silhouette = candidate.silhouette().orElse(Double.NEGATIVE_INFINITY);
      if (silhouette > largest) {
        largest = silhouette;
        best = OptionalInt.of(candidate.k());
      }
    }
    return best;
  }
}
