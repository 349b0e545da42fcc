package io.github.kmeans4j.bench.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** JDKs are found by what their release files say. */
class JdksTest {
  @TempDir Path folder;

  private String jdk(String name, String version) throws IOException {
    Path home = Files.createDirectories(folder.resolve(name));
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    Path launcher = Files.createDirectories(home.resolve("bin")).resolve("java");
    Files.createFile(launcher);
    assertTrue(launcher.toFile().setExecutable(true));
    return launcher.toString();
  }

  @Test
  void oneLauncherForEachVersion() throws IOException {
    String old = jdk("a-17", "17.0.15");
    jdk("b-17", "17.0.9");
    String recent = jdk("c", "25");
    Files.createDirectories(folder.resolve("no-jdk"));
    assertEquals(Map.of(17, old, 25, recent), Jdks.in(folder));
  }

  @Test
  void namesAreThoseOfFolders() {
    assertEquals("jdk-25", Jdks.name(Path.of("/opt", "jdk-25", "bin", "java").toString()));
    assertEquals("java", Jdks.name("java"));
  }

  @Test
  void theOwnLauncherIsThere() {
    assertTrue(Files.isExecutable(Path.of(Jdks.own())), Jdks.own());
  }
}
