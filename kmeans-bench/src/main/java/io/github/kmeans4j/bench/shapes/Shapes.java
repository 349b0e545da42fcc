package io.github.kmeans4j.bench.shapes;

import io.github.kmeans4j.bench.process.BenchLine;
import io.github.kmeans4j.bench.process.Machine;
import io.github.kmeans4j.bench.process.ScikitLearn;
import io.github.kmeans4j.bench.process.TemporaryFolder;
import io.github.kmeans4j.core.data.FileSource;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * Runs ours (each kernel on each JDK, the first call of a JVM and warm) and the peers on many
 * shapes of data, from the same rows to the same cap of passes, in turns, and prints what each took
 * and the geometric mean.
 *
 * <pre>
 * java -cp kmeans-bench/target/benchmarks.jar io.github.kmeans4j.bench.shapes.Shapes --quick
 * … Shapes --case pixels-64,blobs2-100 --repeat 5
 * … Shapes --file words.npy --k 100,1000
 * … Shapes --mode predict --kernel simd
 * … Shapes --group held-out
 * </pre>
 */
@Command(
    name = "Shapes",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Compares kmeans4j with its peers on many shapes of data.")
public final class Shapes implements Callable<Integer> {
  private static final int PASSES_OF_A_FILE = 30;
  private static final int QUICK_PASSES = 25;

  @Mixin private final Options options = new Options();

  @Spec private @Nullable CommandSpec spec;

  private final PrintStream out;

  private Shapes(PrintStream out) {
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
    return BenchLine.of(new Shapes(out)).execute(args);
  }

  @Override
  public Integer call() throws IOException {
    if (options.list) {
      Cases.all()
          .forEach(c -> out.println(c.group() + " " + (c.quick() ? "quick " : "") + c.describe()));
      return 0;
    }
    options.complete();
    List<Case> cases = cases();
    try (TemporaryFolder temporary = new TemporaryFolder("shapes")) {
      String python = options.wantsPeers() ? ScikitLearn.find(options.python) : null;
      Path script =
          python == null ? null : ScikitLearn.script(Shapes.class, Peers.SCRIPT, temporary.path());
      Path folder = options.data == null ? temporary.path() : options.data;
      Files.createDirectories(folder);
      DataFolder data = new DataFolder(folder, python);
      Report report = new Report(out, options.mode, facts());
      Contest contest = new Contest(options, python, script, out);
      int code = 0;
      for (Case c : cases) {
        Path file = data.file(c.data());
        if (file == null) {
          out.println(c.name() + " is skipped: " + DataFolder.reason(c.data()));
          continue;
        }
        CaseResult result = contest.play(c, file);
        report.add(result);
        code = result.oursAgree() ? code : 1;
      }
      report.end();
      if (options.output != null) {
        report.write(options.output);
      }
      return code;
    }
  }

  private List<Case> cases() throws IOException {
    List<Case> chosen =
        options.file != null
            ? ofFile(options.file)
            : Cases.choose(
                options.cases,
                options.group == null ? options.mode.usualGroup() : options.group,
                options.quick);
    int usual = options.quick ? QUICK_PASSES : Integer.MAX_VALUE;
    int passes = options.passes > 0 ? options.passes : usual;
    return chosen.stream().map(c -> c.atMost(options.rows, passes)).toList();
  }

  private List<Case> ofFile(Path file) throws IOException {
    List<Case> cases = new ArrayList<>();
    try (FileSource source = FileSource.npy(file)) {
      int rows = Math.toIntExact(source.rows());
      DataSet data = new DataSet(DataKind.FILE, rows, source.columns(), 0, 0, file);
      int passes = options.passes > 0 ? options.passes : PASSES_OF_A_FILE;
      for (int k : options.k) {
        String name = file.getFileName().toString().replaceFirst("\\.npy$", "") + "-" + k;
        cases.add(new Case(name, Group.TUNED, false, data, k, passes));
      }
    }
    return cases;
  }

  private Map<String, String> facts() {
    Map<String, String> facts = Machine.facts(options.threads);
    if (spec != null) {
      List<String> args = spec.commandLine().getParseResult().originalArgs();
      facts.put("command", "Shapes " + String.join(" ", args));
    }
    facts.put("java", String.join(", ", options.java));
    facts.put("jvm arguments", String.join(" ", options.jvmArguments));
    return facts;
  }
}
