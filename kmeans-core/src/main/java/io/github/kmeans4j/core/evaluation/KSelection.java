package io.github.kmeans4j.core.evaluation;

import io.github.kmeans4j.Clustering;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What {@link ChooseK} found: a table of clusterings by k, and the best k by several rules.
 * Immutable and thread-safe.
 *
 * <pre>{@code
 * KSelection selection = new ChooseK().fit(LloydKMeans::new, points, 2, 3, 4, 5, 6);
 * int k = selection.bestBySilhouette().orElse(selection.best().k());
 * for (KSelection.Candidate candidate : selection.candidates()) {
 *   logger.info("{}: {}", candidate.k(), candidate.inertia());
 * }
 * }</pre>
 */
public final class KSelection {
  private final List<Candidate> candidates;
  private final Set<Measure> measures;

  /** One clustering and its figures. Immutable and thread-safe. */
  public static final class Candidate {
    private final Clustering clustering;
    private final Map<Measure, Double> values;

    /** Keeps the values; a measure that is not defined has none. */
    Candidate(Clustering clustering, Map<Measure, Double> values) {
      this.clustering = clustering;
      this.values = new EnumMap<>(Measure.class);
      this.values.putAll(values);
      this.values.put(Measure.INERTIA, clustering.inertia());
    }

    /**
     * Returns the clustering.
     *
     * @return the one that was compared
     */
    public Clustering clustering() {
      return clustering;
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

    /**
     * Returns the mean silhouette.
     *
     * @return that of {@link Measure#SILHOUETTE}; empty if it was not asked for or is not defined
     */
    public OptionalDouble silhouette() {
      return value(Measure.SILHOUETTE);
    }

    /**
     * Returns a measure.
     *
     * @param measure which
     * @return its value; empty if it was not asked for, or is not defined, as all but the inertia
     *     are for less than two clusters that have rows
     */
    public OptionalDouble value(Measure measure) {
      Double value = values.get(Objects.requireNonNull(measure, "measure"));
      return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }
  }

  KSelection(List<Candidate> candidates, Set<Measure> measures) {
    this.candidates = List.copyOf(candidates);
    this.measures = measures;
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
   * Returns the clustering of a k.
   *
   * @param k one of those compared
   * @return its clustering
   * @throws IllegalArgumentException if it was not compared; the message lists those that were
   */
  public Clustering clustering(int k) {
    for (Candidate candidate : candidates) {
      if (candidate.k() == k) {
        return candidate.clustering();
      }
    }
    throw new IllegalArgumentException(
        "k must be one of " + candidates.stream().map(Candidate::k).toList() + ", but is " + k);
  }

  /**
   * Returns the clustering of the best k: by the silhouette if one is known, else by the elbow of
   * the inertia; the only one where there is no other.
   *
   * @return the clustering to go on with
   * @throws IllegalStateException if neither tells a best one, as where the silhouette was not
   *     asked for and only two k are compared, or all rows are equal; the message says why
   */
  public Clustering best() {
    if (candidates.size() == 1) {
      return candidates.get(0).clustering();
    }
    Measure by =
        bestMeasure()
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "neither silhouette nor elbow tells a best k of "
                            + candidates.stream().map(Candidate::k).toList()
                            + ": "
                            + whyNoSilhouette()
                            + ", and "
                            + whyNoElbow()));
    return clustering(bestBy(by).orElseThrow());
  }

  private String whyNoSilhouette() {
    return measures.contains(Measure.SILHOUETTE)
        ? "no silhouette is defined, which takes at least 2 clusters that have rows, and fewer than"
            + " rows"
        : "the silhouette was not asked for";
  }

  private String whyNoElbow() {
    if (!candidates.stream().allMatch(c -> Double.isFinite(c.inertia()))) {
      return "an inertia is infinite";
    }
    return candidates.size() < 3
        ? "an elbow takes at least three k"
        : "the curve of the inertia has no elbow";
  }

  /**
   * Returns the best k by one measure: the elbow of the inertia, the largest silhouette or
   * Calinski-Harabasz index, the smallest Davies-Bouldin index.
   *
   * @param measure which
   * @return the smallest such k on ties; empty if no candidate has a value, the curve no elbow, or
   *     an inertia is infinite, as that of a metric of one's own may be
   */
  public OptionalInt bestBy(Measure measure) {
    if (measure == Measure.INERTIA) {
      return candidates.stream().allMatch(c -> Double.isFinite(c.inertia()))
          ? inertiaCurve().elbow()
          : OptionalInt.empty();
    }
    double sign = measure == Measure.DAVIES_BOULDIN ? -1 : 1;
    OptionalInt best = OptionalInt.empty();
    double largest = Double.NEGATIVE_INFINITY;
    for (Candidate candidate : candidates) {
      OptionalDouble value = candidate.value(measure);
      if (value.isPresent() && sign * value.getAsDouble() > largest) {
        largest = sign * value.getAsDouble();
        best = OptionalInt.of(candidate.k());
      }
    }
    return best;
  }

  /**
   * Returns the elbow of the inertia.
   *
   * @return the k of {@link InertiaCurve#elbow()}, empty if there is none
   */
  public OptionalInt bestByElbow() {
    return bestBy(Measure.INERTIA);
  }

  /**
   * Returns the k with the largest silhouette.
   *
   * @return the smallest such k on ties; empty if no candidate has a silhouette
   */
  public OptionalInt bestBySilhouette() {
    return bestBy(Measure.SILHOUETTE);
  }

  /**
   * Returns the inertia over k.
   *
   * @return a curve of one point a candidate
   * @throws IllegalArgumentException if an inertia is infinite, as that of a metric of one's own
   *     may be
   */
  public InertiaCurve inertiaCurve() {
    return new InertiaCurve(
        candidates.stream().mapToInt(Candidate::k).toArray(),
        candidates.stream().mapToDouble(Candidate::inertia).toArray());
  }

  /**
   * Describes the selection as a small table.
   *
   * @return a line for each k with the measures asked for, under a line of titles, and a last one
   *     that tells the best k if there is one; a measure that is not defined shows as a dash
   */
  @Override
  public String toString() {
    List<List<String>> columns = new ArrayList<>();
    columns.add(column("k", candidates.stream().map(c -> String.valueOf(c.k())).toList()));
    for (Measure measure : measures) {
      columns.add(
          column(measure.toString(), candidates.stream().map(c -> text(measure, c)).toList()));
    }
    StringBuilder table = new StringBuilder();
    for (int line = 0; line <= candidates.size(); line++) {
      for (List<String> column : columns) {
        table.append(column == columns.get(0) ? "" : "  ").append(column.get(line));
      }
      table.append('\n');
    }
    bestMeasure()
        .ifPresent(
            by ->
                table
                    .append("best k: ")
                    .append(best().k())
                    .append(", by ")
                    .append(by == Measure.INERTIA ? "the elbow of the inertia" : by.toString())
                    .append('\n'));
    return table.toString();
  }

  private Optional<Measure> bestMeasure() {
    for (Measure by : List.of(Measure.SILHOUETTE, Measure.INERTIA)) {
      if (bestBy(by).isPresent()) {
        return Optional.of(by);
      }
    }
    return Optional.empty();
  }

  private static String text(Measure measure, Candidate candidate) {
    OptionalDouble value = candidate.value(measure);
    if (value.isEmpty()) {
      return "-";
    }
    String format =
        measure == Measure.INERTIA || measure == Measure.CALINSKI_HARABASZ ? "%.6g" : "%.4f";
    return String.format(Locale.ROOT, format, value.getAsDouble());
  }

  /** A title and what stands under it, all of one width. */
  private static List<String> column(String title, List<String> texts) {
    List<String> column = new ArrayList<>(List.of(title));
    column.addAll(texts);
    int width = column.stream().mapToInt(String::length).max().orElse(0);
    column.replaceAll(text -> " ".repeat(width - text.length()) + text);
    return column;
  }
}
