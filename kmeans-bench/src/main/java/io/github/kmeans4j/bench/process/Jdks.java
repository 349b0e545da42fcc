package io.github.kmeans4j.bench.process;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Finds Java on this machine without starting it. */
public final class Jdks {
  private Jdks() {}

  /**
   * Returns the launcher that runs this.
   *
   * @return its path
   */
  public static String own() {
    return launcher(Path.of(System.getProperty("java.home"))).toString();
  }

  /**
   * Names a launcher by the folder of its JDK.
   *
   * @param java path of the launcher
   * @return the name of the folder that holds {@code bin}, or the path if there is none
   */
  public static String name(String java) {
    Path path = Path.of(java);
    return path.getNameCount() > 2 ? path.getName(path.getNameCount() - 3).toString() : java;
  }

  /**
   * Looks for JDKs in a folder by their {@code release} files.
   *
   * @param folder such as the one beside the JDK that runs this
   * @return the launchers by the first number of their version; of several alike, the first by name
   * @throws IOException if the folder cannot be listed
   */
  public static Map<Integer, String> in(Path folder) throws IOException {
    Map<Integer, String> found = new TreeMap<>();
    try (Stream<Path> homes = Files.list(folder)) {
      for (Path home : homes.sorted().toList()) {
        Path release = home.resolve("release");
        if (Files.isReadable(release) && Files.isExecutable(launcher(home))) {
          found.putIfAbsent(feature(release), launcher(home).toString());
        }
      }
    }
    return found;
  }

  private static int feature(Path release) throws IOException {
    Properties properties = new Properties();
    try (Reader in = Files.newBufferedReader(release)) {
      properties.load(in);
    }
    String version = properties.getProperty("JAVA_VERSION", "\"1\"").replace("\"", "");
    return Runtime.Version.parse(version).feature();
  }

  private static Path launcher(Path home) {
    return home.resolve("bin").resolve("java");
  }
}
