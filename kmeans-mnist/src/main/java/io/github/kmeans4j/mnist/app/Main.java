package io.github.kmeans4j.mnist.app;

import io.github.kmeans4j.mnist.data.Mnist;
import io.github.kmeans4j.mnist.data.Reason;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import picocli.CommandLine;

/** Starts the walk-through. */
public final class Main {
  private Main() {}

  /**
   * Runs the command and ends the JVM with its exit code: 0 if all went well, 2 for a wrong command
   * line, 1 for any other error.
   *
   * @param arguments see {@code --help}
   */
  public static void main(String[] arguments) {
    System.setProperty("java.awt.headless", "true");
    CommandLine command = commandLine(new Walkthrough(new Mnist(), isTerminal()));
    command.setOut(writer(System.out)).setErr(writer(System.err));
    System.exit(command.execute(arguments));
  }

  /** Makes a command line that tells of an expected error in one line. */
  static CommandLine commandLine(Walkthrough walkthrough) {
    CommandLine command = new CommandLine(walkthrough);
    String version = Main.class.getPackage().getImplementationVersion();
    command
        .getCommandSpec()
        .version(command.getCommandName() + " " + (version == null ? "(not packaged)" : version));
    command.setParameterExceptionHandler(
        (wrong, arguments) -> {
          CommandLine line = wrong.getCommandLine();
          line.getErr().println(wrong.getMessage() + " (--help lists the options)");
          return line.getCommandSpec().exitCodeOnInvalidInput();
        });
    command.setExecutionExceptionHandler(
        (failure, line, parsed) -> {
          if (!(failure instanceof IOException told)) {
            throw failure;
          }
          line.getErr().println(Reason.of(told));
          return line.getCommandSpec().exitCodeOnExecutionException();
        });
    return command;
  }

  private static boolean isTerminal() {
    return System.console() != null && !"dumb".equals(System.getenv("TERM"));
  }

  /** Most terminals but those of Windows read UTF-8, also where the locale does not say so. */
  private static PrintWriter writer(PrintStream stream) {
    boolean windows =
        System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
    Charset charset = windows ? Charset.defaultCharset() : StandardCharsets.UTF_8;
    return new PrintWriter(stream, true, charset);
  }
}
