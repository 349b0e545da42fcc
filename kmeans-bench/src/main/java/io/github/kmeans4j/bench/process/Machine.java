package io.github.kmeans4j.bench.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Describes where the figures come from. */
public final class Machine {
  private Machine() {}

  /**
   * Describes the machine and the JVM that runs this.
   *
   * @param threads how many the contestants have
   * @return facts by their names, in the order to print them
   */
  public static Map<String, String> facts(int threads) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("processor", processor());
    facts.put("processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
    facts.put("threads", Integer.toString(threads));
    facts.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    facts.put("runtime", System.getProperty("java.vm.name") + " " + Runtime.version());
    return facts;
  }

  private static String processor() {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/cpuinfo"))) {
        if (line.startsWith("model name")) {
          return line.substring(line.indexOf(':') + 1).strip();
        }
      }
    } catch (IOException e) {
      return System.getProperty("os.arch");
    }
    return System.getProperty("os.arch");
  }
}
