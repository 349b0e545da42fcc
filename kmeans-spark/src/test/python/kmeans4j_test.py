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
        self.name, self.uid, self.params, self.centers, self.fits = name, uid, {}, None, 0

    def getSeed(self):
        return -42

    def setInitialCenters(self, rows):
        self.centers = [list(row) for row in rows]

    def fit(self, data):
        self.fits += 1
        return ("java model of", data)


class Gateway:
    jvm = types.SimpleNamespace(double=float)

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


class SparkKMeansModel:
    def __init__(self, java_model):
        self.java_model = java_model


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
        self.assertEqual("uid", estimator._java_obj.uid)
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


if __name__ == "__main__":
    sys.path.insert(0, sys.argv.pop())
    from kmeans4j import KMeans, KMeansModel

    unittest.main()
