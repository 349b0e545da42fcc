package io.github.kmeans4j.bench.shapes;

import io.github.kmeans4j.bench.process.BenchLine;
import io.github.kmeans4j.bench.process.Commands;
import io.github.kmeans4j.bench.process.Jdks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of the command. */
final class Options {
  private static final int OLD = 17;
  private static final int NEW = 25;

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      description = "What to run: ${COMPLETION-CANDIDATES}, in any case. Default: fit.")
  Mode mode = Mode.FIT;

  @Option(names = "--list", description = "Lists the cases and ends.")
  boolean list;

  @Option(
      names = "--case",
      split = ",",
      paramLabel = "NAME",
      description = "Cases to run. Default: those of a group.")
  List<String> cases = new ArrayList<>();

  @Option(
      names = "--group",
      paramLabel = "GROUP",
      description = "tuned, held-out or small. Default: tuned; of the small mode: small.")
  @Nullable Group group;

  @Option(
      names = "--quick",
      description =
          "Only the few cases of the group that stand for all, with at most 25 passes unless"
              + " --passes says otherwise: a few minutes.")
  boolean quick;

  @Option(
      names = "--file",
      paramLabel = "NPY",
      description = "Runs on the rows of this file instead; with -k.")
  @Nullable Path file;

  @Option(
      names = {"-k", "--k"},
      split = ",",
      paramLabel = "K",
      description = "Numbers of clusters for --file. Default: 100.")
  List<Integer> k = new ArrayList<>();

  @Option(
      names = "--passes",
      paramLabel = "P",
      description = "Passes of a full fit, at most. Default: as in the table; for --file 30.")
  int passes;

  @Option(
      names = "--rows",
      paramLabel = "N",
      description = "Rows of a case, at most. Default: as in the table.")
  int rows = Integer.MAX_VALUE;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Keeps the data there. Default: a temporary folder.")
  @Nullable Path data;

  @Option(
      names = "--kernel",
      split = ",",
      paramLabel = "NAME",
      description =
          "Our kernels, each forced, or chosen for what the library chooses with the Vector"
              + " API there, which begins with plain loops. Default: all on the class path.")
  List<String> kernels = new ArrayList<>();

  @Option(
      names = "--java",
      paramLabel = "PATH",
      description =
          "Runs ours; may be repeated. Default: the java that runs this, and the JDKs 17 and 25"
              + " in folders beside it.")
  List<String> java = new ArrayList<>();

  @Option(
      names = "--jvm-argument",
      paramLabel = "ARG",
      description = "Goes to every JVM that is started; may be repeated.")
  List<String> jvmArguments = new ArrayList<>();

  @Option(
      names = "--peers",
      split = ",",
      paramLabel = "PEER",
      description = "Among scikit-learn, faiss, none. Default: both, where Python has them.")
  List<String> peers = new ArrayList<>();

  @Option(
      names = "--algorithm",
      split = ",",
      paramLabel = "NAME",
      description = "Of scikit-learn's full fits: lloyd, elkan. Default: both.")
  List<String> algorithms = new ArrayList<>();

  @Option(
      names = "--precision",
      split = ",",
      paramLabel = "NAME",
      description = "Of scikit-learn's data: float32, float64. Default: both.")
  List<String> precisions = new ArrayList<>();

  @Option(
      names = "--python",
      paramLabel = "PATH",
      description = "A Python that has scikit-learn. Default: /usr/bin/python3, then python3.")
  @Nullable String python;

  @Option(
      names = "--repeat",
      paramLabel = "R",
      description =
          "Timed rounds; the median counts. A peer that is half as slow again as the best one in"
              + " the first round has no others. Default: ${DEFAULT-VALUE}.")
  int repeat = 3;

  @Option(
      names = "--warmup",
      paramLabel = "R",
      description =
          "Runs of ours between the first call and the timed ones, as far as 20 seconds allow."
              + " Default: ${DEFAULT-VALUE}.")
  int warmup = 3;

  @Option(
      names = "--first",
      paramLabel = "R",
      description = "JVMs whose first call is timed. Default: ${DEFAULT-VALUE}.")
  int first = 1;

  @Option(
      names = "--threads",
      paramLabel = "T",
      description = "Threads, of ours and of the peers. Default: the processors.")
  int threads = Runtime.getRuntime().availableProcessors();

  @Option(names = "--output", paramLabel = "DIR", description = "Writes shapes.json there.")
  @Nullable Path output;

  /** Fills in the defaults that depend on others. */
  void complete() throws IOException {
    if (kernels.isEmpty()) {
      kernels.addAll(Commands.kernels());
    }
    if (java.isEmpty()) {
      java.addAll(jdks());
    }
    if (peers.isEmpty()) {
      peers.addAll(List.of(Peers.SCIKIT_LEARN, Peers.FAISS));
    }
    if (algorithms.isEmpty()) {
      algorithms.addAll(List.of("lloyd", "elkan"));
    }
    if (precisions.isEmpty()) {
      precisions.addAll(List.of("float32", "float64"));
    }
    if (k.isEmpty()) {
      k.add(100);
    }
    List<String> known = new ArrayList<>(Commands.kernels());
    known.add(Commands.CHOSEN);
    BenchLine.among("--kernel", known, kernels);
    BenchLine.among("--peers", List.of(Peers.SCIKIT_LEARN, Peers.FAISS, "none"), peers);
    BenchLine.among("--algorithm", List.of("lloyd", "elkan"), algorithms);
    BenchLine.among("--precision", List.of("float32", "float64"), precisions);
    BenchLine.atLeast("-k", 1, k);
    BenchLine.atLeast("--rows", 1, List.of(rows));
    BenchLine.atLeast("--repeat", 1, List.of(repeat));
    BenchLine.atLeast("--first", 1, List.of(first));
    BenchLine.atLeast("--threads", 1, List.of(threads));
  }

  /** Tells whether anything of Python takes part. */
  boolean wantsPeers() {
    return peers.contains(Peers.SCIKIT_LEARN) || peers.contains(Peers.FAISS);
  }

  private static List<String> jdks() throws IOException {
    List<String> launchers = new ArrayList<>(List.of(Jdks.own()));
    Path beside = Path.of(System.getProperty("java.home")).getParent();
    if (beside != null) {
      int own = Runtime.version().feature();
      Map<Integer, String> others = Jdks.in(beside);
      for (int feature : new int[] {OLD, NEW}) {
        String launcher = others.get(feature);
        if (feature != own && launcher != null) {
          launchers.add(launcher);
        }
      }
    }
    return launchers;
  }
}
