package io.github.kmeans4j.bench.shapes;

import io.github.kmeans4j.bench.process.Child;
import io.github.kmeans4j.bench.process.Commands;
import io.github.kmeans4j.bench.process.Jdks;
import io.github.kmeans4j.bench.process.ScikitLearn;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.stat.StatUtils;
import org.jspecify.annotations.Nullable;

/**
 * Plays one case after the other. The peers have the first turn, then each of ours its first call
 * and its warm-up, and from there on all take turns; but with mini-batches the peers have all of
 * their turns at first, since the mean of where they end is the target of ours.
 */
final class Contest {
  private static final double WARM_UP_SECONDS = 20;

  private final Options options;
  private final @Nullable String python;
  private final @Nullable Path script;
  private final PrintStream out;
  private boolean introduced;

  /**
   * Prepares it.
   *
   * @param options of the command
   * @param python that has scikit-learn; null for no peers
   * @param script of the peers; null for no peers
   * @param out for remarks
   */
  Contest(Options options, @Nullable String python, @Nullable Path script, PrintStream out) {
    this.options = options;
    this.python = python;
    this.script = script;
    this.out = out;
  }

  /** Returns ours: each kernel on each JDK. */
  static List<Contender> ours(Options options) {
    List<Contender> all = new ArrayList<>();
    for (String java : options.java) {
      for (String kernel : options.kernels) {
        List<String> command = Commands.java(java, kernel, options.jvmArguments, OursMain.class);
        all.add(new Contender(kernel + " " + Jdks.name(java), List.copyOf(command)));
      }
    }
    return all;
  }

  /**
   * Plays a case.
   *
   * @param c which
   * @param file of its rows
   * @return its result
   * @throws IOException if one of ours fails, or the data cannot be read
   */
  CaseResult play(Case c, Path file) throws IOException {
    int[] start =
        options.mode.seeded() ? new int[0] : FirstRows.distinct(file, c.data().rows(), c.k());
    try (Peers peers = peers(c, file)) {
      List<Child> children = new ArrayList<>();
      try {
        return play(c, file, start, peers, children);
      } finally {
        children.forEach(Child::close);
      }
    }
  }

  private @Nullable Peers peers(Case c, Path file) throws IOException {
    if (python == null || script == null) {
      return null;
    }
    String rows = Integer.toString(c.data().rows());
    List<String> command = List.of(python, script.toString(), file.toString(), rows);
    Peers peers =
        new Peers(options, Commands.process(command, ScikitLearn.environment(options.threads)));
    if (!introduced) {
      out.println("peers: " + peers.description());
      introduced = true;
    }
    return peers;
  }

  private CaseResult play(
      Case c, Path file, int[] start, @Nullable Peers peers, List<Child> children)
      throws IOException {
    List<Runs> ours = new ArrayList<>();
    boolean targetFirst = options.mode == Mode.MINIBATCH;
    for (int round = 0; targetFirst && round < options.repeat; round++) {
      play(peers, c, start, round);
    }
    for (int round = 0; round < options.repeat; round++) {
      if (!targetFirst) {
        play(peers, c, start, round);
      }
      Ask ask = Ask.ours(options.mode, c, start, round, target(peers));
      if (round == 0) {
        for (Contender contender : ours(options)) {
          ours.add(warm(contender, c, file, ask, children));
        }
      }
      for (int i = 0; i < children.size(); i++) {
        ours.get(i).add(children.get(i).ask(ask, Told.class));
      }
    }
    List<Runs> all = new ArrayList<>(ours);
    if (peers != null) {
      all.addAll(peers.runs());
    }
    return new CaseResult(c, all);
  }

  private void play(@Nullable Peers peers, Case c, int[] start, int round) throws IOException {
    if (peers != null) {
      peers.play(Ask.ours(options.mode, c, start, round, null)).forEach(out::println);
    }
  }

  /** Starts one of ours, and lets it run until its code is compiled. */
  private Runs warm(Contender contender, Case c, Path file, Ask ask, List<Child> children)
      throws IOException {
    List<String> command = new ArrayList<>(contender.command());
    command.addAll(
        List.of(
            file.toString(), Integer.toString(c.data().rows()), Integer.toString(options.threads)));
    ProcessBuilder builder = Commands.process(command, Map.of());
    List<Told> first = new ArrayList<>();
    for (int i = 1; i < options.first; i++) {
      try (Child child = new Child(contender.name(), builder)) {
        first.add(child.ask(ask, Told.class));
      }
    }
    Child child = new Child(contender.name(), builder);
    children.add(child);
    first.add(child.ask(ask, Told.class));
    Runs runs = new Runs(child.description(), true);
    first.forEach(runs::addFirst);
    long start = System.nanoTime();
    for (int i = 0; i < options.warmup; i++) {
      if ((System.nanoTime() - start) / 1e9 > WARM_UP_SECONDS) {
        break;
      }
      child.ask(ask, Told.class);
    }
    return runs;
  }

  /** Returns the mean inertia of the peers' mini-batch fits. */
  private @Nullable Double target(@Nullable Peers peers) {
    if (options.mode != Mode.MINIBATCH || peers == null) {
      return null;
    }
    double[] ends = peers.runs().stream().mapToDouble(Runs::value).toArray();
    return ends.length == 0 ? null : StatUtils.mean(ends);
  }
}
