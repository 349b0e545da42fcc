package io.github.kmeans4j.spark;

import io.github.kmeans4j.DistanceMetric;
import io.github.kmeans4j.spark.internal.course.SparkFit;
import io.github.kmeans4j.spark.internal.course.SparkOptions;
import io.github.kmeans4j.spark.internal.rows.Column;
import io.github.kmeans4j.spark.internal.rows.Packing;
import java.util.Objects;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.ml.param.DoubleArrayArrayParam;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * k-means as an estimator of Spark ML: Lloyd's iteration (Lloyd 1982, <a
 * href="https://doi.org/10.1109/TIT.1982.1056489">doi:10.1109/TIT.1982.1056489</a>) with exact
 * labels and exact sums.
 *
 * <pre>{@code
 * KMeansModel model = new KMeans().setK(64).setSeed(7).setFeaturesCol("features").fit(dataset);
 * Dataset<Row> labeled = model.transform(dataset);  // with a column "prediction"
 * }</pre>
 *
 * <p>The answer does not depend on the number of partitions, the order of the rows, the executors
 * or their failures; from given centers it is the same, bit for bit, as that of {@code LloydKMeans}
 * in one process.
 *
 * <p>Parameters and their defaults are those of Spark's KMeans:
 *
 * <ul>
 *   <li>{@code k}: 2 clusters, the fewest there can be
 *   <li>{@code maxIter}: 20 passes over the rows; 0 leaves the initial centers as they are, by the
 *       cosine distance scaled to length 1
 *   <li>{@code tol}: 1e-4, the largest Euclidean move of a center that ends the fit; 0 for a fixed
 *       point only
 *   <li>{@code initMode}: "k-means||"; or "random", k random rows
 *   <li>{@code initSteps}: 2 rounds of k-means||
 *   <li>{@code seed}: a hash of the name of the class, so the same in every run
 *   <li>{@code distanceMeasure}: "euclidean"; or "cosine", that of {@code CosineDistance}
 *   <li>{@code featuresCol}: "features", a column of vectors, arrays of double, float or byte, or
 *       binary, whose bytes are 0..255
 *   <li>{@code weightCol}: none, so each row weighs 1
 *   <li>{@code predictionCol}: "prediction"
 * </ul>
 *
 * <p>One more is {@code initialCenters}, none by default. {@code solver} and {@code
 * maxBlockSizeInMB} are accepted and have no meaning here.
 *
 * <p>A cluster that loses its last row is given the row farthest from its center. Rows are packed
 * into blocks that stay in the executors' memory, on their disks where that is full: 1 byte a value
 * if all values of a block are whole numbers in 0..255, 4 bytes if they are floats, 8 otherwise.
 * Sparse vectors of more than 32 columns of which at most an eighth are not 0 take 8 bytes for each
 * such value, 12 if it is no float. Beside them each row takes {@code 32 + 4G} bytes of labels and
 * bounds, see {@code LloydRun}, which Spark does not count.
 *
 * <p>Not thread-safe, as estimators of Spark are not while they are being set.
 */
public class KMeans extends org.apache.spark.ml.clustering.KMeans {
  private static final long serialVersionUID = 1;

  private static final Logger LOG = LoggerFactory.getLogger(KMeans.class);

  /** The parameter, once it was asked for. */
  private @Nullable DoubleArrayArrayParam initialCenters;

  /** Creates an estimator with the defaults. */
  public KMeans() {
    this(Identifiable$.MODULE$.randomUID("kmeans"));
  }

  /**
   * Creates an estimator with the defaults.
   *
   * @param uid an identifier that no other stage of a pipeline has
   */
  public KMeans(String uid) {
    super(uid);
  }

  /**
   * Reads an estimator that this library or Spark ML saved.
   *
   * @param path where it was saved
   * @return the estimator with its parameters
   */
  public static KMeans load(String path) {
    return (KMeans) read().load(path);
  }

  /**
   * Returns what reads estimators that were saved.
   *
   * @return the reader; what it reads is a {@link KMeans} of this package
   */
  public static MLReader<org.apache.spark.ml.clustering.KMeans> read() {
    return new Reader();
  }

  /** Reads an estimator of Spark ML as one of this library. */
  private static final class Reader extends MLReader<org.apache.spark.ml.clustering.KMeans> {
    @Override
    public KMeans load(String path) {
      DefaultParamsReader<Params> reader = new DefaultParamsReader<>();
      reader.session(sparkSession());
      Params read = reader.load(path);
      if (read instanceof KMeans own) {
        return own;
      }
      if (!(read instanceof org.apache.spark.ml.clustering.KMeans spark)) {
        throw new IllegalArgumentException(
            "path: " + path + " holds no KMeans, but a " + read.getClass().getName());
      }
      KMeans own = new KMeans(spark.uid());
      spark.copyValues(own, ParamMap.empty());
      return own;
    }
  }

  /**
   * Returns the parameter of the initial centers.
   *
   * @return k rows of as many values as the rows have columns
   */
  public synchronized DoubleArrayArrayParam initialCenters() {
    // Spark asks for all parameters while the class it belongs to is not made yet.
    DoubleArrayArrayParam param = initialCenters;
    if (param == null) {
      param =
          new DoubleArrayArrayParam(
              this, "initialCenters", "The centers to begin with, k rows; none to choose them.");
      initialCenters = param;
    }
    return param;
  }

  /**
   * Sets the centers to begin with; {@code initMode}, {@code initSteps} and {@code seed} have no
   * meaning then.
   *
   * @param centers k rows of as many finite values as the rows have columns; copied
   * @return this
   * @throws NullPointerException if centers or one of them are null; names which
   */
  public KMeans setInitialCenters(double[][] centers) {
    set(initialCenters(), copy(centers, "centers"));
    return this;
  }

  /**
   * Returns the centers to begin with.
   *
   * @return k rows, a copy; null if there are none given
   */
  public double @Nullable [][] getInitialCenters() {
    if (!isDefined(initialCenters())) {
      return null;
    }
    return copy(getOrDefault(initialCenters()), "initialCenters");
  }

  private static double[][] copy(double[][] centers, String name) {
    double[][] copy = new double[Objects.requireNonNull(centers, name).length][];
    for (int j = 0; j < copy.length; j++) {
      int row = j;
      copy[j] = Objects.requireNonNull(centers[j], () -> name + ": row " + row).clone();
    }
    return copy;
  }

  /**
   * Sets the column of the rows.
   *
   * @param value the name of a column of vectors, arrays of double, float or byte, or binary
   * @return this
   */
  @Override
  public KMeans setFeaturesCol(String value) {
    super.setFeaturesCol(value);
    return this;
  }

  /**
   * Sets the column that the model adds.
   *
   * @param value the name of a column that is not there yet
   * @return this
   */
  @Override
  public KMeans setPredictionCol(String value) {
    super.setPredictionCol(value);
    return this;
  }

  /**
   * Sets the number of clusters.
   *
   * @param value at least 2, as for Spark
   * @return this
   */
  @Override
  public KMeans setK(int value) {
    super.setK(value);
    return this;
  }

  /**
   * Sets how initial centers are chosen.
   *
   * @param value "k-means||" or "random"
   * @return this
   */
  @Override
  public KMeans setInitMode(String value) {
    super.setInitMode(value);
    return this;
  }

  /**
   * Sets the distance.
   *
   * @param value "euclidean" or "cosine"
   * @return this
   */
  @Override
  public KMeans setDistanceMeasure(String value) {
    super.setDistanceMeasure(value);
    return this;
  }

  /**
   * Sets the number of rounds of k-means||.
   *
   * @param value at least 1
   * @return this
   */
  @Override
  public KMeans setInitSteps(int value) {
    super.setInitSteps(value);
    return this;
  }

  /**
   * Sets how many passes over the rows are allowed.
   *
   * @param value at least 0
   * @return this
   */
  @Override
  public KMeans setMaxIter(int value) {
    super.setMaxIter(value);
    return this;
  }

  /**
   * Sets the tolerance.
   *
   * @param value the largest Euclidean move of a center that ends the fit, at least 0
   * @return this
   */
  @Override
  public KMeans setTol(double value) {
    super.setTol(value);
    return this;
  }

  /**
   * Sets the seed of the random numbers.
   *
   * @param value any
   * @return this
   */
  @Override
  public KMeans setSeed(long value) {
    super.setSeed(value);
    return this;
  }

  /**
   * Sets the column of the weights.
   *
   * @param value the name of a column of numbers; empty for none
   * @return this
   */
  @Override
  public KMeans setWeightCol(String value) {
    super.setWeightCol(value);
    return this;
  }

  /**
   * Sets what has no meaning here.
   *
   * @param value "auto", "row" or "block"
   * @return this
   */
  @Override
  public KMeans setSolver(String value) {
    super.setSolver(value);
    return this;
  }

  /**
   * Sets what has no meaning here.
   *
   * @param value at least 0
   * @return this
   */
  @Override
  public KMeans setMaxBlockSizeInMB(double value) {
    super.setMaxBlockSizeInMB(value);
    return this;
  }

  /**
   * Copies the estimator.
   *
   * @param extra parameters that take the place of its own
   * @return an estimator with the same identifier
   */
  @Override
  public KMeans copy(ParamMap extra) {
    return (KMeans) defaultCopy(extra);
  }

  /**
   * Checks the columns of a dataset.
   *
   * @param schema of the dataset
   * @return the schema with the column of predictions
   * @throws IllegalArgumentException if a column is missing or of a wrong type, or there is one of
   *     the name of the predictions
   */
  @Override
  public StructType transformSchema(StructType schema) {
    String weights = weightColumn();
    if (weights != null) {
      Schemas.checkNumeric(schema, "weightCol", weights);
    }
    return Schemas.withPrediction(schema, getFeaturesCol(), getPredictionCol());
  }

  /**
   * Clusters the rows of a dataset.
   *
   * @param dataset rows, read again where an executor was lost, and then the same
   * @return the model, with a summary
   * @throws IllegalArgumentException if a column is missing or of a wrong type, k is larger than
   *     the number of rows, rows differ in length or have a value that is null, NaN or infinite, a
   *     weight is negative, null, NaN or infinite, all are 0, squared distances overflow, or
   *     initial centers do not fit
   * @throws IllegalStateException if the dataset gives other rows when it is read again
   */
  @Override
  public KMeansModel fit(Dataset<?> dataset) {
    transformSchema(dataset.schema());
    SparkOptions options = options();
    String features = getFeaturesCol();
    String weights = weightColumn();
    Packing packing =
        new Packing(
            features,
            Column.of(features, dataset.schema().apply(features).dataType()),
            weights,
            options.metric());
    SparkFit.Outcome outcome = new SparkFit(options, LOG).fit(rows(dataset, weights), packing);
    KMeansModel model =
        new KMeansModel(
            uid(),
            outcome.centroids(),
            getDistanceMeasure(),
            outcome.inertia(),
            outcome.iterations());
    copyValues(model, ParamMap.empty());
    model.setParent(this);
    model.summarize(dataset, outcome.sizes());
    return model;
  }

  private SparkOptions options() {
    int k = getK();
    double[][] given = getInitialCenters();
    if (given != null && given.length != k) {
      throw new IllegalArgumentException(
          "initialCenters must have k rows, " + k + ", but have " + given.length);
    }
    return new SparkOptions(
        k,
        getMaxIter(),
        getTol(),
        getSeed(),
        DistanceMetric.named(getDistanceMeasure()),
        getInitMode().equals("random"),
        getInitSteps(),
        given);
  }

  private @Nullable String weightColumn() {
    return isDefined(weightCol()) && !getWeightCol().isEmpty() ? getWeightCol() : null;
  }

  private JavaRDD<InternalRow> rows(Dataset<?> dataset, @Nullable String weights) {
    org.apache.spark.sql.Column features = Schemas.column(getFeaturesCol());
    Dataset<Row> selected =
        weights == null
            ? dataset.select(features)
            : dataset.select(features, Schemas.column(weights).cast("double"));
    return ((org.apache.spark.sql.classic.Dataset<Row>) selected)
        .queryExecution()
        .toRdd()
        .toJavaRDD();
  }
}
