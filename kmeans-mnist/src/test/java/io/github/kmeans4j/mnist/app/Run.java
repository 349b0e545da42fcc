package io.github.kmeans4j.mnist.app;

import io.github.kmeans4j.mnist.data.Mnist;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/** A run of the command: what it ended with and what it printed. */
record Run(int exitCode, String out, String err) {

  /** Runs with no network and no data of this machine, so on the embedded digits. */
  static Run offline(Path emptyCache, String... arguments) {
    return of(
        new Mnist().withEnvironment(Map.of()).withCache(emptyCache).withMirrors(List.of()),
        arguments);
  }

  static Run of(Mnist mnist, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command = Main.commandLine(new Walkthrough(mnist, false));
    command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    int exitCode = command.execute(arguments);
    return new Run(exitCode, out.toString(), err.toString());
  }
}
