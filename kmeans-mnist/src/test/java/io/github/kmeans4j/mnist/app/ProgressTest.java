package io.github.kmeans4j.mnist.app;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ProgressTest {
  @Test
  void theBarTellsTaskStepAndMessageAndThenVanishes() {
    StringBuffer shown = new StringBuffer();
    try (Progress progress = Progress.bar("mini-batch", 4, shown::append)) {
      progress.at(1, "K = 16");
    }
    String text = shown.toString();
    assertTrue(text.contains("mini-batch") && text.contains("25%"), text);
    assertTrue(text.contains("1/4") && text.contains("K = 16"), text);
    assertTrue(text.endsWith("\r" + " ".repeat(79) + "\r"), "it is overwritten with blanks");
  }

  @Test
  void theTotalMayBecomeKnownOnTheWay() {
    StringBuffer shown = new StringBuffer();
    try (Progress progress = Progress.bar("images", -1, shown::append)) {
      progress.at(500, 1000);
    }
    assertTrue(shown.toString().contains("500/1000"), shown.toString());
  }

  @Test
  void withoutATerminalNothingIsShown() {
    try (Progress progress = Progress.none()) {
      progress.at(1, "nothing");
      progress.at(1, 2);
    }
  }
}
