package io.github.kmeans4j.bench.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The soak in small, and what it looks at. */
class SoakTest {
  @TempDir Path folder;

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  private int execute(String... arguments) {
    return Soak.execute(new PrintStream(printed, true, StandardCharsets.UTF_8), arguments);
  }

  private String output() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  @Test
  void everyTaskIsDoneAndNothingIsLeft() throws IOException {
    int code =
        execute(
            "--minutes",
            "0.01",
            "--warm-up",
            "0.01",
            "--rows",
            "2000",
            "--heap-growth",
            "100",
            "--folder",
            folder.toString());
    assertEquals(0, code, this::output);
    for (Task task : Task.values()) {
      assertTrue(output().contains("  " + task + " "), this::output);
    }
    assertTrue(output().endsWith("0 failures, no growth" + System.lineSeparator()), this::output);
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(0, left.count());
    }
  }

  @Test
  void moreOfAnythingIsGrowth() {
    Resources start = new Resources(50_000_000, Map.of("main", 1, "kmeans#j-#", 1), 10, 5);
    assertEquals(List.of(), start.growth(start, 10));
    assertEquals(List.of(), start.growth(new Resources(59_000_000, Map.of("main", 1), 9, 4), 10));
    assertEquals(
        List.of(
            "the heap has grown by 11.0 MB",
            "threads named kmeans#j-#: 1 before, 2 now",
            "open files: 10 before, 11 now",
            "temporary files: 5 before, 6 now"),
        start.growth(new Resources(61_000_000, Map.of("main", 1, "kmeans#j-#", 2), 11, 6), 10));
  }

  @Test
  void aThreadThatStaysIsFound() throws Exception {
    Resources start = Resources.measure(folder);
    Thread thread = new Thread(LockSupport::park, "left-1");
    thread.start();
    try {
      assertEquals(
          List.of("threads named left-#: 0 before, 1 now"),
          start.growth(Resources.measure(folder), 1000));
    } finally {
      LockSupport.unpark(thread);
      thread.join();
    }
  }
}
