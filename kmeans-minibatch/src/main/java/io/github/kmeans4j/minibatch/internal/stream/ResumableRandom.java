package io.github.kmeans4j.minibatch.internal.stream;

import java.util.random.RandomGenerator;

/**
 * A generator whose whole state is one number that can be saved: SplitMix64 (Steele, Lea and Flood
 * 2014, <a href="https://doi.org/10.1145/2660193.2660195">doi:10.1145/2660193.2660195</a>). {@link
 * java.util.SplittableRandom} is the same at heart but keeps its state to itself.
 *
 * <p>Bounded numbers are defined here and not left to the JDK's default, so that a fitter that was
 * saved on one JDK goes on alike on every other one. Not thread-safe.
 */
public final class ResumableRandom implements RandomGenerator {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private long state;

  public ResumableRandom(long state) {
    this.state = state;
  }

  /** What to create another one from that goes on where this one is. */
  public long state() {
    return state;
  }

  @Override
  public long nextLong() {
    state += GOLDEN_GAMMA;
    long z = state;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** Draws below a bound, all alike: 31 bits, again if they fall into the incomplete last round. */
  @Override
  public int nextInt(int bound) {
    if (bound < 1) {
      throw new IllegalArgumentException("bound must be at least 1, but is " + bound);
    }
    long range = 1L << 31;
    long complete = range - range % bound;
    while (true) {
      long bits = nextLong() >>> 33;
      if (bits < complete) {
        return (int) (bits % bound);
      }
    }
  }
}
