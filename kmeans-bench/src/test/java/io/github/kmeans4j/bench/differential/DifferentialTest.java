package io.github.kmeans4j.bench.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/**
 * The short form of the command, with a fixed seed. It runs once for each kernel; {@code --only}
 * with the seed that a failure prints repeats one problem.
 */
class DifferentialTest {
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  private int execute(String... arguments) {
    return Differential.execute(new PrintStream(printed, true, StandardCharsets.UTF_8), arguments);
  }

  private String output() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  @Test
  void fitsAreThoseOfThePlainDefinition() {
    assertEquals(0, execute("--problems", "1500", "--seed", "0"), this::output);
    assertTrue(output().contains("1,500 problems in "), this::output);
  }

  @Test
  void oneProblemIsRepeatedWithItsData() {
    assertEquals(0, execute("--only", "3"));
    Problem problem = Problems.of(3);
    assertTrue(output().contains(problem.summary()), this::output);
    assertTrue(output().contains(problem.literals()), this::output);
    assertTrue(output().endsWith("agrees" + System.lineSeparator()), this::output);
  }
}
