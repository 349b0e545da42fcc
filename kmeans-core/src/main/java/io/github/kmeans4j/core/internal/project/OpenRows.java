package io.github.kmeans4j.core.internal.project;

/**
 * The rows of a chunk that the bounds do not settle, by their slots (their places in the chunk),
 * and what is found out about them on the way. Scratch of one worker.
 */
final class OpenRows {
  /** Of a row's candidates no more than these are kept; beyond that they are only counted. */
  static final int MOST_CANDIDATES = 32;

  /** Places a row has for its candidates and, when they are measured, its own centroid. */
  private static final int ROOM = MOST_CANDIDATES + 1;

  /** The slots that are open. */
  final int[] slots;

  /** How many those are. */
  int size;

  // Of each slot: the label so far, the score of that centroid by coordinates, an upper bound of
  // its
  // true score, the bound of the error of a difference of such scores, and 2 rest(z).
  final int[] labels;
  final float[] byCoordinates;
  final float[] own;
  final float[] error;
  final double[] twiceRest;

  /** How many candidates each slot has; they may be more than are kept. */
  final int[] candidates;

  // From base(slot) on: the positions of a slot's candidates, and lower bounds of their scores.
  final int[] positions;
  final float[] scores;

  OpenRows(int chunkRows) {
    this.slots = new int[chunkRows];
    this.labels = new int[chunkRows];
    this.own = new float[chunkRows];
    this.error = new float[chunkRows];
    this.byCoordinates = new float[chunkRows];
    this.twiceRest = new double[chunkRows];
    this.candidates = new int[chunkRows];
    this.positions = new int[chunkRows * ROOM];
    this.scores = new float[chunkRows * ROOM];
  }

  /** Where the candidates of a slot begin. */
  int base(int slot) {
    return slot * ROOM;
  }

  /** Adds a candidate, or counts it if there are too many. */
  void add(int slot, int position, float score) {
    int size = candidates[slot]++;
    if (size < MOST_CANDIDATES) {
      positions[base(slot) + size] = position;
      scores[base(slot) + size] = score;
    }
  }

  /** Strikes a candidate off; the last one takes its place. */
  void remove(int slot, int candidate) {
    int at = base(slot) + candidate;
    int last = base(slot) + --candidates[slot];
    positions[at] = positions[last];
    scores[at] = scores[last];
  }

  /** Puts a row's own centroid behind its candidates, without counting it as one. */
  void addOwn(int slot, int position) {
    positions[base(slot) + candidates[slot]] = position;
  }
}
