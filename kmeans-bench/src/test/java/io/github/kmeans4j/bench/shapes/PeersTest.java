package io.github.kmeans4j.bench.shapes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.github.kmeans4j.bench.process.Commands;
import io.github.kmeans4j.bench.process.Jdks;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The lines of the peers are understood, and those without hope run once. */
class PeersTest {
  private static final Case CASE =
      new Case("x-2", Group.TUNED, false, new DataSet(DataKind.FLAT, 9, 2, 0, 1), 2, 5);

  private static Peers start(Mode mode) throws IOException {
    Options options = new Options();
    options.complete();
    options.mode = mode;
    List<String> command = Commands.java(Jdks.own(), Commands.PORTABLE, List.of(), FakePeers.class);
    return new Peers(options, Commands.process(command, Map.of()));
  }

  @Test
  void linesAreParsed() throws IOException {
    try (Peers peers = start(Mode.FIT)) {
      assertEquals("scikit-learn 1.2.1, numpy 1.24.2, faiss 1.7.3", peers.description());
      List<String> refusals = peers.play(Ask.ours(Mode.FIT, CASE, new int[] {0, 1}, 0, null));
      assertEquals(
          List.of(
              "scikit-learn elkan float32 is left out: its bounds would take 8.0 GB",
              "scikit-learn elkan float64 is left out: its bounds would take 8.0 GB"),
          refusals);
      List<Runs> runs = peers.runs();
      assertEquals(
          List.of("scikit-learn lloyd float32", "scikit-learn lloyd float64", "faiss"),
          runs.stream().map(Runs::name).toList());
      assertEquals(new Told(0.25, 7, 12.5, "de607192", 1.4e6, null), runs.get(0).last());
      assertEquals(Double.POSITIVE_INFINITY, runs.get(2).median());
      assertNull(runs.get(2).last().labelsCrc());
    }
  }

  @Test
  void theHopelessRunOnce() throws IOException {
    try (Peers peers = start(Mode.FIT)) {
      for (int round = 0; round < 3; round++) {
        peers.play(Ask.ours(Mode.FIT, CASE, new int[] {0, 1}, round, null));
      }
      assertEquals(List.of(3, 1, 1), peers.runs().stream().map(Runs::count).toList());
    }
  }

  @Test
  void eachSeedCountsForAll() throws IOException {
    try (Peers peers = start(Mode.DEFAULT)) {
      for (int round = 0; round < 2; round++) {
        peers.play(Ask.ours(Mode.DEFAULT, CASE, new int[0], round, null));
      }
      assertEquals(List.of(2, 2), peers.runs().stream().map(Runs::count).toList());
    }
  }
}
