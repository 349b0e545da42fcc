package io.github.kmeans4j.bench.soak;

import io.github.kmeans4j.bench.process.BenchLine;
import io.github.kmeans4j.core.internal.kernel.Kernels;
import io.github.kmeans4j.internal.KernelProvider;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Fits, saves, loads, predicts and evaluates without end, on random data, disturbed by interrupts,
 * time budgets, and listeners, initializers and metrics that throw; and tells what heap, threads
 * and open files are at the start, every few minutes and at the end. Ends with code 1 if anything
 * has become more, or anything came that should not have.
 *
 * <pre>
 * java -Xmx1g -cp kmeans-bench/target/benchmarks.jar io.github.kmeans4j.bench.soak.Soak
 * … Soak --minutes 30 --kernel portable,simd
 * </pre>
 *
 * <p>The start is measured after a warm-up, when classes are loaded and pools are filled.
 */
@Command(
    name = "Soak",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Fits without end, and tells whether anything grows.")
public final class Soak implements Callable<Integer> {
  @Option(names = "--minutes", description = "After the warm-up. Default: ${DEFAULT-VALUE}.")
  private double minutes = 30;

  @Option(names = "--warm-up", description = "Minutes before. Default: ${DEFAULT-VALUE}.")
  private double warmUp = 1;

  @Option(names = "--report", description = "Minutes between. Default: ${DEFAULT-VALUE}.")
  private double report = 5;

  @Option(
      names = "--kernel",
      split = ",",
      paramLabel = "NAME",
      description = "One after the other, each in a JVM of its own. Default: that of this JVM.")
  private List<String> kernels = new ArrayList<>();

  @Option(names = "--threads", description = "Fits at a time. Default: ${DEFAULT-VALUE}.")
  private int threads = 2;

  @Option(names = "--rows", description = "Of a fit, at most. Default: ${DEFAULT-VALUE}.")
  private int rows = 20_000;

  @Option(names = "--seed", description = "Of all data. Default: ${DEFAULT-VALUE}.")
  private long seed = 1;

  @Option(names = "--heap-growth", description = "MB allowed. Default: ${DEFAULT-VALUE}.")
  private double heapGrowth = 10;

  @Option(names = "--folder", description = "For files. Default: ${DEFAULT-VALUE}.")
  private Path folder = Path.of(System.getProperty("java.io.tmpdir"));

  private final PrintStream out;

  private Soak(PrintStream out) {
    this.out = out;
  }

  /**
   * Runs the command.
   *
   * @param args see {@code --help}
   */
  public static void main(String[] args) {
    System.exit(execute(System.out, args));
  }

  /** Runs the command and returns its exit code. */
  static int execute(PrintStream out, String... args) {
    return BenchLine.of(new Soak(out)).execute(args);
  }

  @Override
  public Integer call() throws Exception {
    int code = 0;
    for (String kernel : kernels) {
      code |= inAnotherJvm(kernel);
    }
    return kernels.isEmpty() ? soak() : code;
  }

  private int soak() throws Exception {
    Path own = Files.createTempDirectory(folder, "soak");
    ExecutorService workers = Executors.newFixedThreadPool(threads);
    ScheduledExecutorService interrupter = Executors.newScheduledThreadPool(1);
    try {
      Counts counts = new Counts(out);
      List<Worker> all = new ArrayList<>();
      AtomicLong seeds = new AtomicLong(seed << 32);
      DataFiles files = new DataFiles(own, 3 * rows / 4 + 50, new SplittableRandom(seed));
      for (int t = 0; t < threads; t++) {
        Path place = Files.createDirectory(own.resolve(Integer.toString(t)));
        all.add(new Worker(seeds, rows, files, place, interrupter, counts));
      }
      // Its thread is there from the start on, whether the warm-up needs it or not.
      interrupter.submit(() -> {}).get();
      say("kernel %s, JDK %d", Kernels.get().description(), Runtime.version().feature());
      work(workers, all, warmUp);
      Resources start = Resources.measure(own);
      say("at the start: %s", start);
      Resources now = start;
      double done = 0;
      while (done < minutes) {
        double part = Math.min(report, minutes - done);
        work(workers, all, part);
        done += part;
        now = Resources.measure(own, start);
        say("after %.1f minutes, %,d attempts: %s", done, counts.attempts(), now);
      }
      counts.print();
      List<String> growth = start.growth(now, heapGrowth);
      growth.forEach(line -> say("%s", line));
      say("%d failures, %s", counts.failures(), growth.isEmpty() ? "no growth" : "growth");
      return growth.isEmpty() && counts.failures() == 0 ? 0 : 1;
    } finally {
      workers.shutdownNow();
      interrupter.shutdownNow();
      delete(own);
    }
  }

  /** Lets all work for a while, and waits until all have come to rest. */
  private static void work(ExecutorService workers, List<Worker> all, double minutes)
      throws Exception {
    long deadline = System.nanoTime() + (long) (minutes * 60e9);
    List<Future<?>> running = new ArrayList<>();
    for (Worker worker : all) {
      running.add(workers.submit(() -> worker.work(deadline)));
    }
    for (Future<?> one : running) {
      one.get();
    }
  }

  private int inAnotherJvm(String kernel) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + Runtime.getRuntime().maxMemory());
    command.addAll(List.of("--add-modules", "jdk.incubator.vector"));
    command.add("-D" + KernelProvider.PROPERTY + "=" + kernel);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Soak.class.getName()));
    command.addAll(List.of("--minutes", Double.toString(minutes / kernels.size())));
    command.addAll(List.of("--warm-up", Double.toString(warmUp)));
    command.addAll(List.of("--report", Double.toString(report)));
    command.addAll(List.of("--threads", Integer.toString(threads)));
    command.addAll(List.of("--rows", Integer.toString(rows), "--seed", Long.toString(seed)));
    command.addAll(List.of("--heap-growth", Double.toString(heapGrowth)));
    command.addAll(List.of("--folder", folder.toString()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try {
      process.inputReader().lines().forEach(out::println);
      return process.waitFor();
    } finally {
      process.destroy();
    }
  }

  private static void delete(Path own) throws IOException {
    try (Stream<Path> files = Files.walk(own)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private void say(String format, Object... arguments) {
    out.println(String.format(Locale.ROOT, format, arguments));
    out.flush();
  }
}
