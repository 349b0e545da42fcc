package io.github.kmeans4j.bench.shapes;

import io.github.kmeans4j.bench.process.Child;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The peers of one case, all in one Python. */
final class Peers implements AutoCloseable {
  static final String SCIKIT_LEARN = "scikit-learn";
  static final String FAISS = "faiss";

  /** Drives them. */
  static final String SCRIPT = "shapes_peers.py";

  /** A peer this many times slower than the best one cannot become it. */
  private static final double HOPELESS = 1.5;

  private final Child child;
  private final List<Peer> peers = new ArrayList<>();

  private record Peer(String algorithm, String precision, Runs runs) {}

  /**
   * Starts them.
   *
   * @param options which of them
   * @param builder of their process
   * @throws IOException if they do not start
   */
  Peers(Options options, ProcessBuilder builder) throws IOException {
    this.child = new Child("Python", builder);
    if (options.peers.contains(SCIKIT_LEARN)) {
      for (String algorithm : algorithms(options)) {
        for (String precision : options.precisions) {
          String name = SCIKIT_LEARN + " " + algorithm + " " + precision;
          peers.add(new Peer(algorithm, precision, new Runs(name, false)));
        }
      }
    }
    boolean has = child.description().contains(FAISS);
    boolean does = options.mode == Mode.FIT || options.mode == Mode.PREDICT;
    if (has && does && options.peers.contains(FAISS)) {
      peers.add(new Peer(FAISS, "float32", new Runs(FAISS, false)));
    }
  }

  /** Only full fits have a choice; the default is lloyd. */
  private static List<String> algorithms(Options options) {
    return options.mode == Mode.FIT ? options.algorithms : List.of("lloyd");
  }

  String description() {
    return child.description();
  }

  /**
   * Runs each once, but for those that have no hope.
   *
   * @param ask what to do
   * @return what those said that refused
   * @throws IOException if the process ends
   */
  List<String> play(Ask ask) throws IOException {
    double best =
        peers.stream()
            .filter(peer -> peer.runs.count() > 0)
            .mapToDouble(peer -> peer.runs.least())
            .min()
            .orElse(Double.POSITIVE_INFINITY);
    List<String> refusals = new ArrayList<>();
    List<Peer> refused = new ArrayList<>();
    for (Peer peer : peers) {
      boolean hopeless = peer.runs.count() > 0 && peer.runs.least() > HOPELESS * best;
      if (hopeless && !ask.mode().seeded()) {
        continue;
      }
      Told told = child.ask(ask.of(peer.algorithm, peer.precision), Told.class);
      if (told.refusal() == null) {
        peer.runs.add(told);
      } else {
        refusals.add(peer.runs.name() + " is left out: " + told.refusal());
        refused.add(peer);
      }
    }
    peers.removeAll(refused);
    return refusals;
  }

  List<Runs> runs() {
    return peers.stream().map(Peer::runs).toList();
  }

  @Override
  public void close() {
    child.close();
  }
}
