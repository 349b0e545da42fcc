package io.github.kmeans4j.spark.internal.rows;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a fit as Spark keeps them: blocks in memory, on disk where that is full, read again
 * where an executor was lost. Every job looks whether they are still the same. Belongs to the
 * driver.
 */
public final class BlockRows implements AutoCloseable {
  /** Answers of a job that may come to the driver one by one. */
  private static final long MOST_BYTES = 1L << 28;

  private final JavaSparkContext context;
  private final JavaRDD<RowBlock> blocks;
  private final List<Broadcast<?>> broadcasts = new ArrayList<>();
  private final List<@Nullable RowFacts> partitions = new ArrayList<>();
  private final RowFacts facts;

  /**
   * Packs rows and looks at them.
   *
   * @param rows as Spark keeps them itself
   * @param packing what makes blocks of them
   */
  public BlockRows(JavaRDD<InternalRow> rows, Packing packing) {
    this.context = JavaSparkContext.fromSparkContext(rows.context());
    this.blocks = rows.mapPartitions(packing).setName("rows of k-means");
    blocks.persist(StorageLevel.MEMORY_AND_DISK());
    this.facts = new RowFacts();
    try {
      for (int p = 0; p < blocks.getNumPartitions(); p++) {
        partitions.add(null);
      }
      ask(new Nothing());
      for (RowFacts partition : partitions) {
        facts.add(partition == null ? new RowFacts() : partition);
      }
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  /**
   * Returns what is known of all rows.
   *
   * @return the facts
   */
  public RowFacts facts() {
    return facts;
  }

  /**
   * Asks all blocks.
   *
   * @param <T> what they answer
   * @param task the question
   * @return their answers, merged; null if none answered
   * @throws IllegalStateException if a partition has other rows than when it was read first
   */
  public <T extends Serializable> @Nullable T ask(BlockTask<T> task) {
    JavaRDD<Answer<T>> answers = blocks.mapPartitions(new Answer.Question<>(task), true);
    Answer<T> all = new Answer<>();
    if (task.answerBytes() * partitions.size() > MOST_BYTES) {
      all = answers.treeReduce((one, other) -> one.add(other, task), 2);
      check(all);
    } else {
      for (Answer<T> answer : answers.collect()) {
        check(answer);
        all.add(answer, task);
      }
    }
    return all.value;
  }

  private void check(Answer<?> answer) {
    for (int i = 0; i < answer.partitions.size(); i++) {
      int partition = answer.partitions.get(i);
      RowFacts now = answer.facts.get(i);
      RowFacts before = partitions.get(partition);
      if (before == null) {
        partitions.set(partition, now);
      } else if (!before.areOfTheSameRows(now)) {
        throw new IllegalStateException(
            "dataset must give the same rows whenever it is read, but partition "
                + partition
                + " had "
                + before.rows()
                + " rows at first and other ones, "
                + now.rows()
                + ", when it was read again; call dataset.checkpoint() before fit, or save the"
                + " rows and read them from there");
      }
    }
  }

  /**
   * Sends a value to all executors, until this is closed. Spark may write it by Kryo, which drops
   * transient fields and knows no records: a class of ours must say that it does not want that.
   *
   * @param <T> its type
   * @param value not to be changed any more
   * @return a handle for tasks
   */
  public <T> Broadcast<T> send(T value) {
    Broadcast<T> sent = context.broadcast(value);
    broadcasts.add(sent);
    return sent;
  }

  /**
   * Takes a value back from the executors.
   *
   * @param sent what {@link #send} returned, or null
   */
  public void forget(@Nullable Broadcast<?> sent) {
    if (sent != null && broadcasts.remove(sent)) {
      sent.destroy();
    }
  }

  @Override
  public void close() {
    for (Broadcast<?> sent : broadcasts) {
      sent.destroy();
    }
    broadcasts.clear();
    blocks.unpersist(false);
  }

  /** Asks for nothing but the facts. */
  private static final class Nothing implements BlockTask<Integer> {
    private static final long serialVersionUID = 1;

    @Override
    public @Nullable Integer run(RowBlock block) {
      return null;
    }

    @Override
    public Integer merge(Integer one, Integer other) {
      return one;
    }
  }
}
