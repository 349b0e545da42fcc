package io.github.kmeans4j.core.internal.lloyd;

import io.github.kmeans4j.EmptyClusterPolicy;
import io.github.kmeans4j.FitListener;
import io.github.kmeans4j.Initializer;
import io.github.kmeans4j.internal.door.GivenPart;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The options that fits have in common, with their defaults and their checks: the one place for
 * both. An estimator holds one of these and never changes it; its withers copy it, and set what
 * they are given on the copy. What is null was not chosen, and is decided by the fit.
 */
public abstract class FitOptions {
  public final int k;
  public @Nullable Initializer initializer;
  public long seed;
  public double tolerance;
  public EmptyClusterPolicy emptyClusters = EmptyClusterPolicy.RELOCATE;
  public int threads = Runtime.getRuntime().availableProcessors();
  public @Nullable FitListener listener;
  public @Nullable Duration timeBudget;

  /**
   * The defaults.
   *
   * @param k number of clusters
   * @throws IllegalArgumentException if k &lt; 1
   */
  protected FitOptions(int k) {
    this.k = atLeast("k", 1, k);
  }

  /** Takes over all options that fits have in common. */
  protected final void take(FitOptions other) {
    initializer = other.initializer;
    seed = other.seed;
    tolerance = other.tolerance;
    emptyClusters = other.emptyClusters;
    threads = other.threads;
    listener = other.listener;
    timeBudget = other.timeBudget;
  }

  /** The initializer of the fit: the chosen one, or the default. */
  public abstract Initializer initializer();

  /** Sets it, if it has a name. */
  public final void setInitializer(Initializer initializer) {
    this.initializer = GivenPart.check("initializer", initializer, "name", Initializer::name);
  }

  public final void setSeed(long seed) {
    this.seed = seed;
  }

  /** Sets it, if it is finite and not negative. */
  public final void setTolerance(double tolerance) {
    this.tolerance = finite("tolerance", tolerance);
  }

  public final void setEmptyClusters(EmptyClusterPolicy policy) {
    this.emptyClusters = Objects.requireNonNull(policy, "policy");
  }

  /** Sets it, if it is at least 1. */
  public final void setThreads(int threads) {
    this.threads = atLeast("threads", 1, threads);
  }

  public final void setListener(FitListener listener) {
    this.listener = Objects.requireNonNull(listener, "listener");
  }

  /** Sets it, if it is longer than 0. */
  public final void setTimeBudget(Duration budget) {
    Objects.requireNonNull(budget, "budget");
    if (budget.isZero() || budget.isNegative()) {
      throw new IllegalArgumentException("budget must be longer than 0, but is " + budget);
    }
    this.timeBudget = budget;
  }

  /**
   * Checks an option that counts something.
   *
   * @param name what the message calls it
   * @param least the smallest allowed value
   * @param value the option
   * @return the value
   * @throws IllegalArgumentException if it is smaller
   */
  public static int atLeast(String name, int least, int value) {
    if (value < least) {
      throw new IllegalArgumentException(name + " must be at least " + least + ", but is " + value);
    }
    return value;
  }

  /**
   * Checks an option that counts something, which takes memory.
   *
   * @param name what the message calls it
   * @param least the smallest allowed value
   * @param most the largest allowed value
   * @param value the option
   * @return the value
   * @throws IllegalArgumentException if it is smaller or larger
   */
  public static int between(String name, int least, int most, int value) {
    if (atLeast(name, least, value) > most) {
      throw new IllegalArgumentException(name + " must be at most " + most + ", but is " + value);
    }
    return value;
  }

  /**
   * Checks an option that measures something.
   *
   * @param name what the message calls it
   * @param value the option
   * @return the value
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public static double finite(String name, double value) {
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          name + " must be finite and not negative, but is " + value);
    }
    return value;
  }
}
