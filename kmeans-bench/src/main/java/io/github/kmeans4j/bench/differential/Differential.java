package io.github.kmeans4j.bench.differential;

import io.github.kmeans4j.bench.process.BenchLine;
import io.github.kmeans4j.core.internal.kernel.Kernels;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Fits many small random problems of every awkward style, and compares each iteration with the
 * plain definition whose sums are exact: labels, centroids bit for bit, inertia, shifts, the reason
 * to stop; some of them also with the same rows in another order, and some, from seeds of their own
 * and in mini-batches, with rows in another storage. Ends with code 1 if anything differs. Run it
 * once for each kernel.
 *
 * <pre>
 * java -cp kmeans-bench/target/benchmarks.jar -Dkmeans4j.kernel=portable \
 *     io.github.kmeans4j.bench.differential.Differential --problems 200000 --seed 1
 * java -cp kmeans-bench/target/benchmarks.jar --add-modules jdk.incubator.vector \
 *     -Dkmeans4j.kernel=simd io.github.kmeans4j.bench.differential.Differential
 * … Differential --only 4294967297 --shrink
 * </pre>
 *
 * <p>A line for each problem that goes wrong begins with its seed; {@code --only} repeats it and
 * prints its data, {@code --shrink} looks for a smaller one that goes wrong alike.
 */
@Command(
    name = "Differential",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Compares fits of random problems with the plain definition.")
public final class Differential implements Callable<Integer> {
  private static final int ATTEMPTS = 20_000;

  @Option(names = "--problems", description = "How many. Default: ${DEFAULT-VALUE}.")
  private long problems = 200_000;

  @Option(names = "--seed", description = "Of all problems. Default: ${DEFAULT-VALUE}.")
  private long seed = 1;

  @Option(names = "--from", description = "Number of the first problem. Default: 0.")
  private long from;

  @Option(names = "--threads", description = "Problems at a time. Default: the processors.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(names = "--show", description = "Mismatches shown of a kind. Default: ${DEFAULT-VALUE}.")
  private int show = 5;

  @Option(names = "--only", description = "Seed of the one problem to be repeated.")
  private @Nullable Long only;

  @Option(names = "--kind", description = "Kind of mismatch to shrink. Default: the first.")
  private @Nullable String kind;

  @Option(names = "--shrink", description = "With --only, makes the problem smaller.")
  private boolean shrink;

  private final PrintStream out;

  private Differential(PrintStream out) {
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
    return BenchLine.of(new Differential(out)).execute(args);
  }

  @Override
  public Integer call() throws Exception {
    out.println("kernel: " + Kernels.get().description() + ", JDK " + Runtime.version().feature());
    Long one = only;
    return one == null ? runAll() : repeat(one);
  }

  private int runAll() throws Exception {
    Tally tally = new Tally(out, show, problems);
    AtomicLong next = new AtomicLong(from);
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        running.add(executor.submit(() -> work(next, tally)));
      }
      for (Future<?> worker : running) {
        worker.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("the run broke off", e.getCause());
    } finally {
      executor.shutdownNow();
    }
    tally.summarize();
    return tally.wrong() == 0 ? 0 : 1;
  }

  private void work(AtomicLong next, Tally tally) {
    for (long i = next.getAndIncrement(); i < from + problems; i = next.getAndIncrement()) {
      Problem problem = Problems.of((seed << 32) + i);
      try {
        tally.add(problem, Comparison.of(problem));
      } catch (RuntimeException | Error e) {
        throw new IllegalStateException("the comparison itself failed, " + problem.summary(), e);
      }
    }
  }

  private int repeat(long problemSeed) {
    Problem problem = Problems.of(problemSeed);
    Verdict verdict = Comparison.of(problem);
    if (shrink && !verdict.mismatches().isEmpty()) {
      String wanted = kind == null ? verdict.mismatches().get(0).kind() : kind;
      problem = Shrinker.shrink(problem, smaller -> Comparison.of(smaller).has(wanted), ATTEMPTS);
      verdict = Comparison.of(problem);
    }
    out.println(problem.summary());
    out.println(problem.literals());
    verdict.mismatches().forEach(m -> out.println("  " + m.kind() + ": " + m.detail()));
    out.println(
        verdict.refused() ? "refused" : verdict.mismatches().isEmpty() ? "agrees" : "wrong");
    return verdict.mismatches().isEmpty() ? 0 : 1;
  }
}
