package io.github.kmeans4j.bench.process;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Collection;
import picocli.CommandLine;

/** The command lines of the benches: what is wrong is told in one line. */
public final class BenchLine {
  private BenchLine() {}

  /**
   * Makes a command line.
   *
   * @param command annotated as picocli wants it
   * @return the line; values that are refused and files that cannot be read end it with a message
   */
  public static CommandLine of(Object command) {
    return new CommandLine(command)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(
            (failure, line, parsed) -> {
              if (failure instanceof IllegalArgumentException) {
                line.getErr().println(failure.getMessage());
                return line.getCommandSpec().exitCodeOnInvalidInput();
              }
              if (failure instanceof IOException) {
                boolean isMissing = failure instanceof NoSuchFileException;
                line.getErr().println((isMissing ? "no such file: " : "") + failure.getMessage());
                return line.getCommandSpec().exitCodeOnExecutionException();
              }
              throw failure;
            });
  }

  /**
   * Checks numbers.
   *
   * @param option whose they are
   * @param least what they must be at least
   * @param values the numbers
   * @throws IllegalArgumentException if one is below
   */
  public static void atLeast(String option, int least, Collection<Integer> values) {
    for (int value : values) {
      if (value < least) {
        throw new IllegalArgumentException(
            option + " must be at least " + least + ", but is " + value);
      }
    }
  }

  /**
   * Checks names.
   *
   * @param option whose they are
   * @param known all that there are
   * @param names the names
   * @throws IllegalArgumentException if one is none of them
   */
  public static void among(String option, Collection<String> known, Collection<String> names) {
    for (String name : names) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            option + " must be among " + String.join(", ", known) + ", but is " + name);
      }
    }
  }
}
