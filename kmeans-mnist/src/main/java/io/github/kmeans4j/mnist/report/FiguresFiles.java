package io.github.kmeans4j.mnist.report;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the figures as JSON (all of them) and as CSV (one measure a line). */
public final class FiguresFiles {
  /** Name of the JSON file. */
  public static final String JSON = "figures.json";

  /** Name of the CSV file. */
  public static final String CSV = "figures.csv";

  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().serializeNulls().disableHtmlEscaping().create();

  private FiguresFiles() {}

  /**
   * Writes both files.
   *
   * @param figures what to write
   * @param folder where to
   * @throws IOException if that fails
   */
  public static void write(Figures figures, Path folder) throws IOException {
    Files.writeString(folder.resolve(JSON), GSON.toJson(figures) + "\n");
    try (CsvWriter csv = CsvWriter.builder().build(folder.resolve(CSV))) {
      csv.writeRecord("chapter", "algorithm", "k", "iteration", "measure", "value", "unit");
      blobs(csv, figures.blobs());
      fit(csv, figures.fullBatch());
      figures.miniBatch().forEach(fit -> fit(csv, fit));
      choice(csv, figures.choice());
      best(csv, figures.best());
    }
  }

  /**
   * Reads the JSON file.
   *
   * @param folder where {@link #write} left it
   * @return the figures
   * @throws IOException if that fails
   */
  public static Figures read(Path folder) throws IOException {
    return GSON.fromJson(Files.readString(folder.resolve(JSON)), Figures.class);
  }

  private static void blobs(CsvWriter csv, Figures.Blobs blobs) {
    Line line = new Line(csv, "blobs", "full batch", "2", "");
    line.write("iterations", blobs.iterations(), "");
    line.write("inertia", blobs.inertia(), "squared distance");
    line.write("accuracy", blobs.accuracy(), "share");
    for (Figures.BlobStep step : blobs.steps()) {
      Line of = new Line(csv, "blobs", "full batch", "2", String.valueOf(step.iteration()));
      of.write("rows moved", step.rowsMoved(), "points");
      of.write("inertia", step.inertia(), "squared distance");
      of.write("centroid shift", step.centroidShift(), "distance");
      for (int j = 0; j < step.updatedCentroids().size(); j++) {
        List<Double> centroid = step.updatedCentroids().get(j);
        of.write("centroid " + (j + 1) + " x", centroid.get(0), "");
        of.write("centroid " + (j + 1) + " y", centroid.get(1), "");
      }
    }
  }

  private static void fit(CsvWriter csv, Figures.Fit fit) {
    Line line = new Line(csv, "images", fit.algorithm(), String.valueOf(fit.k()), "");
    line.write("time", fit.seconds(), "s");
    line.write("iterations", fit.iterations(), "");
    line.write("train inertia", fit.trainInertia(), "squared gray levels");
    line.write("test inertia", fit.testInertia(), "squared gray levels");
    line.write("silhouette", fit.silhouette(), "");
    line.write("train accuracy", fit.trainAccuracy(), "share");
    line.write("test accuracy", fit.testAccuracy(), "share");
  }

  private static void choice(CsvWriter csv, Figures.Choice choice) {
    Line line = new Line(csv, "choice", "mini-batch", "", "");
    line.write("best K by inertia", choice.byInertia(), "");
    line.write("best K by elbow", choice.byElbow(), "");
    line.write("best K by silhouette", choice.bySilhouette(), "");
  }

  private static void best(CsvWriter csv, Figures.Best best) {
    Line line = new Line(csv, "best", "mini-batch", String.valueOf(best.k()), "");
    line.write("test inertia", best.testInertia(), "squared gray levels");
    line.write("train inertia per image", best.trainInertiaPerImage(), "squared gray levels");
    line.write("test inertia per image", best.testInertiaPerImage(), "squared gray levels");
    line.write("test errors", best.testErrors(), "images");
    for (int digit = 0; digit < best.confusion().size(); digit++) {
      List<Integer> row = best.confusion().get(digit);
      for (int predicted = 0; predicted < row.size(); predicted++) {
        line.write(digit + " taken for " + predicted, row.get(predicted), "images");
      }
    }
  }

  /** The columns that several measures share. */
  private record Line(CsvWriter csv, String chapter, String algorithm, String k, String iteration) {
    void write(String measure, @Nullable Number value, String unit) {
      String text = value == null ? "" : value.toString();
      csv.writeRecord(chapter, algorithm, k, iteration, measure, text, unit);
    }
  }
}
