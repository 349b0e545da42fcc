package io.github.kmeans4j.bench.soak;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What this process holds.
 *
 * @param heapBytes in use after garbage collections
 * @param threads how many by their names, without numbers
 * @param openFiles file descriptors; −1 where the system does not tell
 * @param temporaryFiles that a save has left in the folder
 */
record Resources(long heapBytes, Map<String, Integer> threads, long openFiles, int temporaryFiles) {
  private static final double MEGA = 1e6;
  private static final int COLLECTIONS = 4;
  private static final int MOST_WAITS = 100;

  /** Looks. */
  static Resources measure(Path folder) throws IOException {
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
      sleep(50);
    }
    long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    return new Resources(heap, threadsByName(), openFileDescriptors(), temporaryFiles(folder));
  }

  /**
   * Looks as soon as no thread is more than before, or after five seconds: one that has been told
   * to end may need a moment.
   */
  static Resources measure(Path folder, Resources before) throws IOException {
    for (int i = 0; i < MOST_WAITS && before.moreThreads(threadsByName()); i++) {
      sleep(50);
    }
    return measure(folder);
  }

  private boolean moreThreads(Map<String, Integer> later) {
    return later.entrySet().stream()
        .anyMatch(entry -> entry.getValue() > threads.getOrDefault(entry.getKey(), 0));
  }

  private static Map<String, Integer> threadsByName() {
    Map<String, Integer> threads = new TreeMap<>();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      threads.merge(thread.getName().replaceAll("[0-9]+", "#"), 1, Integer::sum);
    }
    return threads;
  }

  private static int temporaryFiles(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return (int) files.filter(file -> file.toString().endsWith(".part")).count();
    }
  }

  private static void sleep(long millis) throws IOException {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the heap was measured", e);
    }
  }

  private static long openFileDescriptors() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? unix.getOpenFileDescriptorCount()
        : -1;
  }

  /**
   * Tells what has become more.
   *
   * @param later another look
   * @param heapMegabytes by which the heap may grow
   * @return a line for each; none if all is well
   */
  List<String> growth(Resources later, double heapMegabytes) {
    List<String> lines = new ArrayList<>();
    double grown = (later.heapBytes - heapBytes) / MEGA;
    if (grown > heapMegabytes) {
      lines.add(String.format(Locale.ROOT, "the heap has grown by %.1f MB", grown));
    }
    later.threads.forEach(
        (name, count) -> {
          int before = threads.getOrDefault(name, 0);
          if (count > before) {
            lines.add("threads named " + name + ": " + before + " before, " + count + " now");
          }
        });
    if (later.openFiles > openFiles) {
      lines.add("open files: " + openFiles + " before, " + later.openFiles + " now");
    }
    if (later.temporaryFiles > temporaryFiles) {
      lines.add("temporary files: " + temporaryFiles + " before, " + later.temporaryFiles + " now");
    }
    return lines;
  }

  @Override
  public String toString() {
    int count = threads.values().stream().mapToInt(Integer::intValue).sum();
    return String.format(
        Locale.ROOT,
        "heap %.1f MB, %d threads %s, %s open files, %d temporary files",
        heapBytes / MEGA,
        count,
        threads,
        openFiles < 0 ? "unknown" : openFiles,
        temporaryFiles);
  }
}
