package io.github.kmeans4j.spark.internal.seed;

import io.github.kmeans4j.internal.ExactSum;
import io.github.kmeans4j.spark.internal.rows.BlockTask;
import io.github.kmeans4j.spark.internal.rows.RowBlock;
import io.github.kmeans4j.spark.internal.rows.Transfer;
import java.util.Arrays;

/** What the rows nearest to each candidate weigh together, exactly. */
final class CandidateWeights implements BlockTask<byte[]> {
  private static final long serialVersionUID = 1;

  private final Candidates candidates;
  private final int count;

  CandidateWeights(Candidates candidates, int count) {
    this.candidates = candidates;
    this.count = count;
  }

  @Override
  public byte[] run(RowBlock block) {
    SeedState state = SeedState.at(block, candidates);
    ExactSum[] sums = zeros();
    for (int i = 0; i < state.nearest.length; i++) {
      sums[state.nearest[i]].add(block.weight(i));
    }
    block.put(state);
    return bytes(sums);
  }

  @Override
  public byte[] merge(byte[] one, byte[] other) {
    ExactSum[] sums = zeros();
    addTo(sums, one);
    addTo(sums, other);
    return bytes(sums);
  }

  /** Reads an answer. */
  double[] weights(byte[] answer) {
    ExactSum[] sums = zeros();
    addTo(sums, answer);
    return Arrays.stream(sums).mapToDouble(ExactSum::value).toArray();
  }

  private ExactSum[] zeros() {
    ExactSum[] sums = new ExactSum[count];
    Arrays.setAll(sums, j -> new ExactSum(Double.MIN_EXPONENT - 52, Double.MAX_EXPONENT + 1));
    return sums;
  }

  private static byte[] bytes(ExactSum[] sums) {
    return Transfer.bytes(
        out -> {
          for (ExactSum sum : sums) {
            sum.writeTo(out);
          }
        });
  }

  private static void addTo(ExactSum[] sums, byte[] answer) {
    Transfer.read(
        answer,
        in -> {
          for (ExactSum sum : sums) {
            sum.addFrom(in);
          }
        });
  }
}
