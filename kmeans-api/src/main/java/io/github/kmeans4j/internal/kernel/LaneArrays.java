package io.github.kmeans4j.internal.kernel;

import java.lang.ref.WeakReference;

/**
 * Arrays for plain loops over lanes, as C2 makes the best vector code of them on JDK 17 and 25.
 * Scratch that one call leaves to the next: arrays of its own would be new memory for each, which
 * is in no cache, and which the system may have to provide first.
 *
 * <p>They are a multiple of 64 bytes long, with their header of 16, and made one after the other.
 * So all begin alike, and where a loop is aligned to one of them, no vector of any lies in two
 * lines of the cache; until a garbage collection moves them. And loops are never short: C2 unrolls
 * a loop no further than it has been long so far, so that a few calls with few lanes would make all
 * later ones slow.
 */
public final class LaneArrays {
  /** Lanes at least, beside those that align. */
  private static final int FEWEST = 64;

  /** Lanes of a line of the cache. */
  private static final int LINE = 16;

  /** Lanes that a header takes the place of. */
  private static final int HEADER = 4;

  /** Of zeros at first; what stands beyond the lanes that were wanted matters to nobody. */
  public final float[][] arrays;

  /** Cleared by the first garbage collection. */
  private final WeakReference<Object> unmoved = new WeakReference<>(new Object());

  /**
   * Makes arrays.
   *
   * @param count how many arrays
   * @param lanes how many lanes are wanted at most
   */
  public LaneArrays(int count, int lanes) {
    this.arrays = new float[count][length(lanes)];
  }

  /**
   * Returns how long a loop over some lanes is to be.
   *
   * @param lanes how many lanes are wanted
   * @return more than that; arrays for as many lanes, or more, are as long at least
   */
  public static int length(int lanes) {
    return ((Math.max(lanes, FEWEST) - 1) / LINE + 2) * LINE - HEADER;
  }

  /**
   * Tells whether these arrays are for another call.
   *
   * @param count how many it wants
   * @param lanes how many lanes it wants
   * @return false if there are fewer, or where they may have been moved
   */
  public boolean serve(int count, int lanes) {
    return arrays.length >= count && arrays[0].length >= length(lanes) && unmoved.get() != null;
  }
}
