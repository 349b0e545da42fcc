package io.github.kmeans4j.spark;

import org.apache.spark.TaskContext;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.SparkPlugin;
import org.apache.spark.util.TaskCompletionListener;
import org.jspecify.annotations.Nullable;

/** Lets first attempts at some tasks fail after they have done all they do. */
public final class Disturbing implements SparkPlugin {
  /** Creates what Spark asks for by the name of the class. */
  public Disturbing() {}

  @Override
  public @Nullable DriverPlugin driverPlugin() {
    return null;
  }

  @Override
  public ExecutorPlugin executorPlugin() {
    return new ExecutorPlugin() {
      @Override
      public void onTaskStart() {
        TaskContext task = TaskContext.get();
        TaskCompletionListener failing =
            context -> {
              throw new IllegalStateException("a test wants this attempt to fail");
            };
        if (task.attemptNumber() == 0 && task.partitionId() % 3 == task.stageId() % 3) {
          task.addTaskCompletionListener(failing);
        }
      }
    };
  }
}
