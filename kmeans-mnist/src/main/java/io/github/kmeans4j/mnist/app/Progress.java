package io.github.kmeans4j.mnist.app;

import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A progress bar on the error stream that vanishes when it is closed, or nothing. */
final class Progress implements AutoCloseable {
  private static final int WIDTH = 79;

  private final @Nullable ProgressBar bar;

  private Progress(@Nullable ProgressBar bar) {
    this.bar = bar;
  }

  static Progress none() {
    return new Progress(null);
  }

  static Progress bar(String task, long steps) {
    DelegatingProgressBarConsumer consumer =
        new DelegatingProgressBarConsumer(text -> System.err.print("\r" + text), WIDTH);
    return new Progress(
        new ProgressBarBuilder()
            .setTaskName(task)
            .setInitialMax(steps)
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(100)
            .setConsumer(consumer)
            .clearDisplayOnFinish()
            .hideEta()
            .build());
  }

  /** Tells how far the task is. */
  void at(long step, String message) {
    if (bar != null) {
      bar.stepTo(step).setExtraMessage(message);
    }
  }

  /** Tells how far the task is, and how far it will go. */
  void at(long step, long of) {
    if (bar != null) {
      bar.maxHint(of).stepTo(step);
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
