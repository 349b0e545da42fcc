package io.github.kmeans4j.mnist.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLineTest {
  @TempDir private Path folder;

  @Test
  void helpListsEveryOption() {
    Run run = Run.offline(folder, "--help");
    assertEquals(0, run.exitCode());
    assertEquals("", run.err());
    Stream.of("--data", "--output", "--seed", "--threads", "--k", "--quick", "--help", "--version")
        .forEach(option -> assertTrue(run.out().contains(option), option + " in " + run.out()));
    assertTrue(run.out().contains("10,16,64,256"), run.out());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--k=0 | --k: each K must be at least 1, but one is 0",
        "--k=10,-3 | --k: each K must be at least 1, but one is -3",
        "--k=16,10,16 | --k: each K must be given once, but 16 is given twice",
        "--k=1501 | --k: each K must be at most the number of training images, 1500, but one is 1501",
        "--k=ten | Invalid value for option '--k' (K): 'ten' is not an int",
        "--threads=0 | --threads must be at least 1, but is 0",
        "--seed=x | Invalid value for option '--seed': 'x' is not a long",
        "--sed=1 | Unknown option: '--sed=1'",
      })
  void aWrongOptionIsToldInOneLine(String option, String message) {
    Run run = Run.offline(folder, option, "--output=" + folder.resolve("report"));
    assertEquals(2, run.exitCode());
    assertEquals(message + " (--help lists the options)", run.err().strip());
    assertFalse(Files.exists(folder.resolve("report")), "nothing is written before the checks");
  }

  @Test
  void aFolderWithoutDataIsToldInOneLine() {
    Path missing = folder.resolve("missing");
    Run run = Run.offline(folder, "--data=" + missing, "--output=" + folder.resolve("report"));
    assertEquals(1, run.exitCode());
    assertEquals(1, run.err().strip().lines().count(), run.err());
    assertTrue(run.err().contains(missing + ": there is no such folder"), run.err());
  }

  @Test
  void aFileInPlaceOfTheReportIsToldInOneLine() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    Run run = Run.offline(folder, "--output=" + file);
    assertEquals(2, run.exitCode());
    assertEquals(
        "--output: " + file + " is not a folder (--help lists the options)", run.err().strip());
  }

  @Test
  void aReportThatCannotBeWrittenIsToldInOneLine() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    assertRefused("--output: " + file + " is not a folder", "--output=" + file.resolve("a/b"));
    Path report = Files.createDirectory(folder.resolve("report"));
    Path images = Files.createFile(report.resolve("images"));
    assertRefused("--output: " + images + " is not a folder", "--output=" + report);
    Files.delete(images);
    for (String name : List.of("index.html", "figures.json", "figures.csv")) {
      Path made = Files.createDirectory(report.resolve(name));
      String wrong = " is a folder, and is to be a file of the report";
      assertRefused("--output: " + made + wrong, "--output=" + report);
      Files.delete(made);
    }
    try (Stream<Path> left = Files.list(report)) {
      assertEquals(List.of(), left.toList());
    }
  }

  @Test
  void noFolderAtAllIsToldInOneLine() {
    assertRefused("--output: no folder is named", "--output=");
    assertRefused("--data: no folder is named", "--data=");
  }

  private void assertRefused(String message, String argument) {
    Run run = Run.offline(folder, argument);
    assertEquals(2, run.exitCode());
    assertEquals(message + " (--help lists the options)", run.err().strip());
  }

  @Test
  void versionIsTold() {
    Run run = Run.offline(folder, "--version");
    assertEquals(0, run.exitCode());
    assertTrue(run.out().startsWith("kmeans4j-walkthrough "), run.out());
  }
}
