package io.github.kmeans4j.minibatch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.kmeans4j.BlockSource;
import io.github.kmeans4j.Clustering;
import io.github.kmeans4j.FitInterruptedException;
import io.github.kmeans4j.FitListener;
import io.github.kmeans4j.Initializer;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.Seeding;
import io.github.kmeans4j.StopReason;
import io.github.kmeans4j.core.EuclideanDistance;
import io.github.kmeans4j.core.KMeansPlusPlus;
import io.github.kmeans4j.core.LloydKMeans;
import io.github.kmeans4j.core.data.FileSource;
import io.github.kmeans4j.core.data.PointsSource;
import io.github.kmeans4j.core.data.ValueType;
import io.github.kmeans4j.core.internal.points.Subset;
import io.github.kmeans4j.core.internal.work.Workers;
import io.github.kmeans4j.minibatch.internal.batch.Scheme;
import io.github.kmeans4j.minibatch.internal.source.BlockOrder;
import io.github.kmeans4j.minibatch.internal.source.RowRange;
import io.github.kmeans4j.minibatch.internal.source.SampleFits;
import io.github.kmeans4j.minibatch.internal.source.SourceFit;
import io.github.kmeans4j.minibatch.internal.source.SourceOptions;
import io.github.kmeans4j.minibatch.internal.source.SourceSample;
import io.github.kmeans4j.minibatch.internal.stream.StreamRandom;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** A fit over blocks is the fit over the same batches in memory, and reads what it says. */
@Timeout(60)
class SourceFitTest {
  private static final int N = 5013;
  private static final int D = 9;

  /** Six clumps of bytes, which lie in the file one after the other. */
  private static final byte[] VALUES = values();

  private static final Points POINTS = Points.ofUnsignedBytes(VALUES, N, D);

  /** Four batches a block, 13 blocks. */
  private static final int BLOCK_VALUES = 4 * 100 * D;

  private static final Scheme.Classic PATIENT = new Scheme.Classic(Integer.MAX_VALUE, 0.01);

  @TempDir Path folder;

  private static byte[] values() {
    Random random = new Random(3);
    byte[] values = new byte[N * D];
    for (int i = 0; i < values.length; i++) {
      int clump = i / D * 6 / N;
      values[i] = (byte) (30 + 35 * ((clump + i % D) % 6) + 8 * random.nextGaussian());
    }
    return values;
  }

  private static SourceOptions options(int k) {
    SourceOptions options = new SourceOptions(k);
    options.batchSize = 100;
    options.seed = 5;
    options.maxPasses = 3;
    return options;
  }

  private static Clustering fit(SourceOptions options, BlockSource source) throws IOException {
    return new SourceFit(options, source, null, BLOCK_VALUES).fit();
  }

  @Test
  void fileAndMemoryAndAnyNumberOfThreadsGiveTheSameBits() throws IOException {
    Path file = Files.write(folder.resolve("bytes"), VALUES);
    SourceOptions options = options(7);
    options.threads = 1;
    Clustering expected = fit(options, new PointsSource(POINTS));
    for (int threads : new int[] {1, 2, 5}) {
      options.threads = threads;
      try (FileSource source =
          FileSource.raw(file, ValueType.UNSIGNED_BYTE, ByteOrder.BIG_ENDIAN, D)) {
        assertSameBits(expected, fit(options, source));
      }
    }
    options.seed = 6;
    assertTrue(expected.inertia() != fit(options, new PointsSource(POINTS)).inertia());
  }

  /** The sample, then the batches, are what {@code partialFit} would be given one by one. */
  @Test
  void partialFitOverTheSameBatchesGivesTheSameBits() throws IOException {
    SourceOptions options = options(8);
    // centroids of low counts move, by random numbers
    options.scheme = new Scheme.Classic(Integer.MAX_VALUE, 0.9);
    Clustering streamed = fit(options, new PointsSource(POINTS));

    StreamFitter fitter =
        new StreamKMeans(8)
            .withInitializer(options.initializer())
            .withSeed(options.seed)
            .withReassignmentRatio(0.9)
            .begin();
    try (Workers workers = new Workers(1)) {
      PointsSource source = new PointsSource(POINTS);
      SplittableRandom draws = StreamRandom.of(options.seed).sample();
      fitter.partialFit(SourceSample.read(source, 400, 400, draws, workers).points());
    }
    Path file = folder.resolve("fitter");
    SplittableRandom random = StreamRandom.of(options.seed).order();
    for (int pass = 0; pass < 3; pass++) {
      BlockOrder order = new BlockOrder(400, N, random.split());
      for (var blocks = order.ranges(); blocks.hasNext(); ) {
        int[] rows =
            blocks.next().stream()
                .flatMapToInt(r -> IntStream.range((int) r.first(), (int) r.first() + r.rows()))
                .toArray();
        for (int[] batch : order.batches(rows.length, 100)) {
          int[] chosen = Arrays.stream(batch).map(row -> rows[row]).toArray();
          fitter.partialFit(Subset.of(POINTS, chosen));
        }
        fitter.save(file);
        fitter = StreamFitter.load(file); // and a stop now and then changes nothing
      }
    }
    Clustering stepwise = fitter.toClustering();
    assertArrayEquals(streamed.centroids().data, stepwise.centroids().data);
    assertEquals(streamed.iterations(), stepwise.iterations());
    assertEquals(1 + 3 * 13 * 4, stepwise.iterations());
  }

  @Test
  void labelsComeInOrderAndBelongToTheCentroids() throws IOException {
    int[] labels = new int[N];
    Arrays.fill(labels, -1);
    List<Long> firsts = new ArrayList<>();
    int[] next = new int[1];
    Thread caller = Thread.currentThread();
    SourceFit.Labels consumer =
        (first, block) -> {
          assertSame(caller, Thread.currentThread());
          assertEquals(next[0], first);
          firsts.add(first);
          System.arraycopy(block, 0, labels, (int) first, block.length);
          next[0] += block.length;
          Arrays.fill(block, -7); // it is the consumer's own
        };
    Clustering c =
        new SourceFit(options(6), new PointsSource(POINTS), consumer, BLOCK_VALUES).fit();
    assertEquals(N, next[0]);
    assertEquals(13, firsts.size());
    assertArrayEquals(c.predict(POINTS), labels);
    int[] sizes = new int[6];
    for (int label : labels) {
      sizes[label]++;
    }
    assertArrayEquals(sizes, c.sizes());
    assertEquals(c.inertia(POINTS), c.inertia());
    assertEquals(0, c.labels().length);
    assertEquals(List.of(), c.history());
  }

  @Test
  void findsTheClumpsThoughTheyLieInOrder() throws IOException {
    double exact = new LloydKMeans(6).fit(POINTS).inertia();
    Clustering c =
        new MiniBatchKMeans(6).withBatchSize(100).withMaxPasses(20).fit(new PointsSource(POINTS));
    assertTrue(c.inertia() < 1.01 * exact, () -> c.inertia() + " is far above " + exact);
    SourceOptions options = options(6);
    options.maxPasses = 20;
    Clustering many = fit(options, new PointsSource(POINTS));
    assertTrue(many.inertia() < 1.01 * exact, () -> many.inertia() + " is far above " + exact);
  }

  /** Each block sees a part of the clumps only. */
  @Test
  void sortedSourceOfMoreClumpsThanRunsABlockIsNoTrap() throws IOException {
    int k = 3 * BlockOrder.STRATA;
    Random random = new Random(8);
    float[] values = new float[k * 100 * 2];
    for (int i = 0; i < values.length; i++) {
      int clump = i / 200;
      values[i] = (float) (100 * (i % 2 == 0 ? clump % 10 : clump / 10) + random.nextGaussian());
    }
    Points sorted = Points.of(values, k * 100, 2);
    double exact = new LloydKMeans(k).fit(sorted).inertia();
    SourceOptions options = options(k);
    options.initializationSize = 2000;
    Clustering c = new SourceFit(options, new PointsSource(sorted), null, 2 * 400).fit();
    assertTrue(c.inertia() < 1.02 * exact, () -> c.inertia() + " is far above " + exact);
    assertTrue(Arrays.stream(c.sizes()).allMatch(size -> size == 100));
  }

  @Test
  void everyPassReadsEveryRowOnceInAnOrderOfItsOwn() throws IOException {
    SourceOptions options = options(3);
    options.scheme = PATIENT;
    FakeSource source = new FakeSource(POINTS);
    fit(options, source);
    int runs = 13 * BlockOrder.STRATA;
    int sampled = source.reads.size() - 3 * runs - 13;
    List<List<RowRange>> passes = new ArrayList<>();
    for (int pass = 0; pass < 3; pass++) {
      int from = sampled + pass * runs;
      passes.add(List.copyOf(source.reads.subList(from, from + runs)));
      assertCoversAllRows(passes.get(pass));
    }
    assertEquals(3, passes.stream().distinct().count());
    List<RowRange> last = source.reads.subList(sampled + 3 * runs, source.reads.size());
    assertCoversAllRows(last);
    for (int block = 0; block < 13; block++) {
      assertEquals(400L * block, last.get(block).first());
    }
    assertEquals(
        400,
        source.reads.subList(0, sampled).stream().mapToInt(RowRange::rows).sum(),
        "a sample of 256k rows would exceed a block");
    for (Thread reader : source.readers) {
      assertTrue(reader != Thread.currentThread() && !reader.isAlive());
    }
  }

  private static void assertCoversAllRows(List<RowRange> ranges) {
    boolean[] read = new boolean[N];
    int rows = 0;
    for (RowRange range : ranges) {
      rows += range.rows();
      Arrays.fill(read, (int) range.first(), (int) range.first() + range.rows(), true);
    }
    assertEquals(N, rows);
    for (boolean one : read) {
      assertTrue(one);
    }
  }

  @Test
  void blocksAreWholeBatchesOfAboutOneSize() {
    assertEquals(20 * 1024, SourceFit.blockRows(1 << 24, 1024, 784, 6_000_000));
    assertEquals(20_000, SourceFit.blockRows(1 << 23, 20_000, 784, 6_000_000));
    assertEquals(700, SourceFit.blockRows(1 << 23, 700, 784, 700));
    assertEquals(1, SourceFit.blockRows(1 << 23, 1, Integer.MAX_VALUE, 6_000_000));
  }

  @Test
  void endsInEachWay() throws IOException {
    SourceKMeans base = new SourceKMeans(4).withBatchSize(100).withSeed(1);
    BlockSource source = new PointsSource(POINTS);
    Clustering all =
        base.withScheme(BatchScheme.classic().withPatience(Integer.MAX_VALUE))
            .withMaxPasses(2)
            .fit(source);
    assertEquals(StopReason.MAX_ITERATIONS, all.stopReason());
    assertEquals(1 + 2 * 50, all.iterations());
    Clustering settled = base.fit(source);
    assertEquals(StopReason.SETTLED, settled.stopReason());
    assertTrue(settled.isConverged() && !all.isConverged());
    Clustering loose = base.withTolerance(1e9).fit(source);
    assertEquals(StopReason.TOLERANCE, loose.stopReason());
    assertEquals(1, loose.iterations());
    List<Integer> told = new ArrayList<>();
    Clustering stopped =
        base.withInitializer(new KMeansPlusPlus())
            .withListener(
                progress -> {
                  told.add(progress.iteration().number());
                  assertEquals(told.size() == 1 ? 300 : 100, progress.labels().length);
                  assertEquals((300 + 100 * (told.size() - 1)) * 4, progress.distances());
                  assertTrue(progress.iteration().inertia() > 0);
                  assertEquals(4, progress.centroids().numRows);
                  assertEquals(4, progress.updatedCentroids().numRows);
                  return told.size() == 3 ? FitListener.Action.STOP : FitListener.Action.CONTINUE;
                })
            .fit(source);
    assertEquals(StopReason.STOPPED_BY_LISTENER, stopped.stopReason());
    assertEquals(List.of(1, 2, 3), told);
    Clustering hasty = base.withTimeBudget(Duration.ofNanos(1)).fit(source);
    assertEquals(StopReason.TIME_BUDGET, hasty.stopReason());
    assertEquals(N, Arrays.stream(hasty.sizes()).sum());
    Thread.currentThread().interrupt();
    assertThrows(FitInterruptedException.class, () -> base.fit(source));
    assertTrue(Thread.interrupted());
  }

  /** The fits of the sample may take most of the time, and are a part of the fit. */
  @Test
  void sampleFitsLookAtTheListenerAndTheTimeBudget() throws IOException {
    SourceKMeans base = new SourceKMeans(4).withBatchSize(100).withInitializations(2);
    for (int stop : new int[] {1, 3}) {
      AtomicInteger told = new AtomicInteger();
      Clustering stopped =
          base.withListener(
                  progress -> {
                    assertTrue(progress.distances() > 0);
                    return told.incrementAndGet() == stop
                        ? FitListener.Action.STOP
                        : FitListener.Action.CONTINUE;
                  })
              .fit(new PointsSource(POINTS));
      assertEquals(StopReason.STOPPED_BY_LISTENER, stopped.stopReason());
      assertEquals(stop, told.get(), "a stop is the last that is told");
      assertEquals(1, stopped.iterations());
      assertEquals(N, Arrays.stream(stopped.sizes()).sum());
    }
    AtomicInteger told = new AtomicInteger();
    Clustering hasty =
        base.withTimeBudget(Duration.ofNanos(1))
            .withListener(
                progress -> {
                  told.incrementAndGet();
                  return FitListener.Action.CONTINUE;
                })
            .fit(new PointsSource(POINTS));
    assertEquals(StopReason.TIME_BUDGET, hasty.stopReason());
    assertEquals(1, told.get());
    assertEquals(N, Arrays.stream(hasty.sizes()).sum());
  }

  @Test
  void interruptDuringAFitLeavesTheFileOpen() throws IOException {
    Path file = Files.write(folder.resolve("bytes"), VALUES);
    try (FileSource source =
        FileSource.raw(file, ValueType.UNSIGNED_BYTE, ByteOrder.BIG_ENDIAN, D)) {
      MiniBatchKMeans interrupted =
          new MiniBatchKMeans(4)
              .withBatchSize(100)
              .withListener(
                  progress -> {
                    Thread.currentThread().interrupt();
                    return FitListener.Action.CONTINUE;
                  });
      assertThrows(FitInterruptedException.class, () -> interrupted.fit(source));
      assertTrue(Thread.interrupted());
      assertEquals(POINTS.get(17, 2), source.read(17, 1).get(0, 2));
    }
  }

  @Test
  void severalInitializationsAreCompared() throws IOException {
    SourceOptions options = options(6);
    options.initializations = 4;
    options.scheme = PATIENT;
    FakeSource source = new FakeSource(POINTS);
    Clustering c = fit(options, source);
    assertSameBits(c, fit(options, new PointsSource(POINTS)));
    long rows = source.reads.stream().mapToLong(RowRange::rows).sum();
    assertEquals(5 * 400, rows % N, "four samples and one to compare them on");
  }

  @Test
  void aChosenInitializerIsTakenAsItIs() throws IOException {
    DMatrixRMaj given = new DMatrixRMaj(3, D);
    Arrays.setAll(given.data, i -> 50 * (i / D));
    List<DMatrixRMaj> first = new ArrayList<>();
    List<Integer> rows = new ArrayList<>();
    new MiniBatchKMeans(3)
        .withBatchSize(100)
        .withInitializer(Initializer.of(given))
        .withListener(
            progress -> {
              first.add(progress.centroids());
              rows.add(progress.labels().length);
              return FitListener.Action.STOP;
            })
        .fit(new PointsSource(POINTS));
    assertArrayEquals(given.data, first.get(0).data);
    assertEquals(List.of(300), rows, "three batches");
  }

  /** The start is the best of three fits, the same for any number of threads. */
  @Test
  void sampleFitsAreNoWorseThanOne() {
    Initializer starts = new SampleFits();
    for (int seed = 0; seed < 10; seed++) {
      DMatrixRMaj one = starts.initialize(POINTS, 9, seeding(seed, 1));
      assertArrayEquals(one.data, starts.initialize(POINTS, 9, seeding(seed, 3)).data);
      long ofFirst = seeding(seed, 1).random().nextLong();
      double first = new MiniBatchKMeans(9).withSeed(ofFirst).fit(POINTS).inertia();
      assertTrue(inertia(one) <= first * (1 + 1e-12), inertia(one) + " exceeds " + first);
    }
  }

  private static Seeding seeding(long seed, int threads) {
    return new Seeding(new SplittableRandom(seed), new EuclideanDistance(), null, threads);
  }

  private static double inertia(DMatrixRMaj centroids) {
    double sum = 0;
    for (int i = 0; i < N; i++) {
      double least = Double.POSITIVE_INFINITY;
      for (int j = 0; j < centroids.numRows; j++) {
        double distance = 0;
        for (int c = 0; c < D; c++) {
          double t = POINTS.get(i, c) - centroids.get(j, c);
          distance += t * t;
        }
        least = Math.min(least, distance);
      }
      sum += least;
    }
    return sum;
  }

  /** Claims to have rows, and gives none. */
  private record Claim(long rows) implements BlockSource {
    @Override
    public int columns() {
      return 2;
    }

    @Override
    @SuppressWarnings("NullAway") // the point of the test
    public Points read(long firstRow, int rows) {
      return null;
    }

    @Override
    public void close() {}
  }

  @Test
  void claimsOfASourceAreChecked() {
    assertRefused(
        "source: 9223372036854775807 rows are too many for blocks of 8388608, of which at most"
            + " 67108863 are possible",
        () -> new SourceKMeans(2).fit(new Claim(Long.MAX_VALUE)));
    assertEquals(
        "source must read 1000 × 2 values from row 0 on, but read null",
        assertThrows(IllegalStateException.class, () -> new SourceKMeans(2).fit(new Claim(1000)))
            .getMessage());
  }

  @Test
  void saysWhatIsWrong() throws IOException {
    assertRefused(
        "k must be at most the number of rows, 5013, but is 5014",
        () -> new MiniBatchKMeans(5014).fit(new PointsSource(POINTS)));
    float[] values = new float[5000 * 2];
    values[2 * 4321 + 1] = Float.NaN;
    BlockSource source = new PointsSource(Points.of(values, 5000, 2));
    String message =
        "source must be finite and so small that no sum of squared distances overflows, but row 4321,"
            + " column 1 is NaN";
    assertRefused(message, () -> new MiniBatchKMeans(2).withBatchSize(50).fit(source));
    // a sample of all rows finds it too
    assertRefused(message, () -> new MiniBatchKMeans(2).withInitializationSize(5000).fit(source));
    SourceOptions options = options(2);
    assertRefused(message, () -> new SourceFit(options, source, null, 400).fit());
    double[] large = new double[300];
    large[205] = 1e200;
    assertRefused(
        message.replace("4321, column 1 is NaN", "205, column 0 is 1.0E200"),
        () -> new MiniBatchKMeans(2).fit(new PointsSource(Points.of(large, 300, 1))));
    IOException failure = new IOException("gone");
    BlockSource failing =
        new FakeSource(
            POINTS,
            number -> {
              if (number > 500) {
                throw failure;
              }
              return null;
            });
    SourceOptions many = options(3);
    many.maxPasses = 1000;
    many.scheme = PATIENT;
    assertSame(failure, assertThrows(IOException.class, () -> fit(many, failing)));
  }

  private static void assertRefused(String message, Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }

  private static void assertSameBits(Clustering expected, Clustering actual) {
    assertArrayEquals(expected.centroids().data, actual.centroids().data);
    assertArrayEquals(expected.sizes(), actual.sizes());
    assertEquals(expected.inertia(), actual.inertia());
    assertEquals(expected.iterations(), actual.iterations());
    assertEquals(expected.stopReason(), actual.stopReason());
  }
}
