package io.github.kmeans4j.mnist.app;

import io.github.kmeans4j.Points;
import io.github.kmeans4j.mnist.data.DigitData;
import io.github.kmeans4j.mnist.data.DigitData.Origin;
import io.github.kmeans4j.mnist.data.LabeledImages;
import io.github.kmeans4j.mnist.data.Mnist;
import io.github.kmeans4j.mnist.report.Album;
import io.github.kmeans4j.mnist.report.DigitImages;
import io.github.kmeans4j.mnist.report.Figures;
import io.github.kmeans4j.mnist.report.FiguresFiles;
import io.github.kmeans4j.mnist.report.Numbers;
import io.github.kmeans4j.mnist.report.Pictures;
import io.github.kmeans4j.mnist.report.ReportPage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command: the whole exercise, from two blobs to MNIST, on the console and as a page. */
@Command(
    name = "kmeans4j-walkthrough",
    description = {
      "k-means step by step: two Gaussian blobs, full-batch and mini-batch k-means of handwritten"
          + " digits, the choice of K and accuracy; as tables here and as a page with pictures."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    usageHelpAutoWidth = true)
public final class Walkthrough implements Callable<Integer> {
  private static final int QUICK_TRAIN = 6000;
  private static final int QUICK_TEST = 1000;

  /** The two blobs start badly, with both centroids in one of them, and take five iterations. */
  private static final long DEFAULT_SEED = 41;

  private final Mnist mnist;
  private final boolean terminal;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Folder with the four MNIST files (IDX, gzipped or plain). Default: the folder that the"
              + " environment variable "
              + Mnist.VARIABLE
              + " names, an earlier download, a download, or else the embedded UCI digits.")
  private @Nullable Path data;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "Folder of the report. Default: ${DEFAULT-VALUE}")
  private Path output = Path.of("report");

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of all random numbers. Default: ${DEFAULT-VALUE}")
  private long seed = DEFAULT_SEED;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description =
          "Threads of each fit; no result but the times depends on it. Default: all processors.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--k",
      paramLabel = "K",
      split = ",",
      description =
          "Numbers of clusters of the mini-batch fits, separated by commas. Default:"
              + " ${DEFAULT-VALUE}",
      defaultValue = "10,16,64,256")
  private List<Integer> ks = List.of();

  @Option(
      names = "--quick",
      description =
          "Use only the first " + QUICK_TRAIN + " training and " + QUICK_TEST + " test images.")
  private boolean quick;

  /**
   * Prepares the command.
   *
   * @param mnist finds the images when no folder is given
   * @param terminal whether a person watches, so that progress bars make sense
   */
  Walkthrough(Mnist mnist, boolean terminal) {
    this.mnist = mnist;
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    long began = System.nanoTime();
    Settings settings = settings();
    if (data != null && data.toString().isEmpty()) {
      throw wrong("--data: no folder is named");
    }
    Optional<String> problem = ReportFolder.problem(output);
    if (problem.isPresent()) {
      throw wrong("--output: " + problem.get());
    }
    Pictures.requireFonts();
    Console console = new Console(command().commandLine().getOut(), terminal);
    DigitData all = load(console);
    DigitData digits = quick ? quick(all) : all;
    checkCount(settings, digits.train().count());

    Pictures pictures = new Pictures(output);
    TwoBlobs.Result blobs = new TwoBlobs(settings, console, pictures).run();
    LabeledImages train = digits.train();
    DigitImages images =
        new DigitImages(pictures, train.height(), train.width(), largest(train.points()));
    FullBatch.Result full = new FullBatch(settings, console, pictures).run(digits, images);
    MiniBatchComparison.Result mini =
        new MiniBatchComparison(settings, console, pictures).run(digits, images);
    List<Figures.Fit> fits = new ArrayList<>();
    fits.add(full.fit().figures(digits, OptionalDouble.empty()));
    fits.addAll(mini.figures());
    Accuracy.Result accuracy =
        new Accuracy(console, pictures).run(digits, mini.best(), fits, images);

    Figures figures =
        new Figures(
            run(settings),
            describe(digits),
            blobs.figures(),
            fits.get(0),
            mini.figures(),
            mini.choice(),
            accuracy.figures());
    Album album =
        new Album(
            blobs.data(),
            blobs.steps(),
            full.samples(),
            full.centroids(),
            full.inertiaHistory(),
            full.rowsMovedHistory(),
            mini.times(),
            mini.iterations(),
            mini.inertias(),
            mini.montages(),
            mini.elbow(),
            mini.silhouette(),
            accuracy.accuracies(),
            accuracy.confusion(),
            accuracy.misfits());
    FiguresFiles.write(figures, output);
    Path page = ReportPage.write(figures, album, output);
    console.line("");
    console.line(
        "Done in "
            + Numbers.seconds((System.nanoTime() - began) / 1e9)
            + ". Open "
            + page
            + " in a browser; all figures are in "
            + FiguresFiles.JSON
            + " and "
            + FiguresFiles.CSV
            + " beside it.");
    return 0;
  }

  private Settings settings() {
    if (threads < 1) {
      throw wrong("--threads must be at least 1, but is " + threads);
    }
    TreeSet<Integer> ascending = new TreeSet<>();
    for (int k : ks) {
      if (k < 1) {
        throw wrong("--k: each K must be at least 1, but one is " + k);
      }
      if (!ascending.add(k)) {
        throw wrong("--k: each K must be given once, but " + k + " is given twice");
      }
    }
    return new Settings(seed, threads, List.copyOf(ascending), quick);
  }

  private void checkCount(Settings settings, int rows) throws IOException {
    if (rows < FullBatch.K) {
      throw new IOException(
          "There must be at least " + FullBatch.K + " training images, but there are " + rows);
    }
    int largest = settings.ks().get(settings.ks().size() - 1);
    if (largest > rows) {
      throw wrong(
          "--k: each K must be at most the number of training images, "
              + rows
              + ", but one is "
              + largest);
    }
  }

  private DigitData load(Console console) throws IOException {
    DigitData found;
    try (Progress progress = console.progress("images", -1)) {
      Mnist source = data == null ? mnist : mnist.withFolder(data);
      found =
          source.load(
              (name, bytes, total) -> {
                if (total > 0) {
                  progress.at(bytes, total);
                }
              });
    }
    String prefix = found.origin() == Origin.EMBEDDED ? "" : "Images: ";
    console.line(prefix + found.announcement());
    return found;
  }

  private static DigitData quick(DigitData all) {
    return new DigitData(
        all.train().slice(0, Math.min(QUICK_TRAIN, all.train().count())),
        all.test().slice(0, Math.min(QUICK_TEST, all.test().count())),
        all.origin(),
        all.description(),
        all.failures());
  }

  private static double largest(Points points) {
    double largest = 1;
    for (int i = 0; i < Math.min(1000, points.rows()); i++) {
      for (double value : Digits.row(points, i)) {
        largest = Math.max(largest, value);
      }
    }
    return largest;
  }

  private static Figures.Run run(Settings settings) {
    return new Figures.Run(
        settings.seed(),
        settings.threads(),
        settings.ks(),
        settings.quick(),
        Runtime.version().toString(),
        System.getProperty("os.name") + " " + System.getProperty("os.arch"),
        Runtime.getRuntime().availableProcessors());
  }

  private static Figures.Data describe(DigitData data) {
    String name =
        switch (data.origin()) {
          case EMBEDDED -> "the UCI digits";
          case CACHE, DOWNLOAD -> "MNIST";
          case FOLDER, ENVIRONMENT ->
              data.description().startsWith("MNIST") ? "MNIST" : "handwritten digits";
        };
    return new Figures.Data(
        name,
        data.description(),
        data.origin().name().toLowerCase(Locale.ROOT),
        data.train().count(),
        data.test().count(),
        data.train().height(),
        data.train().width(),
        data.train().points().columns());
  }

  private ParameterException wrong(String message) {
    return new ParameterException(command().commandLine(), message);
  }

  private CommandSpec command() {
    CommandSpec known = spec;
    if (known == null) {
      throw new IllegalStateException("the command runs only from a command line");
    }
    return known;
  }
}
