package io.github.kmeans4j.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.github.kmeans4j.DistanceMetric;
import io.github.kmeans4j.core.CosineDistance;
import io.github.kmeans4j.core.EuclideanDistance;
import io.github.kmeans4j.core.internal.sums.Span;
import io.github.kmeans4j.core.internal.sums.SumGrid;
import io.github.kmeans4j.core.internal.update.ClusterSums;
import io.github.kmeans4j.spark.internal.pass.Assign;
import io.github.kmeans4j.spark.internal.pass.Centroids;
import io.github.kmeans4j.spark.internal.pass.FitPlan;
import io.github.kmeans4j.spark.internal.pass.Sent;
import io.github.kmeans4j.spark.internal.rows.Column;
import io.github.kmeans4j.spark.internal.rows.Packing;
import io.github.kmeans4j.spark.internal.rows.RowBlock;
import io.github.kmeans4j.spark.internal.rows.Transfer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever became of other attempts at a task, and of the state they left or took, the next one
 * answers the same.
 */
class AttemptsTest {
  private static final int K = 12;
  private static final int PASSES = 4;
  private static final Rows ROWS = Rows.blobs(700, 6, 1);

  private final List<Assign> passes = new ArrayList<>();
  private FitPlan plan;

  private void begin(DistanceMetric metric) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(Sessions.local().sparkContext());
    Span[] spans = {Span.of(0x1p-60, 4096, false, false)};
    plan = new FitPlan(K, 6, false, metric, new SumGrid(spans, 6, ROWS.values().length, false));
    Broadcast<FitPlan> sentPlan = context.broadcast(plan);
    Sent before = null;
    for (int pass = 1; pass <= PASSES; pass++) {
      int from = 5 * pass;
      double[][] centers =
          IntStream.range(from, from + K).mapToObj(i -> ROWS.values()[i]).toArray(double[][]::new);
      Sent sent = Sent.of(centers, context::broadcast);
      passes.add(new Assign(new Centroids(sentPlan, pass, before, sent, true), pass == 1, 0));
      before = sent;
    }
  }

  private static RowBlock block(DistanceMetric metric) {
    Column column = Column.of("x", DataTypes.createArrayType(DataTypes.DoubleType, false));
    List<InternalRow> rows = new ArrayList<>();
    for (double[] row : ROWS.values()) {
      rows.add(new GenericInternalRow(new Object[] {UnsafeArrayData.fromPrimitiveArray(row)}));
    }
    return new Packing("x", column, null, metric).call(rows.iterator()).next();
  }

  /** What a pass answers, as bytes. */
  private byte[] run(int pass, RowBlock block) {
    ClusterSums sums = new ClusterSums(plan.grid(), K, false, 1);
    passes.get(pass - 1).run(block).addTo(sums);
    return Transfer.bytes(sums::writeChanges);
  }

  private byte[][] undisturbed(DistanceMetric metric) {
    RowBlock block = block(metric);
    byte[][] answers = new byte[PASSES + 1][];
    for (int pass = 1; pass <= PASSES; pass++) {
      answers[pass] = run(pass, block);
    }
    return answers;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anAttemptAnswersTheSameWhateverIsLeftOfOthers(boolean cosine) {
    DistanceMetric metric = cosine ? new CosineDistance() : new EuclideanDistance();
    begin(metric);
    byte[][] expected = undisturbed(metric);

    RowBlock again = block(metric);
    RowBlock lost = block(metric);
    RowBlock late = block(metric);
    RowBlock old = block(metric);
    for (int pass = 1; pass <= PASSES; pass++) {
      // One that failed after it had done all: its state is there, and is of this pass already.
      run(pass, again);
      assertArrayEquals(expected[pass], run(pass, again));

      // One that failed half-way: its state is gone.
      lost.take();
      assertArrayEquals(expected[pass], run(pass, lost));

      // Another one at work, which took the state, and puts it back after this one.
      Object taken = late.take();
      assertArrayEquals(expected[pass], run(pass, late));
      if (taken != null) {
        late.put(taken);
      }

      // A state of a pass that is long over.
      Object first = pass == 1 ? null : old.take();
      assertArrayEquals(expected[pass], run(pass, old));
      if (first != null && pass == 2) {
        old.put(first);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void attemptsAtOnceAnswerTheSame(boolean cosine) {
    DistanceMetric metric = cosine ? new CosineDistance() : new EuclideanDistance();
    begin(metric);
    byte[][] expected = undisturbed(metric);
    RowBlock block = block(metric);
    for (int pass = 1; pass <= PASSES; pass++) {
      int now = pass;
      byte[][] answers =
          IntStream.range(0, 6)
              .parallel()
              .mapToObj(attempt -> run(now, block))
              .toArray(byte[][]::new);
      Arrays.stream(answers).forEach(answer -> assertArrayEquals(expected[now], answer));
    }
  }
}
