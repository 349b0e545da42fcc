package io.github.kmeans4j.bench.soak;

import io.github.kmeans4j.Clustering;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.bench.SchemeName;
import io.github.kmeans4j.core.CosineDistance;
import io.github.kmeans4j.core.ManhattanDistance;
import io.github.kmeans4j.core.data.FileSource;
import io.github.kmeans4j.core.evaluation.ChooseK;
import io.github.kmeans4j.core.evaluation.InternalMeasures;
import io.github.kmeans4j.minibatch.BatchScheme;
import io.github.kmeans4j.minibatch.StreamFitter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/** What is done again and again. */
enum Task {
  FULL_BATCH {
    @Override
    void run(Attempt attempt) {
      Points points = attempt.rows.any();
      int k = attempt.k(points, 80);
      if (attempt.random.nextBoolean()) {
        attempt.lloyd(k).fit(points);
      } else {
        attempt.lloyd(k).fit(points, attempt.rows.weights(points.rows()));
      }
    }
  },
  OTHER_METRICS {
    @Override
    void run(Attempt attempt) {
      Points points = attempt.rows.few(2000);
      int k = attempt.k(points, 10);
      attempt
          .lloyd(k)
          .withMetric(
              attempt.metric(
                  attempt.random.nextBoolean() ? new ManhattanDistance() : new CosineDistance()))
          .fit(points);
    }
  },
  RESTARTS {
    @Override
    void run(Attempt attempt) {
      Points points = attempt.rows.few(3000);
      attempt.lloyd(attempt.k(points, 30)).withRestarts(3).fit(points);
    }
  },
  MINI_BATCHES {
    @Override
    void run(Attempt attempt) {
      Points points = attempt.rows.any();
      int k = attempt.k(points, 50);
      SchemeName[] schemes = SchemeName.values();
      var estimator =
          attempt
              .miniBatch(k)
              .withScheme(schemes[attempt.random.nextInt(schemes.length)].scheme())
              .withFullPasses(attempt.random.nextInt(4));
      if (attempt.random.nextBoolean()) {
        estimator.fit(points);
      } else {
        estimator.fit(points, attempt.rows.weights(points.rows()));
      }
    }
  },
  SOURCE {
    @Override
    void run(Attempt attempt) throws IOException {
      boolean throwing = attempt.random.nextInt(8) == 0;
      try (FileSource source = attempt.files.open(attempt.random)) {
        attempt
            .miniBatch(attempt.rows.upTo(30))
            .withScheme(
                attempt.random.nextBoolean() ? BatchScheme.classic() : BatchScheme.adaptive())
            .withMaxPasses(3)
            .fit(
                source,
                (first, labels) -> {
                  if (throwing) {
                    throw new PlannedException("by the receiver of labels");
                  }
                });
      }
    }
  },
  STREAM {
    @Override
    void run(Attempt attempt) throws IOException {
      Path file = attempt.folder.resolve("stream.kmeans4j");
      int k = attempt.rows.upTo(20);
      int d = attempt.rows.upTo(30);
      StreamFitter fitter = attempt.miniBatch(k).stream();
      for (int batch = 0; batch < 4; batch++) {
        fitter.partialFit(attempt.rows.of(k + attempt.rows.upTo(500), d));
        fitter.save(file);
        fitter = StreamFitter.load(file);
      }
      fitter.toClustering().predict(attempt.rows.of(10, d));
    }
  },
  SAVED {
    @Override
    void run(Attempt attempt) throws IOException {
      Path file = attempt.folder.resolve("clustering.kmeans4j");
      Points points = attempt.rows.few(2000);
      Clustering clustering = attempt.lloyd(attempt.k(points, 20)).fit(points);
      clustering.save(file);
      Clustering loaded = Clustering.load(file);
      loaded.transform(points);
      loaded.inertia(points);
      if (!Arrays.equals(clustering.labels(), loaded.predict(points))) {
        throw new IllegalStateException("a loaded clustering predicts other labels");
      }
    }
  },
  EVALUATION {
    @Override
    void run(Attempt attempt) {
      Points points = attempt.rows.of(20 + attempt.rows.upTo(800), attempt.rows.upTo(20));
      int threads = attempt.threads();
      Clustering clustering = attempt.lloyd(5).fit(points);
      if (Arrays.stream(clustering.sizes()).filter(size -> size > 0).count() > 1) {
        InternalMeasures.silhouette(points, clustering.labels(), threads);
        InternalMeasures.sampledSilhouette(points, clustering.labels());
      }
      new ChooseK().withThreads(threads).fit(k -> attempt.lloyd(k), points, 2, 3, 4);
    }
  },
  REFUSED {
    @Override
    void run(Attempt attempt) {
      int n = attempt.rows.upTo(3000);
      double[] values = attempt.rows.values(n, 3);
      values[attempt.random.nextInt(values.length)] = Double.NaN;
      try {
        attempt.lloyd(1).fit(Points.of(values, n, 3));
      } catch (IllegalArgumentException e) {
        return;
      }
      throw new IllegalStateException("NaN was accepted");
    }
  };

  /** Does it once. */
  abstract void run(Attempt attempt) throws IOException;
}
