package io.github.kmeans4j.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Collection;
import java.util.Locale;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import picocli.CommandLine;

/**
 * Runs the bare passes and the machine's limits in one JMH run and prints which fraction of each
 * limit a pass reaches. Takes JMH's own options.
 *
 * <pre>
 * java -cp kmeans-bench/target/benchmarks.jar io.github.kmeans4j.bench.KernelFractions -f 1
 * </pre>
 */
public final class KernelFractions {
  private KernelFractions() {}

  /**
   * Runs it.
   *
   * @param args options of JMH
   * @throws IOException if the help cannot be printed
   */
  public static void main(String[] args) throws IOException {
    System.exit(execute(System.out, System.err, args));
  }

  /** Runs it and returns the exit code; what is wrong is told in one line. */
  static int execute(PrintStream out, PrintStream err, String... args) throws IOException {
    try {
      CommandLineOptions options = new CommandLineOptions(args);
      if (options.shouldHelp()) {
        options.showHelp();
        return 0;
      }
      if (!options.getIncludes().isEmpty()) {
        err.println("the benchmarks are chosen already, but here is " + options.getIncludes());
        return CommandLine.ExitCode.USAGE;
      }
      out.print(table(run(options)));
      return 0;
    } catch (CommandLineOptionException e) {
      err.println(e.getMessage());
      return CommandLine.ExitCode.USAGE;
    } catch (RunnerException e) {
      err.println(e.getMessage());
      return CommandLine.ExitCode.SOFTWARE;
    }
  }

  private static Collection<RunResult> run(CommandLineOptions options) throws RunnerException {
    return new Runner(
            new OptionsBuilder()
                .parent(options)
                .include(AssignmentKernelBenchmark.class.getSimpleName() + ".*Pass")
                .include(MachineLimitsBenchmark.class.getSimpleName())
                .build())
        .run();
  }

  private static String table(Collection<RunResult> results) {
    StringBuilder table = new StringBuilder();
    table.append(
        String.format(
            "%n%-14s %4s %-6s %9s %12s %12s%n",
            "pass", "k", "rows", "ms", "of the FMAs", "of reading"));
    for (RunResult pass : results) {
      String name = pass.getPrimaryResult().getLabel();
      if (!name.endsWith("Pass")) {
        continue;
      }
      String k = pass.getParams().getParam("k");
      String storage = pass.getParams().getParam("storage");
      double time = score(pass);
      table.append(
          String.format(
              Locale.ROOT,
              "%-14s %4s %-6s %9.2f %11.1f%% %11.1f%%%n",
              name,
              k,
              storage,
              time,
              100 * limit(results, "multiplyAndAdd", "k", k) / time,
              100 * limit(results, "read", "storage", storage) / time));
    }
    return table.toString();
  }

  private static double limit(
      Collection<RunResult> results, String name, String parameter, String value) {
    return results.stream()
        .filter(result -> result.getPrimaryResult().getLabel().equals(name))
        .filter(result -> value.equals(result.getParams().getParam(parameter)))
        .mapToDouble(KernelFractions::score)
        .findFirst()
        .orElse(Double.NaN);
  }

  private static double score(RunResult result) {
    return result.getPrimaryResult().getScore();
  }
}
