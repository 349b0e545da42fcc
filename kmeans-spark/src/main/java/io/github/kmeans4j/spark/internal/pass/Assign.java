package io.github.kmeans4j.spark.internal.pass;

import io.github.kmeans4j.internal.ExactSum;
import io.github.kmeans4j.spark.internal.rows.BlockTask;
import io.github.kmeans4j.spark.internal.rows.RowBlock;

/** One pass: assigns the rows of a block, and tells by how much that changes the sums. */
public final class Assign implements BlockTask<SumsChange> {
  private static final long serialVersionUID = 1;

  private final Centroids centroids;
  private final boolean measured;
  private final long answerBytes;

  /**
   * Describes the pass.
   *
   * @param centroids those of the pass
   * @param measured whether the inertia is wanted too, by direct differences
   * @param answerBytes what a change of all clusters takes
   */
  public Assign(Centroids centroids, boolean measured, long answerBytes) {
    this.centroids = centroids;
    this.measured = measured;
    this.answerBytes = answerBytes;
  }

  @Override
  public SumsChange run(RowBlock block) {
    BlockState state = BlockState.at(block, centroids);
    ExactSum cost = measured ? Measure.inertia(block, state, centroids) : null;
    SumsChange change = state.change().with(cost);
    block.put(state);
    return change;
  }

  @Override
  public SumsChange merge(SumsChange one, SumsChange other) {
    return one.and(other, centroids.plan());
  }

  @Override
  public long answerBytes() {
    return answerBytes;
  }
}
