package io.github.kmeans4j.internal.kernel;

/**
 * Arrays for plain loops over lanes, as C2 makes the best vector code of them on JDK 17 and 25.
 *
 * <p>They are a multiple of 64 bytes long, with their header of 16, and made one after the other.
 * So all begin alike, and where a loop is aligned to one of them, no vector of any lies in two
 * lines of the cache. And they are never short: C2 unrolls a loop no further than it has been long
 * so far, so that a few calls with few lanes would make all later ones slow.
 */
public final class LaneArrays {
  /** Lanes at least, beside those that align. */
  private static final int FEWEST = 64;

  /** Lanes of a line of the cache. */
  private static final int LINE = 16;

  /** Lanes that a header takes the place of. */
  private static final int HEADER = 4;

  private LaneArrays() {}

  /**
   * Makes arrays of zeros.
   *
   * @param count how many arrays
   * @param lanes how many lanes are wanted
   * @return the arrays, all of one length, which is more than that; what stands beyond the lanes
   *     that were wanted matters to nobody
   */
  public static float[][] of(int count, int lanes) {
    int lines = (Math.max(lanes, FEWEST) - 1) / LINE + 2;
    return new float[count][lines * LINE - HEADER];
  }
}
