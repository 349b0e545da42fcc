package io.github.kmeans4j.bench.headtohead;

import io.github.kmeans4j.bench.BenchData;
import io.github.kmeans4j.bench.Storage;
import io.github.kmeans4j.bench.process.BenchLine;
import io.github.kmeans4j.bench.process.Commands;
import io.github.kmeans4j.bench.process.Jdks;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of the command. */
final class Options {
  static final String SCIKIT_LEARN = "scikit-learn";
  static final String COMMONS_MATH = "commons-math";
  static final String TRIBUO = "tribuo";

  @Option(
      names = "--mode",
      split = ",",
      paramLabel = "MODE",
      description = "What to run: ${COMPLETION-CANDIDATES}, in any case. Default: fit.")
  List<Task> modes = new ArrayList<>();

  @Option(
      names = "-k",
      split = ",",
      paramLabel = "K",
      description = "Numbers of clusters. Default: 10,16,64,256 (seeding, default: 64,256).")
  List<Integer> k = new ArrayList<>();

  @Option(
      names = "--rows",
      split = ",",
      paramLabel = "N",
      description = "Numbers of rows. Default: all (growth: a quarter, a half, all).")
  List<Integer> rows = new ArrayList<>();

  @Option(
      names = "--storage",
      split = ",",
      paramLabel = "STORAGE",
      description = "How our rows lie in memory: ${COMPLETION-CANDIDATES}. Default: all.")
  List<Storage> storages = new ArrayList<>();

  @Option(
      names = "--kernel",
      split = ",",
      paramLabel = "NAME",
      description = "Our kernels. Default: all on the class path.")
  List<String> kernels = new ArrayList<>();

  @Option(
      names = "--java",
      paramLabel = "PATH",
      description = "Runs ours; may be repeated. Default: the java that runs this.")
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
      description = "Among scikit-learn, commons-math, tribuo, none. Default: scikit-learn.")
  List<String> peers = new ArrayList<>();

  @Option(
      names = "--algorithm",
      split = ",",
      paramLabel = "NAME",
      description = "Of scikit-learn: lloyd, elkan. Default: both.")
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
      description = "Timed runs of ours. Default: ${DEFAULT-VALUE}.")
  int repeat = 5;

  @Option(
      names = "--peer-repeat",
      paramLabel = "R",
      description = "Timed runs of the peers. Default: 3 (seeding, default: as ours).")
  int peerRepeat;

  @Option(
      names = "--warmup",
      paramLabel = "R",
      description = "Runs of ours before the timed ones. Default: ${DEFAULT-VALUE}.")
  int warmup = 3;

  @Option(
      names = "--threads",
      paramLabel = "T",
      description = "Threads, of ours and of the peers. Default: the processors.")
  int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "Writes head-to-head.json and head-to-head.csv there.")
  @Nullable Path output;

  /** Fills in the defaults that depend on others. */
  void complete() {
    if (modes.isEmpty()) {
      modes.add(Task.FIT);
    }
    if (storages.isEmpty()) {
      storages.addAll(List.of(Storage.values()));
    }
    if (kernels.isEmpty()) {
      kernels.addAll(Commands.kernels());
    }
    if (java.isEmpty()) {
      java.add(Jdks.own());
    }
    if (algorithms.isEmpty()) {
      algorithms.addAll(List.of("lloyd", "elkan"));
    }
    if (precisions.isEmpty()) {
      precisions.addAll(List.of("float32", "float64"));
    }
    if (peers.isEmpty()) {
      peers.add(SCIKIT_LEARN);
    }
    BenchLine.among("--kernel", Commands.kernels(), kernels);
    BenchLine.among("--peers", List.of(SCIKIT_LEARN, COMMONS_MATH, TRIBUO, "none"), peers);
    BenchLine.among("--algorithm", List.of("lloyd", "elkan"), algorithms);
    BenchLine.among("--precision", List.of("float32", "float64"), precisions);
    BenchLine.atLeast("-k", 1, k);
    BenchLine.atLeast("--rows", 1, rows);
    BenchLine.atLeast("--repeat", 1, List.of(repeat));
    BenchLine.atLeast("--threads", 1, List.of(threads));
  }

  /** Returns the numbers of clusters of a task. */
  List<Integer> k(Task task) {
    if (!k.isEmpty()) {
      return k;
    }
    return switch (task) {
      case FIT, COLD, MINI_BATCH -> List.of(10, 16, 64, 256);
      case SEEDING, DEFAULT -> List.of(64, 256);
      case GROWTH -> List.of(64, 128, 256, 512);
    };
  }

  /** Returns the numbers of rows of a task. */
  List<Integer> rows(Task task) {
    if (task == Task.COLD) {
      return List.of(largest());
    }
    if (!rows.isEmpty()) {
      return rows;
    }
    return task == Task.GROWTH
        ? List.of(BenchData.ROWS / 4, BenchData.ROWS / 2, BenchData.ROWS)
        : List.of(BenchData.ROWS);
  }

  /** Returns the number of rows that the file must have. */
  int largest() {
    return rows.isEmpty() ? BenchData.ROWS : Collections.max(rows);
  }

  /** Returns how often peers run; as often as ours where the seeds matter. */
  int peerRepeat(Task task) {
    if (peerRepeat > 0) {
      return peerRepeat;
    }
    return task == Task.SEEDING || task == Task.DEFAULT || task == Task.MINI_BATCH
        ? repeat
        : Math.min(3, repeat);
  }
}
