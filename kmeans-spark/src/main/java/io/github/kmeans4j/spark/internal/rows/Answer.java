package io.github.kmeans4j.spark.internal.rows;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.jspecify.annotations.Nullable;

/**
 * The answers of the blocks of some partitions, and what these partitions were. Written by Java
 * serialization, and so all that is in it, also where Spark is told to use Kryo: that knows neither
 * records nor {@link java.io.Externalizable}.
 *
 * @param <T> what each answers
 */
@DefaultSerializer(JavaSerializer.class)
final class Answer<T extends Serializable> implements Serializable {
  private static final long serialVersionUID = 1;

  /** Which partitions, and the facts of each. */
  final ArrayList<Integer> partitions = new ArrayList<>();

  final ArrayList<RowFacts> facts = new ArrayList<>();
  @Nullable T value;

  void add(@Nullable T other, BlockTask<T> task) {
    T own = value;
    value = own == null ? other : other == null ? own : task.merge(own, other);
  }

  Answer<T> add(Answer<T> other, BlockTask<T> task) {
    partitions.addAll(other.partitions);
    facts.addAll(other.facts);
    add(other.value, task);
    return this;
  }

  /** Asks all blocks of a partition. */
  static final class Question<T extends Serializable>
      implements FlatMapFunction<Iterator<RowBlock>, Answer<T>> {
    private static final long serialVersionUID = 1;

    private final BlockTask<T> task;

    Question(BlockTask<T> task) {
      this.task = task;
    }

    @Override
    public Iterator<Answer<T>> call(Iterator<RowBlock> blocks) {
      Answer<T> answer = new Answer<>();
      RowFacts facts = new RowFacts();
      while (blocks.hasNext()) {
        RowBlock block = blocks.next();
        facts.add(block.facts());
        if (block.rows() > 0) {
          answer.add(task.run(block), task);
        }
      }
      answer.partitions.add(TaskContext.getPartitionId());
      answer.facts.add(facts);
      return List.of(answer).iterator();
    }
  }
}
