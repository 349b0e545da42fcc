package io.github.kmeans4j.core.internal.update;

import io.github.kmeans4j.core.internal.work.Chunks;

/**
 * The rows that changed their label in an assignment pass, and where they came from. Each chunk of
 * rows writes to its own part, so that the moves stand in the order of the rows, whichever thread
 * found them.
 */
public final class Moves {
  private Chunks chunks;
  private final int[] rows;
  private final int[] from;
  private final int[] counts;

  public Moves(int n, int chunkRows) {
    this.chunks = new Chunks(n, chunkRows);
    this.rows = new int[n];
    this.from = new int[n];
    this.counts = new int[chunks()];
  }

  /** From now on only the first rows take part; at most as many as it was made for. */
  public void limit(int rows) {
    chunks = new Chunks(rows, chunks.size());
  }

  /** How many rows take part. */
  public int rows() {
    return chunks.n();
  }

  public int chunks() {
    return chunks.count();
  }

  public int first(int chunk) {
    return chunks.first(chunk);
  }

  public int end(int chunk) {
    return chunks.end(chunk);
  }

  /** Forgets the moves of a chunk. */
  public void clear(int chunk) {
    counts[chunk] = 0;
  }

  /** Notes a move of a row of the chunk. */
  public void add(int chunk, int row, int oldLabel) {
    int at = first(chunk) + counts[chunk]++;
    rows[at] = row;
    from[at] = oldLabel;
  }

  /** Notes some rows in a row that had no label before. */
  public void addNew(int chunk, int firstRow, int count) {
    int at = first(chunk) + counts[chunk];
    for (int i = 0; i < count; i++) {
      rows[at + i] = firstRow + i;
      from[at + i] = -1;
    }
    counts[chunk] += count;
  }

  /**
   * Tells of each moved row.
   *
   * @param visitor gets its index and the label before the move, negative if there was none
   */
  public void forEach(Visitor visitor) {
    for (int chunk = 0; chunk < chunks(); chunk++) {
      for (int i = 0; i < count(chunk); i++) {
        visitor.visit(row(chunk, i), oldLabel(chunk, i));
      }
    }
  }

  /** Sees moved rows. */
  @FunctionalInterface
  public interface Visitor {
    /**
     * Sees one.
     *
     * @param row its index
     * @param oldLabel its label before the move, negative if there was none
     */
    void visit(int row, int oldLabel);
  }

  int count(int chunk) {
    return counts[chunk];
  }

  public int total() {
    int total = 0;
    for (int count : counts) {
      total += count;
    }
    return total;
  }

  int row(int chunk, int index) {
    return rows[first(chunk) + index];
  }

  /** The label before the move, negative if there was none. */
  int oldLabel(int chunk, int index) {
    return from[first(chunk) + index];
  }
}
