package io.github.kmeans4j.mnist.app;

import java.util.function.Consumer;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Tells how far a task is, on a bar that vanishes when it is closed, or not at all. */
interface Progress extends AutoCloseable {
  /** Tells how far the task is. */
  void at(long step, String message);

  /** Tells how far the task is, and how far it will go. */
  void at(long step, long of);

  @Override
  void close();

  /** Shows nothing. */
  static Progress none() {
    return new Progress() {
      @Override
      public void at(long step, String message) {}

      @Override
      public void at(long step, long of) {}

      @Override
      public void close() {}
    };
  }

  /**
   * Shows a bar.
   *
   * @param steps how many there will be, or −1 if nobody knows
   * @param terminal takes each state of the bar
   */
  static Progress bar(String task, long steps, Consumer<String> terminal) {
    return new Bar(task, steps, terminal);
  }

  /** A bar of a fixed width. */
  final class Bar implements Progress {
    private static final int WIDTH = 79;

    private final ProgressBar bar;
    private final Consumer<String> terminal;

    private Bar(String task, long steps, Consumer<String> terminal) {
      this.terminal = terminal;
      this.bar =
          new ProgressBarBuilder()
              .setTaskName(task)
              .setInitialMax(steps)
              .setStyle(ProgressBarStyle.ASCII)
              .setUpdateIntervalMillis(100)
              .setConsumer(
                  new DelegatingProgressBarConsumer(text -> terminal.accept("\r" + text), WIDTH))
              .hideEta()
              .build();
    }

    @Override
    public void at(long step, String message) {
      bar.stepTo(step).setExtraMessage(message);
    }

    @Override
    public void at(long step, long of) {
      bar.maxHint(of).stepTo(step);
    }

    /** Clears it here, since the library leaves a bar that was closed before it was drawn twice. */
    @Override
    public void close() {
      bar.close();
      terminal.accept("\r" + " ".repeat(WIDTH) + "\r");
    }
  }
}
