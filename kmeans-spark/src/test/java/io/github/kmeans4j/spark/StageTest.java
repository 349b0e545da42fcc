package io.github.kmeans4j.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.kmeans4j.Clustering;
import io.github.kmeans4j.core.LloydKMeans;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.evaluation.ClusteringEvaluator;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.tuning.CrossValidator;
import org.apache.spark.ml.tuning.ParamGridBuilder;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The estimator and its model as stages of Spark ML. */
class StageTest {
  private static final Rows ROWS = Rows.blobs(300, 3, 1);

  private static Dataset<Row> data() {
    return ROWS.dataset(Sessions.local(), Rows.Form.DENSE, 3, 1);
  }

  private static int[] labels(Dataset<Row> predictions) {
    return predictions.select("prediction").collectAsList().stream()
        .mapToInt(row -> row.getInt(0))
        .toArray();
  }

  @Test
  void defaultsAreThoseOfSpark() {
    KMeans own = new KMeans();
    org.apache.spark.ml.clustering.KMeans spark = new org.apache.spark.ml.clustering.KMeans();
    assertEquals(spark.getK(), own.getK());
    assertEquals(spark.getMaxIter(), own.getMaxIter());
    assertEquals(spark.getTol(), own.getTol());
    assertEquals(spark.getInitMode(), own.getInitMode());
    assertEquals(spark.getInitSteps(), own.getInitSteps());
    assertEquals(spark.getDistanceMeasure(), own.getDistanceMeasure());
    assertEquals(new KMeans().getSeed(), own.getSeed());
    assertFalse(own.isDefined(own.initialCenters()));
    assertTrue(Arrays.asList(own.params()).contains(own.initialCenters()));
  }

  @Test
  @SuppressWarnings("rawtypes") // as Spark looks for them
  void isFoundByServersThatTakeEstimatorsByName() {
    assertTrue(
        ServiceLoader.load(Estimator.class).stream().anyMatch(e -> e.type() == KMeans.class));
  }

  @Test
  void labelsAreThoseOfOneProcess() {
    KMeansModel model = new KMeans().setK(5).setSeed(3).fit(data());
    Dataset<Row> all = model.transform(data());
    double[][] centers =
        Arrays.stream(model.clusterCenters()).map(Vector::toArray).toArray(double[][]::new);
    Clustering clustering = Clustering.of(new org.ejml.data.DMatrixRMaj(centers));
    long[] sizes = new long[5];
    for (Row row : all.collectAsList()) {
      Vector x = row.getAs("features");
      assertEquals(clustering.predict(x.toArray()), row.<Integer>getAs("prediction"));
      assertEquals(clustering.predict(x.toArray()), model.predict(x));
      sizes[row.<Integer>getAs("prediction")]++;
    }
    assertArrayEquals(sizes, model.summary().clusterSizes());
    for (Rows.Form form : List.of(Rows.Form.SPARSE, Rows.Form.DOUBLES)) {
      Dataset<Row> same = ROWS.dataset(Sessions.local(), form, 3, 1);
      assertArrayEquals(labels(all), labels(model.transform(same)));
    }
  }

  @Test
  void modelsAreReadAndWrittenAsSparkDoes(@TempDir Path folder) throws Exception {
    KMeansModel model = new KMeans().setK(4).setSeed(5).fit(data());
    String path = folder.resolve("model").toString();
    model.write().overwrite().save(path);
    KMeansModel own = KMeansModel.load(path);
    org.apache.spark.ml.clustering.KMeansModel plain =
        org.apache.spark.ml.clustering.KMeansModel.load(path);
    assertArrayEquals(model.clusterCenters(), own.clusterCenters());
    assertArrayEquals(model.clusterCenters(), plain.clusterCenters());
    assertEquals(model.uid(), own.uid());
    assertEquals(4, own.getK());
    assertFalse(own.hasSummary());
    assertArrayEquals(labels(model.transform(data())), labels(own.transform(data())));
    assertArrayEquals(labels(model.transform(data())), labels(plain.transform(data())));
    String other = folder.resolve("plain").toString();
    plain.save(other);
    assertArrayEquals(model.clusterCenters(), KMeansModel.load(other).clusterCenters());
    assertInstanceOf(KMeansModel.class, KMeansModel.read().load(other));
  }

  @Test
  void rowsThatCannotBeLabeledAreRefusedByName() {
    KMeansModel model = new KMeans().fit(rows(Vectors.dense(1, 2), Vectors.dense(3, 4)));
    Dataset<Row> labeled = model.transform(rows(Vectors.dense(1, Double.NaN)));
    Throwable failure = assertThrows(Exception.class, labeled::collectAsList);
    while (failure.getCause() != null && !(failure instanceof IllegalArgumentException)) {
      failure = failure.getCause();
    }
    assertEquals("features: row must be finite, but column 1 is NaN", failure.getMessage());
  }

  /** Spark saves the distance as a parameter, and forgets it for the model that labels. */
  @Test
  void modelsOfDirectionsAreReadAsSuch(@TempDir Path folder) throws Exception {
    Dataset<Row> far =
        rows(
            Vectors.dense(1, 2),
            Vectors.dense(3, 1),
            Vectors.dense(1e17, 2.1e17),
            Vectors.dense(3e17, 1e17));
    KMeansModel model = new KMeans().setSeed(1).setDistanceMeasure("cosine").fit(far);
    String path = folder.resolve("model").toString();
    model.save(path);
    KMeansModel read = KMeansModel.load(path);
    assertEquals("cosine", read.parentModel().distanceMeasure());
    int[] expected = labels(model.transform(far));
    assertEquals(expected[0], expected[2]);
    assertArrayEquals(expected, labels(read.transform(far)));
    assertThrows(IllegalArgumentException.class, () -> read.predict(Vectors.dense(0, 0)));
  }

  @Test
  void estimatorsOfSparkAreReadAsOnesOfThisLibrary(@TempDir Path folder) throws Exception {
    String path = folder.resolve("estimator").toString();
    org.apache.spark.ml.clustering.KMeans spark =
        new org.apache.spark.ml.clustering.KMeans().setK(3).setSeed(8).setWeightCol("w");
    spark.save(path);
    KMeans read = KMeans.load(path);
    assertEquals(spark.uid(), read.uid());
    assertEquals(3, read.getK());
    assertEquals(8, read.getSeed());
    assertEquals("w", read.getWeightCol());
    assertInstanceOf(KMeans.class, KMeans.read().load(path));
    String other = folder.resolve("other").toString();
    new VectorAssembler().save(other);
    assertTrue(
        assertThrows(IllegalArgumentException.class, () -> KMeans.load(other))
            .getMessage()
            .contains("holds no KMeans"));
  }

  @Test
  void namesWithDotsAreNames() {
    Dataset<Row> data =
        Sessions.local()
            .sql(
                "select array(id % 2 + 10.0D * (id div 2)) as `a.b`, named_struct('b', array(5.0D))"
                    + " as a, 1 + id as `w.x`, named_struct('x', 7) as w from range(4)");
    KMeansModel model =
        new KMeans()
            .setSeed(1)
            .setFeaturesCol("a.b")
            .setWeightCol("w.x")
            .setPredictionCol("p.q")
            .fit(data);
    double[] centers =
        Arrays.stream(model.clusterCenters())
            .mapToDouble(center -> center.apply(0))
            .sorted()
            .toArray();
    assertArrayEquals(new double[] {2 / 3.0, 74 / 7.0}, centers);
    assertEquals(2, model.summary().cluster().distinct().count());
  }

  @Test
  void namesThatDifferInCaseAreOneUnlessTheSessionSaysOtherwise() {
    Dataset<Row> data = data().withColumn("Prediction", functions.lit("kept"));
    assertRefused(new KMeans(), data, "there is one named Prediction");
    Sessions.local().conf().set("spark.sql.caseSensitive", true);
    try {
      Dataset<Row> labeled = new KMeans().fit(data).transform(data);
      assertTrue(List.of(labeled.columns()).containsAll(List.of("Prediction", "prediction")));
    } finally {
      Sessions.local().conf().unset("spark.sql.caseSensitive");
    }
  }

  @Test
  void estimatorsAreReadAndWritten(@TempDir Path folder) throws Exception {
    double[][] initial = ROWS.firstDistinct(3);
    String path = folder.resolve("estimator").toString();
    KMeans estimator = new KMeans().setK(3).setTol(0).setInitialCenters(initial).setWeightCol("w");
    estimator.write().overwrite().save(path);
    KMeans read = KMeans.load(path);
    assertEquals(estimator.uid(), read.uid());
    assertArrayEquals(initial, read.getInitialCenters());
    assertArrayEquals(estimator.fit(data()).clusterCenters(), read.fit(data()).clusterCenters());
  }

  @Test
  void copiesAreIndependent() {
    KMeans estimator = new KMeans().setK(3).setInitialCenters(ROWS.firstDistinct(3));
    KMeans copy = estimator.copy(new ParamMap().put(estimator.maxIter().w(7)));
    assertEquals(estimator.uid(), copy.uid());
    assertEquals(7, copy.getMaxIter());
    assertEquals(20, estimator.getMaxIter());
    assertArrayEquals(estimator.getInitialCenters(), copy.getInitialCenters());
    KMeansModel model = copy.fit(data());
    assertSame(copy, model.parent());
    KMeansModel other = model.copy(ParamMap.empty()).setPredictionCol("label");
    assertEquals(model.summary().trainingCost(), other.summary().trainingCost());
    assertTrue(List.of(other.transform(data()).columns()).contains("label"));
    assertEquals("prediction", model.getPredictionCol());
  }

  @Test
  void fitsIntoPipelines(@TempDir Path folder) throws Exception {
    Dataset<Row> table =
        Sessions.local()
            .range(200)
            .select(
                functions.expr("id % 7 + 0.25").as("a"), functions.expr("id * id % 11").as("b"));
    VectorAssembler assembler =
        new VectorAssembler().setInputCols(new String[] {"a", "b"}).setOutputCol("features");
    Pipeline pipeline =
        new Pipeline().setStages(new PipelineStage[] {assembler, new KMeans().setK(4)});
    String path = folder.resolve("pipeline").toString();
    pipeline.write().overwrite().save(path);
    PipelineModel model = Pipeline.load(path).fit(table);
    assertInstanceOf(KMeansModel.class, model.stages()[1]);
    model.write().overwrite().save(path);
    Transformer read = PipelineModel.load(path).stages()[1];
    assertEquals(org.apache.spark.ml.clustering.KMeansModel.class, read.getClass());
    assertArrayEquals(
        labels(model.transform(table)), labels(PipelineModel.load(path).transform(table)));
  }

  @Test
  void isTunedByCrossValidation() {
    KMeans estimator = new KMeans().setSeed(1);
    CrossValidator validator =
        new CrossValidator()
            .setEstimator(estimator)
            .setEvaluator(new ClusteringEvaluator())
            .setEstimatorParamMaps(
                new ParamGridBuilder().addGrid(estimator.k(), new int[] {2, 9}).build())
            .setNumFolds(2);
    assertInstanceOf(KMeansModel.class, validator.fit(data()).bestModel());
  }

  @Test
  void leavesNothingBehind() {
    int before = Sessions.local().sparkContext().getPersistentRDDs().size();
    new KMeans().setK(3).fit(data());
    assertThrows(IllegalArgumentException.class, () -> new KMeans().setK(301).fit(data()));
    assertEquals(before, Sessions.local().sparkContext().getPersistentRDDs().size());
  }

  @Test
  void badInputIsRefusedByName() {
    assertRefused(new KMeans().setK(301), data(), "k must be at most the number of rows, 300");
    assertRefused(new KMeans().setK(2), data().limit(0), "k must be at most the number of rows, 0");
    assertRefused(new KMeans().setFeaturesCol("x"), data(), "featuresCol must name a column");
    assertRefused(new KMeans().setFeaturesCol("w"), data(), "w must be a column of vectors");
    assertRefused(new KMeans().setPredictionCol("w"), data(), "predictionCol must be the name");
    assertRefused(new KMeans().setWeightCol("features"), data(), "weightCol must name a column");
    assertRefused(
        new KMeans().setInitialCenters(new double[3][3]), data(), "initialCenters must have k");
    assertRefused(
        new KMeans().setInitialCenters(new double[2][4]), data(), "initialCenters must have 3");
    for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      Dataset<Row> wrong = rows(Vectors.dense(1, 2), Vectors.dense(3, bad));
      assertRefused(new KMeans(), wrong, "features must be finite, but column 1 is " + bad);
      assertRefused(
          new KMeans().setWeightCol("w"),
          data().withColumn("w", functions.lit(bad)),
          "w must be finite and not negative, but is " + bad);
    }
    assertRefused(new KMeans(), rows(Vectors.dense(1, 2), null), "features must not be null");
    assertRefused(new KMeans(), rows(Vectors.dense(1, 2), Vectors.dense(1)), "as many columns");
    assertRefused(
        new KMeans().setDistanceMeasure("cosine"),
        rows(Vectors.dense(1, 2), Vectors.dense(0, 0)),
        "the cosine distance needs a direction");
    assertRefused(new KMeans(), rows(Vectors.dense(1e300, 2), Vectors.dense(0, 0)), "overflow");
    assertRefused(
        new KMeans().setWeightCol("w"),
        data().withColumn("w", functions.lit(0.0)),
        "weights must not all be 0");
    assertRefused(
        new KMeans().setWeightCol("w"),
        data().withColumn("w", functions.lit(1e308)),
        "weights: their sum must be finite");
    KMeans estimator = new KMeans();
    ParamMap noRow = new ParamMap().put(estimator.initialCenters(), new double[][] {{1, 2}, null});
    assertEquals(
        "initialCenters: row 1",
        assertThrows(NullPointerException.class, () -> estimator.fit(data(), noRow)).getMessage());
    Dataset<Row> holes =
        Sessions.local()
            .sql(
                "select array(cast(1 as double), null) as features union all select array(1d, 2d)");
    assertRefused(new KMeans(), holes, "features: column 1 is null");
  }

  private static void assertRefused(KMeans estimator, Dataset<Row> data, String message) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> estimator.fit(data));
    assertTrue(e.getMessage().contains(message), e.getMessage());
  }

  private static Dataset<Row> rows(Vector... rows) {
    return Sessions.local()
        .createDataFrame(
            Arrays.stream(rows).map(RowFactory::create).toList(),
            new StructType().add("features", SQLDataTypes.VectorType()))
        .repartition(1);
  }

  @Test
  void rowsThatChangeWhenTheyAreReadAgainAreNoticed() {
    // Rows that the fit cannot keep: they are read again for each pass.
    Dataset<Row> random =
        Sessions.local()
            .range(0, 500, 1, 2)
            .select(functions.array(functions.rand(), functions.rand()).as("features"));
    StructType schema =
        new StructType().add("features", DataTypes.createArrayType(DataTypes.DoubleType));
    Dataset<Row> changing =
        Sessions.local()
            .createDataFrame(
                random
                    .toJavaRDD()
                    .map(
                        row ->
                            RowFactory.create(
                                scala.jdk.javaapi.CollectionConverters.asScala(
                                        List.of((Object) Math.random(), (Object) Math.random()))
                                    .toSeq())),
                schema);
    Evicting evicting = new Evicting();
    Sessions.local().sparkContext().addSparkListener(evicting);
    try {
      IllegalStateException e =
          assertThrows(
              IllegalStateException.class,
              () -> new KMeans().setK(9).setTol(0).setMaxIter(50).fit(changing));
      assertTrue(e.getMessage().contains("checkpoint()"), e.getMessage());
    } finally {
      Sessions.local().sparkContext().removeSparkListener(evicting);
    }
  }

  @Test
  void rowsThatWereEvictedAreReadAgain() {
    double[][] initial = ROWS.firstDistinct(20);
    Evicting evicting = new Evicting();
    Sessions.local().sparkContext().addSparkListener(evicting);
    try {
      SameBitsTest.assertSame(
          ROWS.inOneProcess(new LloydKMeans(20), initial),
          new KMeans().setK(20).setTol(0).setMaxIter(300).setInitialCenters(initial).fit(data()));
      assertTrue(evicting.evicted > 0);
    } finally {
      Sessions.local().sparkContext().removeSparkListener(evicting);
    }
  }
}
