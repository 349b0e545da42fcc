package io.github.kmeans4j.minibatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.kmeans4j.rules.GuidePage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What readers of the guide copy compiles, runs, and prints what the page shows. */
class GuideTest {
  private static final Path DOCS =
      Path.of(System.getProperty("basedir", "")).toAbsolutePath().resolveSibling("docs");

  /** Pages whose programs need a module that is not on this one's class path; it tests them. */
  private static final List<String> ELSEWHERE = List.of("spark.md");

  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(#[^)]*)?\\)");

  @TempDir Path folder;

  static Stream<Path> pages() throws IOException {
    try (Stream<Path> files = Files.list(DOCS.resolve("guide"))) {
      return files.filter(file -> file.toString().endsWith(".md")).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void codePrintsWhatThePageShows(Path file) throws Exception {
    GuidePage page = GuidePage.read(file);
    if (page.hasCode() && !ELSEWHERE.contains(file.getFileName().toString())) {
      assertEquals(page.output(), page.run(folder));
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void linksLeadSomewhere(Path file) throws IOException {
    Matcher link = LINK.matcher(Files.readString(file));
    while (link.find()) {
      assertTrue(
          Files.exists(file.resolveSibling(link.group(1))),
          file.getFileName() + ": " + link.group());
    }
  }

  @Test
  void theListOfPagesIsComplete() throws IOException {
    String list = Files.readString(DOCS.resolve("guide/README.md"));
    pages()
        .map(file -> file.getFileName().toString())
        .filter(name -> !name.equals("README.md"))
        .forEach(name -> assertTrue(list.contains("(" + name + ")"), name));
  }
}
