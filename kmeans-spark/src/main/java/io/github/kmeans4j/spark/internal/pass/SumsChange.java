package io.github.kmeans4j.spark.internal.pass;

import io.github.kmeans4j.core.internal.update.ClusterSums;
import io.github.kmeans4j.internal.ExactSum;
import io.github.kmeans4j.spark.internal.rows.Transfer;
import java.io.Serializable;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/** By how much some blocks changed the sums of the clusters in a pass, and what they cost in it. */
public final class SumsChange implements Serializable {
  private static final long serialVersionUID = 1;

  /** The changes of blocks, each as it is written. */
  private final ArrayList<byte[]> parts = new ArrayList<>();

  private byte @Nullable [] inertia;

  SumsChange(FitPlan plan, ClusterSums change) {
    parts.add(Transfer.bytes(change::writeChanges));
  }

  private SumsChange() {}

  /** The same, with the inertia of the block. */
  SumsChange with(@Nullable ExactSum cost) {
    SumsChange all = new SumsChange();
    all.parts.addAll(parts);
    all.inertia = cost == null ? null : Transfer.bytes(cost::writeTo);
    return all;
  }

  /** Puts the changes of several blocks together. */
  SumsChange and(SumsChange other, FitPlan plan) {
    ClusterSums sums = new ClusterSums(plan.grid(), plan.k(), plan.isWeighted(), 1);
    addTo(sums);
    other.addTo(sums);
    SumsChange both = new SumsChange(plan, sums);
    ExactSum cost = new ExactSum();
    addInertia(cost);
    other.addInertia(cost);
    return inertia == null ? both : both.with(cost);
  }

  /**
   * Adds the changes to sums.
   *
   * @param sums of the fit
   */
  public void addTo(ClusterSums sums) {
    for (byte[] part : parts) {
      Transfer.read(part, sums::mergeChanges);
    }
  }

  /**
   * Adds the inertia, if it was asked for.
   *
   * @param total where to
   */
  public void addInertia(ExactSum total) {
    byte[] cost = inertia;
    if (cost != null) {
      Transfer.read(cost, total::addFrom);
    }
  }
}
