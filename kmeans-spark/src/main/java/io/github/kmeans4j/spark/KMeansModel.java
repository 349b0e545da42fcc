package io.github.kmeans4j.spark;

import java.util.Objects;
import org.apache.spark.ml.clustering.KMeansSummary;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.GeneralMLWriter;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.mllib.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.Option;

/**
 * The model that {@link KMeans} fits: a model of Spark ML that labels rows exactly, by direct
 * differences in double, the lowest cluster on ties.
 *
 * <p>It is saved as Spark's own model is, and under its name, so that Spark ML can read it without
 * this library; also as part of a pipeline, which then has Spark's model in it. {@link #load} reads
 * both, and returns the one of this library.
 *
 * <p>Thread-safe once it is set.
 */
public class KMeansModel extends org.apache.spark.ml.clustering.KMeansModel {
  private static final long serialVersionUID = 1;

  private transient volatile Labeling labeling;

  KMeansModel(String uid, double[][] centers, String distanceMeasure, double cost, int iterations) {
    this(uid, parent(centers, distanceMeasure, cost, iterations));
  }

  private KMeansModel(String uid, org.apache.spark.mllib.clustering.KMeansModel parent) {
    super(uid, parent);
    this.labeling = labeling();
  }

  private static org.apache.spark.mllib.clustering.KMeansModel parent(
      double[][] centers, String distanceMeasure, double cost, int iterations) {
    org.apache.spark.mllib.linalg.Vector[] vectors =
        new org.apache.spark.mllib.linalg.Vector[centers.length];
    for (int j = 0; j < vectors.length; j++) {
      vectors[j] = Vectors.dense(centers[j].clone());
    }
    return new org.apache.spark.mllib.clustering.KMeansModel(
        vectors, distanceMeasure, cost, iterations);
  }

  /**
   * Reads a model that this library or Spark ML saved.
   *
   * @param path where it was saved
   * @return the model, without a summary
   */
  public static KMeansModel load(String path) {
    return of(org.apache.spark.ml.clustering.KMeansModel.load(path));
  }

  /**
   * Returns what reads models that were saved.
   *
   * @return the reader; what it reads is a {@link KMeansModel} of this package
   */
  public static MLReader<org.apache.spark.ml.clustering.KMeansModel> read() {
    return new Reader();
  }

  /**
   * Makes a model of this library of one of Spark ML, to label rows exactly.
   *
   * @param model a model that Spark ML fitted or read
   * @return a model with its centers, parameters and identifier, without a summary
   */
  public static KMeansModel of(org.apache.spark.ml.clustering.KMeansModel model) {
    // What was read from a file has the distance as a parameter only.
    org.apache.spark.mllib.clustering.KMeansModel read = model.parentModel();
    org.apache.spark.mllib.clustering.KMeansModel parent =
        new org.apache.spark.mllib.clustering.KMeansModel(
            read.clusterCenters(), model.getDistanceMeasure(), read.trainingCost(), read.numIter());
    KMeansModel own = new KMeansModel(model.uid(), parent);
    model.copyValues(own, ParamMap.empty());
    return own;
  }

  private static final class Reader extends MLReader<org.apache.spark.ml.clustering.KMeansModel> {
    @Override
    public KMeansModel load(String path) {
      MLReader<org.apache.spark.ml.clustering.KMeansModel> reader =
          org.apache.spark.ml.clustering.KMeansModel.read();
      reader.session(sparkSession());
      return of(reader.load(path));
    }
  }

  /**
   * Sets the column of the rows.
   *
   * @param value the name of a column of vectors, arrays of double, float or byte, or binary
   * @return this
   */
  @Override
  public KMeansModel setFeaturesCol(String value) {
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
  public KMeansModel setPredictionCol(String value) {
    super.setPredictionCol(value);
    return this;
  }

  /**
   * Copies the model.
   *
   * @param extra parameters that take the place of its own
   * @return a model with the same identifier, centers and summary
   */
  @Override
  public KMeansModel copy(ParamMap extra) {
    KMeansModel copy = new KMeansModel(uid(), parentModel());
    copyValues(copy, extra);
    copy.setSummary(trainingSummary());
    copy.setParent(parent());
    return copy;
  }

  /**
   * Checks the columns of a dataset.
   *
   * @param schema of the dataset
   * @return the schema with the column of predictions
   * @throws IllegalArgumentException if the column of the rows is missing or of a wrong type, or
   *     there is one of the name of the predictions
   */
  @Override
  public StructType transformSchema(StructType schema) {
    return Schemas.withPrediction(schema, getFeaturesCol(), getPredictionCol());
  }

  /**
   * Labels rows.
   *
   * @param dataset rows in the form that the estimator takes, not necessarily the same
   * @return the dataset with the column of predictions, the nearest cluster of each row
   * @throws IllegalArgumentException as {@link #transformSchema}; rows that cannot be used make
   *     jobs on the result fail
   */
  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    transformSchema(dataset.schema());
    return dataset.withColumn(
        getPredictionCol(),
        functions
            .udf(labeling(), DataTypes.IntegerType)
            .asNonNullable()
            .apply(Schemas.column(getFeaturesCol())));
  }

  /**
   * Labels a row.
   *
   * @param features d finite values
   * @return the nearest cluster, the lowest on ties
   * @throws IllegalArgumentException if there are more or fewer than d, or some are not finite
   */
  @Override
  public int predict(Vector features) {
    Objects.requireNonNull(features, "features");
    Labeling prepared = labeling;
    if (prepared == null) {
      prepared = labeling();
      labeling = prepared;
    }
    return prepared.label(features.toArray());
  }

  private Labeling labeling() {
    Vector[] vectors = clusterCenters();
    double[][] centers = new double[vectors.length][];
    for (int j = 0; j < centers.length; j++) {
      centers[j] = vectors[j].toArray();
    }
    return new Labeling(getFeaturesCol(), centers, parentModel().distanceMeasure());
  }

  /**
   * Returns what saves the model, as Spark's own.
   *
   * @return the writer
   */
  @Override
  public GeneralMLWriter write() {
    org.apache.spark.ml.clustering.KMeansModel plain =
        new org.apache.spark.ml.clustering.KMeansModel(uid(), parentModel());
    copyValues(plain, ParamMap.empty());
    return plain.write();
  }

  /**
   * Describes the model.
   *
   * @return its identifier, k and d
   */
  @Override
  public String toString() {
    return "KMeansModel: uid="
        + uid()
        + ", k="
        + parentModel().k()
        + ", numFeatures="
        + numFeatures();
  }

  /** Adds the summary of the fit. */
  void summarize(Dataset<?> dataset, long[] sizes) {
    setSummary(
        Option.apply(
            new Summary(
                transform(dataset),
                getPredictionCol(),
                getFeaturesCol(),
                getK(),
                parentModel().numIter(),
                parentModel().trainingCost(),
                sizes)));
  }

  /** Sizes that the fit knows, where Spark's summary counts predictions. */
  private static final class Summary extends KMeansSummary {
    private static final long serialVersionUID = 1;

    private final long[] sizes;

    Summary(
        Dataset<Row> predictions,
        String predictionCol,
        String featuresCol,
        int k,
        int numIter,
        double trainingCost,
        long[] sizes) {
      super(predictions, predictionCol, featuresCol, k, numIter, trainingCost);
      this.sizes = sizes;
    }

    @Override
    public Dataset<Row> cluster() {
      return predictions().select(Schemas.column(predictionCol()));
    }

    @Override
    public long[] clusterSizes() {
      return sizes.clone();
    }
  }
}
