package io.github.kmeans4j.bench.headtohead;

import io.github.kmeans4j.Points;
import io.github.kmeans4j.bench.BenchData;
import io.github.kmeans4j.bench.IdxBytes;
import io.github.kmeans4j.bench.SchemeName;
import io.github.kmeans4j.bench.Storage;
import io.github.kmeans4j.bench.process.BenchLine;
import io.github.kmeans4j.bench.process.Child;
import io.github.kmeans4j.bench.process.Commands;
import io.github.kmeans4j.bench.process.ScikitLearn;
import io.github.kmeans4j.bench.process.TemporaryFolder;
import io.github.kmeans4j.core.internal.kernel.Kernels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Measures how soon mini-batch k-means gets how far: ours by each scheme and, if there is a Python
 * that has it, scikit-learn's {@code MiniBatchKMeans} (n_init=1, float32), in turns on the same
 * rows. On MNIST if {@code KMEANS4J_MNIST_DIR} names its folder, else on synthetic images. Prints a
 * table for each k; writes {@code minibatch-curves.csv} and {@code minibatch-curves.png}.
 *
 * <pre>
 * java --add-modules jdk.incubator.vector -cp kmeans-bench/target/benchmarks.jar \
 *     io.github.kmeans4j.bench.headtohead.MiniBatchCurves --output figures
 * … MiniBatchCurves -k 64 --seeds 3 --scheme nested
 * </pre>
 *
 * <p>Columns: time, train and test inertia at the end of a default fit; train inertia over that of
 * our full batch of the same seed; the time to reach scikit-learn's own final train inertia with
 * the same seed number, and how many times it fits into scikit-learn's time; the train inertia
 * reached by the end of scikit-learn's time over that of our full batch; accuracy on train and test
 * rows where every cluster stands for the most common digit of its train rows. All are medians over
 * the seeds, but the accuracies are means.
 */
@Command(
    name = "MiniBatchCurves",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Measures inertia over time of mini-batch k-means.")
public final class MiniBatchCurves implements Callable<Integer> {
  private static final String TEST_FILE = "t10k-images-idx3-ubyte.gz";
  private static final String TEST_CLASSES = "t10k-labels-idx1-ubyte.gz";
  private static final String TRAIN_CLASSES = "train-labels-idx1-ubyte.gz";

  @Option(
      names = "-k",
      split = ",",
      paramLabel = "K",
      description = "Numbers of clusters. Default: 10,16,64,256.")
  private List<Integer> ks = new ArrayList<>();

  @Option(names = "--seeds", description = "Seeds 0, 1, …. Default: ${DEFAULT-VALUE}.")
  private int seeds = 5;

  @Option(
      names = "--scheme",
      split = ",",
      paramLabel = "SCHEME",
      description = "Ours: ${COMPLETION-CANDIDATES}, in any case. Default: all.")
  private List<SchemeName> schemes = new ArrayList<>();

  @Option(names = "--storage", description = "How rows lie in memory. Default: ${DEFAULT-VALUE}.")
  private Storage storage = Storage.BYTE;

  @Option(names = "--rows", description = "How many rows. Default: all.")
  private int rows = BenchData.ROWS;

  @Option(names = "--threads", description = "Of ours and of scikit-learn. Default: processors.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--warmup",
      description = "Fits before the timed ones. Default: ${DEFAULT-VALUE}.")
  private int warmup = 5;

  @Option(
      names = "--python",
      paramLabel = "PATH",
      description =
          "A Python that has scikit-learn, or none. Default: /usr/bin/python3, then python3.")
  private @Nullable String python;

  @Option(names = "--output", paramLabel = "DIR", description = "Writes the files there.")
  private @Nullable Path output;

  private MiniBatchCurves() {}

  /**
   * Runs the command.
   *
   * @param args see {@code --help}
   */
  public static void main(String[] args) {
    System.exit(execute(args));
  }

  /** Runs the command and returns its exit code. */
  static int execute(String... args) {
    return BenchLine.of(new MiniBatchCurves()).execute(args);
  }

  @Override
  public Integer call() throws IOException {
    if (ks.isEmpty()) {
      ks.addAll(List.of(10, 16, 64, 256));
    }
    if (schemes.isEmpty()) {
      schemes.addAll(List.of(SchemeName.values()));
    }
    BenchData data = BenchData.load(rows);
    CurveMeter meter = new CurveMeter(train(data), test(), threads);
    CurveReport report = new CurveReport(System.out);
    System.out.println(
        data.source()
            + ", "
            + Kernels.get().description()
            + ", "
            + storage
            + ", "
            + threads
            + " threads, JDK "
            + Runtime.version().feature());
    try (TemporaryFolder folder = new TemporaryFolder("minibatch-curves");
        Rival rival = new Rival(folder.path(), data)) {
      for (int k : ks) {
        measure(k, meter, rival.child, report);
      }
    }
    if (output != null) {
      report.write(output);
    }
    return 0;
  }

  private void measure(int k, CurveMeter meter, @Nullable Child rival, CurveReport report)
      throws IOException {
    for (int i = 0; i < warmup; i++) {
      for (SchemeName scheme : schemes) {
        meter.ours(scheme, k, 1_000 + i);
      }
    }
    List<Curve> curves = new ArrayList<>();
    Map<Long, Double> fullBatch = new LinkedHashMap<>();
    for (long seed = 0; seed < seeds; seed++) {
      for (SchemeName scheme : schemes) {
        curves.add(meter.ours(scheme, k, seed));
      }
      if (rival != null) {
        curves.add(meter.scikitLearn(rival, k, seed));
      }
      fullBatch.put(seed, meter.fullBatch(k, seed));
    }
    report.add(k, curves, fullBatch);
  }

  /** The images to cluster; their digits, if there are any. */
  private LabeledRows train(BenchData data) throws IOException {
    Points points = storage.points(data);
    Path file = BenchData.mnistFile();
    int[] classes = file == null ? null : classes(file.resolveSibling(TRAIN_CLASSES));
    return new LabeledRows(points, classes == null ? null : Arrays.copyOf(classes, points.rows()));
  }

  private static int @Nullable [] classes(Path file) throws IOException {
    return Files.isReadable(file) ? IdxBytes.readClasses(file) : null;
  }

  /** The MNIST test images, if there are any. */
  private @Nullable LabeledRows test() throws IOException {
    Path train = BenchData.mnistFile();
    if (train == null || !Files.isReadable(train.resolveSibling(TEST_FILE))) {
      return null;
    }
    return new LabeledRows(
        storage.points(IdxBytes.read(train.resolveSibling(TEST_FILE))),
        classes(train.resolveSibling(TEST_CLASSES)));
  }

  /** scikit-learn's process, if there is one. */
  private final class Rival implements AutoCloseable {
    final @Nullable Child child;

    Rival(Path folder, BenchData data) throws IOException {
      String found = ScikitLearn.find(python);
      if (found == null) {
        child = null;
        return;
      }
      Path file = folder.resolve("images.gz");
      IdxBytes.write(data, file);
      Path script = ScikitLearn.script(MiniBatchCurves.class, Lineup.SCRIPT, folder);
      List<String> command = List.of(found, script.toString(), "lloyd", "float32", file.toString());
      child =
          new Child(CurveReport.RIVAL, Commands.process(command, ScikitLearn.environment(threads)));
    }

    @Override
    public void close() {
      if (child != null) {
        child.close();
      }
    }
  }
}
