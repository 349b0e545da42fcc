package io.github.kmeans4j.internal;

import org.jspecify.annotations.Nullable;

/**
 * What a fit leaves with a {@code Seeding} for the library's own initializers, such as the rows
 * that it has looked at already. It is what {@code Seeding} is underneath, and has no public method
 * of its own, so that users see none there. Not thread-safe.
 */
public abstract class FitContext {
  private @Nullable Object left;

  /** Begins with nothing. */
  protected FitContext() {}

  /**
   * Leaves something, in place of what was left before.
   *
   * @param seeding where
   * @param what anything
   * @param <C> its type
   * @return the same seeding
   */
  public static <C extends FitContext> C leave(C seeding, Object what) {
    FitContext context = seeding;
    context.left = what;
    return seeding;
  }

  /**
   * Finds what was left.
   *
   * @param seeding where
   * @param type of what is wanted
   * @param <T> that type
   * @return null if nothing of that type was left
   */
  public static <T> @Nullable T find(FitContext seeding, Class<T> type) {
    Object left = seeding.left;
    return type.isInstance(left) ? type.cast(left) : null;
  }
}
