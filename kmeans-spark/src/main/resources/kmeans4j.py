"""k-means of kmeans4j for PySpark.

The jar of kmeans-spark and those it needs must be on the class path of the driver and the executors, as
``--packages`` puts them; this file is in the jar of kmeans-spark.

    from kmeans4j import KMeans
    model = KMeans(k=64, seed=7).fit(dataset)
    model.transform(dataset)
    model.clusterCenters()
    model.summary.trainingCost
"""

from pyspark import SparkContext
from pyspark.ml.clustering import KMeans as SparkKMeans
from pyspark.ml.clustering import KMeansModel as SparkKMeansModel
from pyspark.ml.param import Param, Params, TypeConverters

__all__ = ["KMeans", "KMeansModel"]


def _rows(value):
    rows = [TypeConverters.toListFloat(row) for row in value]
    if not rows:
        raise ValueError("initialCenters must have rows, but there are none")
    if not rows[0]:
        raise ValueError("initialCenters must have columns, but row 0 has none")
    for j, row in enumerate(rows):
        if len(row) != len(rows[0]):
            raise ValueError(
                "initialCenters must have rows of one length, but row 0 has %d values and row %d has %d"
                % (len(rows[0]), j, len(row))
            )
    return rows


def _java(name):
    """A class of kmeans-spark in Spark's JVM; none through Spark Connect, or before there is a context."""
    gateway = SparkContext._gateway
    return None if gateway is None else getattr(gateway.jvm.io.github.kmeans4j.spark, name)


class _Reader:
    """A reader of Java's, what it reads being wrapped."""

    def __init__(self, java, wrap):
        self._java, self._wrap = java, wrap

    def session(self, sparkSession):
        """Sets the session to read with."""
        self._java.session(sparkSession._jsparkSession)
        return self

    def load(self, path):
        """Reads what was saved at a path."""
        return self._wrap(self._java.load(path))


def _with_values(own, java):
    for param in own.params:
        held = java.getParam(param.name)
        if java.isSet(held):
            value = java.getOrDefault(held)
            if param.name == "initialCenters":  # an array of arrays of Java
                value = [list(row) for row in value]
            own._set(**{param.name: value})
    return own


class KMeansModel(SparkKMeansModel):
    """The model that KMeans fits. It is saved as Spark's own model is."""

    @classmethod
    def read(cls):
        """Returns what reads models that this library or Spark ML saved."""
        java = _java("KMeansModel")
        if java is None:
            return SparkKMeansModel.read()
        return _Reader(java.read(), lambda model: _with_values(cls(model), model))


class KMeans(SparkKMeans):
    """Lloyd's k-means with exact labels and exact sums.

    Parameters and defaults are those of Spark's KMeans; one more is initialCenters, a list of k rows.
    """

    initialCenters = Param(
        Params._dummy(),
        "initialCenters",
        "The centers to begin with, k rows; none to choose them.",
        typeConverter=_rows,
    )

    def __init__(self, **kwargs):
        super().__init__()
        self._java_obj = self._new_java_obj("io.github.kmeans4j.spark.KMeans", self.uid)
        if not isinstance(self._java_obj, str):  # Spark Connect has a name in its place
            # PySpark's own default is a hash that each interpreter salts anew.
            self._setDefault(seed=self._java_obj.getSeed())
        self._set(**kwargs)

    @classmethod
    def read(cls):
        """Returns what reads estimators that this library or Spark ML saved."""
        java = _java("KMeans")
        return super().read() if java is None else _Reader(java.read(), cls._of)

    @classmethod
    def _of(cls, java):
        own = cls()
        own._resetUid(java.uid())
        own._java_obj = java
        return _with_values(own, java)

    def setParams(self, **kwargs):
        """Sets parameters by their names."""
        return self._set(**kwargs)

    def setInitialCenters(self, value):
        """Sets the centers to begin with."""
        return self._set(initialCenters=value)

    def getInitialCenters(self):
        """Returns the centers to begin with, or None."""
        return self.getOrDefault(self.initialCenters) if self.isDefined(self.initialCenters) else None

    def _transfer_params_to_java(self):
        given = self.getInitialCenters()
        if given is None:
            super()._transfer_params_to_java()
            return
        # Lists of lists do not become an array of arrays by themselves.
        gateway = SparkContext._gateway
        rows = gateway.new_array(gateway.jvm.double, len(given), len(given[0]))
        for j, row in enumerate(given):
            for c, value in enumerate(row):
                rows[j][c] = value
        self._java_obj.setInitialCenters(rows)
        del self._paramMap[self.initialCenters]
        try:
            super()._transfer_params_to_java()
        finally:
            self._paramMap[self.initialCenters] = given

    def _create_model(self, java_model):
        return KMeansModel(java_model)
