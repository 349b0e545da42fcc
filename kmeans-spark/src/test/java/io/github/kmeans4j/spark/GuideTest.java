package io.github.kmeans4j.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.kmeans4j.rules.GuidePage;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program of the guide's page compiles, runs, and prints what the page shows. */
class GuideTest {
  private static final Path PAGE =
      Path.of(System.getProperty("basedir", ""))
          .toAbsolutePath()
          .resolveSibling("docs")
          .resolve("guide/spark.md");

  @TempDir Path folder;

  @Test
  void codePrintsWhatThePageShows() throws Exception {
    Sessions.local(); // which the page finds there
    GuidePage page = GuidePage.read(PAGE);
    assertEquals(page.output(), page.run(folder));
  }
}
