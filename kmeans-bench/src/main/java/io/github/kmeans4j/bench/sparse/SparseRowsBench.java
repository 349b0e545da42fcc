package io.github.kmeans4j.bench.sparse;

import io.github.kmeans4j.bench.process.BenchLine;
import io.github.kmeans4j.bench.process.Child;
import io.github.kmeans4j.bench.process.Commands;
import io.github.kmeans4j.bench.process.Machine;
import io.github.kmeans4j.bench.process.ScikitLearn;
import io.github.kmeans4j.bench.process.TemporaryFolder;
import io.github.kmeans4j.core.internal.kernel.Kernels;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Runs the library and scikit-learn on the same sparse rows in floats, in turns, and prints what
 * each took, least of several runs, ours after a first one that is not counted.
 *
 * <pre>
 * java --add-modules jdk.incubator.vector -cp kmeans-bench/target/benchmarks.jar \
 *     io.github.kmeans4j.bench.sparse.SparseRowsBench --set topics --mode passes --k 20,100
 * … SparseRowsBench --file words.npz --mode default
 * java -Xmx4g … SparseRowsBench --set wide --mode default --k 8 --alone
 * </pre>
 *
 * <p>The set of glosses needs Debian's package wordnet-base.
 */
@Command(
    name = "SparseRowsBench",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Compares kmeans4j with scikit-learn on sparse rows.")
public final class SparseRowsBench implements Callable<Integer> {
  private static final String SCRIPT = "sparse_peer.py";

  @Option(
      names = "--set",
      split = ",",
      description = "Among ${COMPLETION-CANDIDATES}, in any case. Default: all but wide.")
  private List<SparseSet> sets = List.of(SparseSet.GLOSSES, SparseSet.TOPICS, SparseSet.CLICKS);

  @Option(
      names = "--file",
      split = ",",
      paramLabel = "FILE",
      description = "Runs on these instead: SciPy's .npz, or svmlight text that counts from 1.")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = "--mode",
      split = ",",
      description = "Among ${COMPLETION-CANDIDATES}, in any case. Default: all.")
  private List<Mode> modes = List.of(Mode.values());

  @Option(
      names = {"-k", "--k"},
      split = ",",
      description = "Numbers of clusters. Default: 20,100,500 for passes, 100 for the others.")
  private List<Integer> k = new ArrayList<>();

  @Option(
      names = "--algorithm",
      split = ",",
      description = "Of scikit-learn's full fits: lloyd, elkan. Default: ${DEFAULT-VALUE}.")
  private List<String> algorithms = List.of("lloyd");

  @Option(names = "--repeat", description = "Runs of each. Default: ${DEFAULT-VALUE}.")
  private int repeat = 3;

  @Option(names = "--threads", description = "Of both. Default: all processors.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(names = "--rows", description = "Of a set, at most. Default: all.")
  private int rows = Integer.MAX_VALUE;

  @Option(names = "--python", description = "Default: the first that has scikit-learn.")
  private @Nullable String python;

  @Option(names = "--alone", description = "Without scikit-learn.")
  private boolean alone;

  @Option(names = "--wordnet", description = "A folder. Default: ${DEFAULT-VALUE}.")
  private Path wordNet = Path.of("/usr/share/wordnet");

  private final PrintStream out;

  private SparseRowsBench(PrintStream out) {
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
    return BenchLine.of(new SparseRowsBench(out)).execute(args);
  }

  @Override
  public Integer call() throws IOException {
    Machine.facts(threads).forEach((name, fact) -> say("%s: %s", name, fact));
    say("kernel: %s", Kernels.get().description());
    try (TemporaryFolder folder = new TemporaryFolder("sparse")) {
      String found = alone ? null : ScikitLearn.find(python);
      Path script =
          found == null ? null : ScikitLearn.script(SparseRowsBench.class, SCRIPT, folder.path());
      for (Path file : files(folder.path())) {
        Csr csr = Csr.read(file);
        say("%n%s: %d × %d, %d values", file.getFileName(), csr.rows(), csr.columns, csr.stored());
        Ours ours = new Ours(csr.points(), threads);
        if (script == null || found == null) {
          compare(ours, null);
        } else {
          List<String> command = List.of(found, script.toString(), file.toString());
          ProcessBuilder builder = Commands.process(command, ScikitLearn.environment(threads));
          try (Child peer = new Child("Python", builder)) {
            say("%s", peer.description());
            compare(ours, peer);
          }
        }
      }
      return 0;
    }
  }

  private List<Path> files(Path folder) throws IOException {
    if (!files.isEmpty()) {
      return files;
    }
    List<Path> written = new ArrayList<>();
    for (SparseSet set : sets) {
      Csr csr = set.make(wordNet, rows);
      if (csr == null) {
        say("%s are left out: %s has no texts of WordNet", set, wordNet);
      } else {
        Path file = folder.resolve(set.name().toLowerCase(Locale.ROOT) + ".npz");
        csr.write(file);
        written.add(file);
      }
    }
    return written;
  }

  private void compare(Ours ours, @Nullable Child peer) throws IOException {
    say("| mode | K | | s | passes | inertia | times as fast |");
    say("|---|---|---|---|---|---|---|");
    for (Mode mode : modes) {
      List<Integer> usual = mode == Mode.PASSES ? List.of(20, 100, 500) : List.of(100);
      for (int clusters : k.isEmpty() ? usual : k) {
        compare(ours, peer, mode, clusters);
      }
    }
  }

  private void compare(Ours ours, @Nullable Child peer, Mode mode, int clusters)
      throws IOException {
    List<Told> own = new ArrayList<>();
    Map<String, List<Told>> theirs = new LinkedHashMap<>();
    ours.run(new Ask(mode, clusters, mode.passes(), 0, ""));
    List<String> kinds = mode == Mode.MINIBATCH ? List.of("minibatch") : algorithms;
    for (int r = 0; r < repeat; r++) {
      own.add(ours.run(new Ask(mode, clusters, mode.passes(), r, "")));
      for (String algorithm : kinds) {
        if (peer != null) {
          Ask ask = new Ask(mode, clusters, mode.passes(), r, algorithm);
          List<Told> runs = theirs.computeIfAbsent(algorithm, name -> new ArrayList<>());
          runs.add(peer.ask(ask, Told.class));
        }
      }
    }
    double seconds = seconds(mode, own);
    line(mode, clusters, "kmeans4j", own, "");
    theirs.forEach(
        (algorithm, runs) -> {
          double times = seconds(mode, runs) / seconds;
          String said = String.format(Locale.ROOT, "%.1f", times);
          line(mode, clusters, "scikit-learn " + algorithm, runs, said);
        });
  }

  /** The least where all runs do the same, else the mean, as of the other figures. */
  private static double seconds(Mode mode, List<Told> runs) {
    var seconds = runs.stream().mapToDouble(Told::seconds).summaryStatistics();
    return mode.isAlike() ? seconds.getMin() : seconds.getAverage();
  }

  private void line(Mode mode, int clusters, String who, List<Told> runs, String times) {
    say(
        "| %s | %d | %s | %.3f | %.1f | %.2f | %s |",
        mode.name().toLowerCase(Locale.ROOT),
        clusters,
        who,
        seconds(mode, runs),
        runs.stream().mapToInt(Told::passes).average().orElse(0),
        runs.stream().mapToDouble(Told::inertia).average().orElse(0),
        times);
  }

  private void say(String format, Object... arguments) {
    out.println(String.format(Locale.ROOT, format, arguments));
    out.flush();
  }
}
