package io.github.kmeans4j.internal.door;

import io.github.kmeans4j.internal.Loss;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The check, at the door, of what a metric or an initializer of the user's says of itself. It may
 * be of code that knows no nullness, and later on nobody could tell whose null it was.
 */
public final class GivenPart {
  private GivenPart() {}

  /**
   * Checks that a part is there and answers a question.
   *
   * @param parameter what messages call the part
   * @param part what was given
   * @param method the method that is asked, without parentheses
   * @param question calls it
   * @param <T> type of the part
   * @return the part
   * @throws NullPointerException if there is no part; the message is the parameter's name
   * @throws IllegalArgumentException if the answer is null; the message names the part's class
   */
  public static <T> T check(
      String parameter,
      T part,
      String method,
      Function<? super T, ? extends @Nullable Object> question) {
    Objects.requireNonNull(part, parameter);
    if (question.apply(part) == null) {
      throw new IllegalArgumentException(
          parameter
              + ": "
              + method
              + "() must not return null, but that of "
              + part.getClass().getName()
              + " does");
    }
    return part;
  }

  /**
   * Checks that a metric is there, and has a name that it has a right to.
   *
   * @param parameter what messages call the metric
   * @param metric what was given
   * @param name asks it for its name
   * @param <T> type of the metric
   * @return the metric
   * @throws NullPointerException if there is no metric; the message is the parameter's name
   * @throws IllegalArgumentException if the name is null, or the reserved one of another metric
   */
  public static <T> T checkMetric(
      String parameter, T metric, Function<? super T, ? extends @Nullable Object> name) {
    check(parameter, metric, "name", name);
    String owner = metric.getClass().getName();
    if (Loss.EUCLIDEAN.equals(name.apply(metric)) && !Loss.OWNER.equals(owner)) {
      throw new IllegalArgumentException(
          parameter
              + ": the name \""
              + Loss.EUCLIDEAN
              + "\" is reserved for EuclideanDistance, but this is a "
              + owner);
    }
    return metric;
  }
}
