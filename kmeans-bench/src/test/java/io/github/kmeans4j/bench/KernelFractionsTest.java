package io.github.kmeans4j.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What is wrong with the options is told in one line, before anything is measured. */
class KernelFractionsTest {
  private static String refusal(int code, String... arguments) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    assertEquals(
        code,
        KernelFractions.execute(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            arguments));
    assertEquals(0, out.size());
    return err.toString(StandardCharsets.UTF_8).stripTrailing();
  }

  @Test
  void optionsThatJmhDoesNotKnowAreRefused() throws IOException {
    assertEquals("nonsense is not a recognized option", refusal(2, "--nonsense"));
    assertEquals("Cannot parse argument 'x' of option f", refusal(2, "-f", "x"));
  }

  @Test
  void namesOfBenchmarksAreRefused() throws IOException {
    assertEquals("the benchmarks are chosen already, but here is [Machine]", refusal(2, "Machine"));
  }
}
