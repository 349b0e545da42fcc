package io.github.kmeans4j.mnist.data;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Path;
import java.util.Map;

/** Lets tests on the real MNIST run where it is, and fail where it must be but is not. */
public final class MnistGuard {
  /** Name of the environment variable that makes the absence of MNIST a failure if "true". */
  public static final String REQUIRE = "KMEANS4J_REQUIRE_MNIST";

  private MnistGuard() {}

  /**
   * Returns the folder of MNIST, or ends the test.
   *
   * @return what the variable {@link Mnist#VARIABLE} says
   */
  public static Path folder() {
    return folder(System.getenv());
  }

  static Path folder(Map<String, String> environment) {
    String named = environment.getOrDefault(Mnist.VARIABLE, "");
    if (!named.isBlank()) {
      return Path.of(named);
    }
    String reason = "this test needs MNIST: the variable " + Mnist.VARIABLE + " names no folder";
    if ("true".equals(environment.get(REQUIRE))) {
      return fail(reason + ", although " + REQUIRE + "=true");
    }
    return abort(reason);
  }
}
