package io.github.kmeans4j.bench.headtohead;

import io.github.kmeans4j.bench.BenchData;
import io.github.kmeans4j.bench.IdxBytes;
import io.github.kmeans4j.bench.process.BenchLine;
import io.github.kmeans4j.bench.process.Child;
import io.github.kmeans4j.bench.process.Machine;
import io.github.kmeans4j.bench.process.ScikitLearn;
import io.github.kmeans4j.bench.process.TemporaryFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * Runs ours and the peers on the same data from the same initial centroids to the same stop, in
 * turns, and prints what each took. On MNIST if {@code KMEANS4J_MNIST_DIR} names its folder, else
 * on synthetic images.
 *
 * <pre>
 * java -cp kmeans-bench/target/benchmarks.jar io.github.kmeans4j.bench.headtohead.HeadToHead
 * … HeadToHead -k 10 --storage byte,float --repeat 5 --peer-repeat 3
 * … HeadToHead --mode seeding,default,mini_batch,cold,growth --output figures
 * </pre>
 */
@Command(
    name = "HeadToHead",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Runs kmeans4j and its peers in turns and compares them.")
public final class HeadToHead implements Callable<Integer> {
  @Mixin private final Options options = new Options();

  private HeadToHead() {}

  /**
   * Runs the command.
   *
   * @param args see {@code --help}
   */
  public static void main(String[] args) {
    System.exit(execute(args));
  }

  /** Runs the command and returns its exit code. */
  static int execute(String... args) {
    return BenchLine.of(new HeadToHead()).execute(args);
  }

  @Override
  public Integer call() throws IOException {
    options.complete();
    int code = 0;
    try (TemporaryFolder folder = new TemporaryFolder("head-to-head")) {
      Path data = data(folder.path());
      Map<String, String> facts = Machine.facts(options.threads);
      facts.put("data", BenchData.mnistFile() == null ? "synthetic" : "MNIST");
      Report report = new Report(System.out, facts);
      Path script = ScikitLearn.script(HeadToHead.class, Lineup.SCRIPT, folder.path());
      Lineup lineup = new Lineup(options, data, script, python());
      for (Task task : options.modes) {
        for (int rows : options.rows(task)) {
          for (int k : options.k(task)) {
            List<Series> series = play(lineup.of(task), task, rows, k);
            report.add(task, rows, k, Outcome.of(task, rows, k, series));
            if (!agree(series)) {
              System.out.println("the answers of ours differ");
              code = 1;
            }
          }
        }
      }
      if (options.output != null) {
        report.write(options.output);
      }
      return code;
    }
  }

  /** Returns the file that all contestants read. */
  private Path data(Path folder) throws IOException {
    Path mnist = BenchData.mnistFile();
    int rows = options.largest();
    if (mnist != null && rows == BenchData.ROWS) {
      return mnist;
    }
    Path file = folder.resolve("images.gz");
    IdxBytes.write(BenchData.load(rows), file);
    return file;
  }

  private List<String> python() {
    if (!options.peers.contains(Options.SCIKIT_LEARN)) {
      return List.of();
    }
    @Nullable String python = ScikitLearn.find(options.python);
    return python == null ? List.of() : List.of(python);
  }

  private static List<Series> play(List<Entry> entries, Task task, int rows, int k)
      throws IOException {
    return task == Task.COLD ? playCold(entries, k) : playWarm(entries, task, rows, k);
  }

  private static List<Series> playCold(List<Entry> entries, int k) throws IOException {
    List<Series> all = new ArrayList<>();
    for (Entry entry : entries) {
      all.add(new Series(entry, entry.name()));
    }
    for (int round = 0; round < rounds(entries); round++) {
      for (Series series : all) {
        if (round < series.entry().repeat()) {
          series.add(ColdRun.of(series.entry(), k));
        }
      }
    }
    return all;
  }

  private static List<Series> playWarm(List<Entry> entries, Task task, int rows, int k)
      throws IOException {
    List<Child> children = new ArrayList<>();
    List<Series> all = new ArrayList<>();
    try {
      for (Entry entry : entries) {
        Child child = new Child(entry.name(), entry.process(List.of()));
        children.add(child);
        all.add(new Series(entry, child.description()));
        for (int i = 0; i < entry.warmup(); i++) {
          child.ask(new Request(task, k, rows, i), Answer.class);
        }
      }
      for (int round = 0; round < rounds(entries); round++) {
        for (int i = 0; i < children.size(); i++) {
          if (round < entries.get(i).repeat()) {
            Request request = new Request(task, k, rows, round);
            all.get(i).add(children.get(i).ask(request, Answer.class));
          }
        }
      }
      return all;
    } finally {
      children.forEach(Child::close);
    }
  }

  /** Whatever the kernel and the storage: the same labels after the same iterations. */
  private static boolean agree(List<Series> all) {
    return all.stream()
            .filter(series -> series.entry().ours())
            .map(series -> series.last().labelsCrc() + " " + series.last().iterations())
            .distinct()
            .count()
        <= 1;
  }

  private static int rounds(List<Entry> entries) {
    return entries.stream().mapToInt(Entry::repeat).max().orElse(0);
  }
}
