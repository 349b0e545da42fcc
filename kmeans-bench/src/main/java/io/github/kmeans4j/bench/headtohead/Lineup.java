package io.github.kmeans4j.bench.headtohead;

import io.github.kmeans4j.bench.Storage;
import io.github.kmeans4j.bench.process.Commands;
import io.github.kmeans4j.bench.process.Jdks;
import io.github.kmeans4j.bench.process.ScikitLearn;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Puts the contestants' commands together. */
final class Lineup {
  /** Drives scikit-learn. */
  static final String SCRIPT = "scikit_learn_contestant.py";

  private final Options options;
  private final Path data;
  private final Path script;
  private final List<String> pythons;

  /**
   * Prepares it.
   *
   * @param options of the command
   * @param data file of the images
   * @param script of scikit-learn
   * @param python interpreter that has scikit-learn, or none
   */
  Lineup(Options options, Path data, Path script, List<String> python) {
    this.options = options;
    this.data = data;
    this.script = script;
    this.pythons = python;
  }

  /** Returns who takes part in a task, ours and the peers alternating. */
  List<Entry> of(Task task) {
    List<Entry> ours = ours(task);
    List<Entry> peers = task == Task.GROWTH ? List.of() : peers(task);
    List<Entry> all = new ArrayList<>();
    for (int i = 0; i < Math.max(ours.size(), peers.size()); i++) {
      if (i < ours.size()) {
        all.add(ours.get(i));
      }
      if (i < peers.size()) {
        all.add(peers.get(i));
      }
    }
    return all;
  }

  private List<Entry> ours(Task task) {
    List<Entry> entries = new ArrayList<>();
    for (String java : options.java) {
      for (String kernel : options.kernels) {
        for (Storage storage : options.storages) {
          List<String> command = java(java, kernel);
          command.addAll(List.of("kmeans4j", storage.toString(), threads(), data.toString()));
          int warmup = task == Task.COLD ? 0 : options.warmup;
          String name = "kmeans4j " + kernel + " " + storage + ", " + Jdks.name(java);
          entries.add(new Entry(name, true, false, options.repeat, warmup, command, Map.of()));
        }
      }
    }
    return entries;
  }

  private List<Entry> peers(Task task) {
    List<Entry> entries = new ArrayList<>();
    for (String python : pythons) {
      for (String algorithm : options.algorithms) {
        if (algorithm.equals("elkan")
            && (task == Task.SEEDING || task == Task.DEFAULT || task == Task.MINI_BATCH)) {
          continue; // seeding knows no algorithm, and the default one is lloyd
        }
        for (String precision : options.precisions) {
          List<String> command =
              List.of(python, script.toString(), algorithm, precision, data.toString());
          entries.add(
              new Entry(
                  "scikit-learn " + algorithm + " " + precision,
                  false,
                  true,
                  options.peerRepeat(task),
                  0,
                  command,
                  ScikitLearn.environment(options.threads)));
        }
      }
    }
    if (task == Task.FIT) {
      for (String peer : List.of(Options.COMMONS_MATH, Options.TRIBUO)) {
        if (options.peers.contains(peer)) {
          List<String> command = java(options.java.get(0), Commands.PORTABLE);
          command.addAll(List.of(peer, "byte", threads(), data.toString()));
          entries.add(new Entry(peer, false, false, 1, 0, command, Map.of()));
        }
      }
    }
    return entries;
  }

  private String threads() {
    return Integer.toString(options.threads);
  }

  private List<String> java(String java, String kernel) {
    return Commands.java(java, kernel, options.jvmArguments, ContestantMain.class);
  }
}
