package io.github.kmeans4j.mnist.app;

import io.github.kmeans4j.mnist.report.FiguresFiles;
import io.github.kmeans4j.mnist.report.Pictures;
import io.github.kmeans4j.mnist.report.ReportPage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What stands in the way of a report, told before any work. */
final class ReportFolder {
  private static final List<String> FILES =
      List.of(ReportPage.FILE, FiguresFiles.JSON, FiguresFiles.CSV);

  private ReportFolder() {}

  /**
   * Looks for folders and files of the names of the report's.
   *
   * @param folder where the report shall be; need not exist
   * @return what is wrong, or nothing
   */
  static Optional<String> problem(Path folder) {
    if (folder.toString().isEmpty()) {
      return Optional.of("no folder is named");
    }
    Path place = folder.resolve(Pictures.FOLDER);
    while (place != null && !Files.exists(place)) {
      place = place.getParent();
    }
    if (place != null && !Files.isDirectory(place)) {
      return Optional.of(place + " is not a folder");
    }
    return FILES.stream()
        .map(folder::resolve)
        .filter(Files::isDirectory)
        .map(file -> file + " is a folder, and is to be a file of the report")
        .findFirst();
  }
}
