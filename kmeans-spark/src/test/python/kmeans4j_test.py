"""What kmeans4j.py does with PySpark, of which the little that it uses is stood in for here.

    python3 kmeans4j_test.py FOLDER    where kmeans4j.py is
"""

import sys
import types
import unittest


class Param:
    def __init__(self, parent, name, doc, typeConverter=None):
        self.parent, self.name, self.convert = parent, name, typeConverter or (lambda value: value)


class Params:
    @staticmethod
    def _dummy():
        return None


class TypeConverters:
    @staticmethod
    def toListFloat(value):
        return [float(v) for v in value]


class Java:
    """A Java estimator: what was called on it."""

    def __init__(self, name, uid):
        self.name, self.params, self.centers, self.fits = name, {}, None, 0
        self.uid = lambda: uid

    def getSeed(self):
        return -42

    def setInitialCenters(self, rows):
        self.centers = [list(row) for row in rows]

    def getParam(self, name):
        return name

    def isSet(self, param):
        return param in self.params

    def getOrDefault(self, param):
        return self.params[param]

    def fit(self, data):
        self.fits += 1
        return ("java model of", data)


class JavaReader:
    """A reader of Java's; the path is the identifier of what it reads."""

    used = None

    def __init__(self, name, **params):
        self.name, self.params = name, params

    def session(self, session):
        self.used = session

    def load(self, path):
        read = Java("%s read by %s" % (self.name, self.used), path)
        read.params.update(self.params)
        return read


class JavaKMeans:
    @staticmethod
    def read():
        # no lists, as arrays of Java are none
        return JavaReader("estimator", k=2, initialCenters=((1.0, 2.0), (3.0, 4.0)))


class JavaKMeansModel:
    @staticmethod
    def read():
        return JavaReader("model", k=3)


class Gateway:
    jvm = types.SimpleNamespace(
        double=float,
        io=types.SimpleNamespace(
            github=types.SimpleNamespace(
                kmeans4j=types.SimpleNamespace(
                    spark=types.SimpleNamespace(KMeans=JavaKMeans, KMeansModel=JavaKMeansModel)
                )
            )
        ),
    )

    @staticmethod
    def new_array(kind, rows, columns):
        return [[kind()] * columns for _ in range(rows)]


class SparkContext:
    _gateway = Gateway


class SparkKMeans(Params):
    """Keeps values as PySpark does: those that are set, and defaults, both sent before a fit."""

    k = Param(None, "k", "", int)
    seed = Param(None, "seed", "", int)

    def __init__(self):
        self.uid, self._paramMap, self._defaultParamMap = "uid", {}, {}
        self._java_obj = Java("spark", "uid")
        self._setDefault(k=2, seed=hash("KMeans"))

    @staticmethod
    def _new_java_obj(name, *args):
        return Java(name, *args)

    def _setDefault(self, **kwargs):
        self._defaultParamMap.update({getattr(self, name): value for name, value in kwargs.items()})

    def _set(self, **kwargs):
        for name, value in kwargs.items():
            param = getattr(self, name)
            self._paramMap[param] = param.convert(value)
        return self

    @property
    def params(self):
        return [self.initialCenters, self.k, self.seed]

    def _resetUid(self, uid):
        self.uid = uid

    @classmethod
    def read(cls):
        raise AttributeError("there is no Java class of that name")

    @classmethod
    def load(cls, path):
        return cls.read().load(path)

    def setParams(self, *, k=2, seed=None):
        return self._set(k=k, seed=seed)

    def isDefined(self, param):
        return param in self._paramMap or param in self._defaultParamMap

    def getOrDefault(self, param):
        return self._paramMap[param] if param in self._paramMap else self._defaultParamMap[param]

    def _transfer_params_to_java(self):
        for values in (self._defaultParamMap, self._paramMap):
            for param, value in values.items():
                if isinstance(value, list):
                    raise TypeError("lists of lists do not become arrays")
                self._java_obj.params[param.name] = value

    def fit(self, data):
        self._transfer_params_to_java()
        return self._create_model(self._java_obj.fit(data))


class SparkKMeansModel(SparkKMeans):
    def __init__(self, java_model):
        super().__init__()
        self.java_model = java_model

    @property
    def params(self):
        return [self.k, self.seed]

    @classmethod
    def read(cls):
        return types.SimpleNamespace(load=SparkKMeansModel)


def stand_in(name, **members):
    module = types.ModuleType(name)
    module.__dict__.update(members)
    sys.modules[name] = module


stand_in("pyspark", SparkContext=SparkContext)
stand_in("pyspark.ml")
stand_in("pyspark.ml.clustering", KMeans=SparkKMeans, KMeansModel=SparkKMeansModel)
stand_in("pyspark.ml.param", Param=Param, Params=Params, TypeConverters=TypeConverters)


class KMeansTest(unittest.TestCase):
    def test_arguments_reach_the_estimator_of_this_library(self):
        estimator = KMeans(k=64, seed=7)
        model = estimator.fit("data")
        self.assertEqual("io.github.kmeans4j.spark.KMeans", estimator._java_obj.name)
        self.assertEqual("uid", estimator._java_obj.uid())
        self.assertEqual({"k": 64, "seed": 7}, estimator._java_obj.params)
        self.assertIsInstance(model, KMeansModel)
        self.assertEqual(("java model of", "data"), model.java_model)

    def test_the_seed_is_the_same_in_every_interpreter(self):
        estimator = KMeans()
        estimator.fit("data")
        self.assertEqual({"k": 2, "seed": -42}, estimator._java_obj.params)

    def test_initial_centers_become_an_array_of_arrays(self):
        estimator = KMeans(k=2, initialCenters=[[1, 2, 3], (4, 5, 6)])
        self.assertIs(estimator, estimator.setInitialCenters(estimator.getInitialCenters()))
        estimator.fit("data")
        self.assertEqual([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]], estimator._java_obj.centers)
        self.assertEqual([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]], estimator.getInitialCenters())
        self.assertIsNone(KMeans().getInitialCenters())

    def test_initial_centers_that_are_no_matrix_are_refused(self):
        for rows, named in (
            ([[1, 2], [3]], "row 0 has 2 values and row 1 has 1"),
            ([[1], [2], [3, 4]], "row 0 has 1 values and row 2 has 2"),
            ([], "there are none"),
            ([[], []], "row 0 has none"),
        ):
            with self.assertRaisesRegex(ValueError, "^initialCenters must have .*" + named):
                KMeans(initialCenters=rows)

    def test_parameters_are_set_by_their_names(self):
        estimator = KMeans()
        self.assertIs(estimator, estimator.setParams(k=1, initialCenters=[[5]]))
        self.assertEqual(1, estimator.getOrDefault(estimator.k))
        self.assertEqual([[5.0]], estimator.getInitialCenters())

    def test_an_estimator_is_read_by_this_library(self):
        estimator = KMeans.load("path")
        self.assertIs(KMeans, type(estimator))
        self.assertEqual("path", estimator.uid)
        self.assertEqual("estimator read by None", estimator._java_obj.name)
        self.assertEqual(2, estimator._paramMap[estimator.k])
        self.assertNotIn(estimator.seed, estimator._paramMap)
        self.assertEqual([[1.0, 2.0], [3.0, 4.0]], estimator.getInitialCenters())

    def test_a_model_is_read_by_this_library(self):
        model = KMeansModel.load("path")
        self.assertIs(KMeansModel, type(model))
        self.assertEqual("model read by None", model.java_model.name)
        self.assertEqual(3, model._paramMap[model.k])

    def test_readers_take_a_session(self):
        session = types.SimpleNamespace(_jsparkSession="its session")
        estimator = KMeans.read().session(session).load("path")
        self.assertEqual("estimator read by its session", estimator._java_obj.name)
        model = KMeansModel.read().session(session).load("path")
        self.assertEqual("model read by its session", model.java_model.name)

    def test_without_a_gateway_models_are_those_of_spark(self):
        gateway, SparkContext._gateway = SparkContext._gateway, None
        try:
            self.assertIs(SparkKMeansModel, type(KMeansModel.load("path")))
        finally:
            SparkContext._gateway = gateway


if __name__ == "__main__":
    sys.path.insert(0, sys.argv.pop())
    from kmeans4j import KMeans, KMeansModel

    unittest.main()
