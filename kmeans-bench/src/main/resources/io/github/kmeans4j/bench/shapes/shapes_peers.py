"""The peers in the bench of shapes: scikit-learn, and faiss if it is installed.

Arguments: the .npy file of the data and how many of its rows to take. Says who it is and answers
requests, one JSON object a line, until the input ends. Works with scikit-learn 1.2 and later.
"""
import json
import sys
import time
import warnings
import zlib

import numpy as np
import sklearn
from sklearn.cluster import KMeans, MiniBatchKMeans
from sklearn.metrics import silhouette_score

try:
    import faiss
except ImportError:
    faiss = None

BLOCK = 1024
SOME_ROWS = 20_000
PREPARING_PASSES = 5
SMALL_SECONDS = 0.5
MOST_BYTES = 4e9  # of elkan's bounds, one for each row and centroid


class Data:
    """The rows in each precision, read when they are needed."""

    def __init__(self, path, rows):
        self.raw = np.load(path, mmap_mode="r")
        self.raw = self.raw.reshape(len(self.raw), -1)[:rows]
        self.known = {}
        self.finished = {}

    def rows(self, precision):
        if precision not in self.known:
            self.known[precision] = np.ascontiguousarray(self.raw, dtype=precision)
        return self.known[precision]


def inertia(data, centroids, labels):
    """Direct differences in double, so that all contestants are scored alike."""
    exact = centroids.astype(np.float64)
    total = 0.0
    for at in range(0, len(data), BLOCK):
        rows = data[at : at + BLOCK].astype(np.float64)
        total += float(((rows - exact[labels[at : at + BLOCK]]) ** 2).sum())
    return total


def crc(labels):
    return "%08x" % zlib.crc32(np.asarray(labels).astype("<i4").tobytes())


def told(seconds, passes=0, value=0.0, labels=None, distances=None, refusal=None):
    return dict(
        seconds=seconds,
        passes=int(passes),
        value=float(value),
        labelsCrc=None if labels is None else crc(labels),
        distances=distances,
        refusal=refusal,
    )


def timed(work):
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def fitted(estimator, data):
    seconds, _ = timed(lambda: estimator.fit(data))
    total = inertia(data, estimator.cluster_centers_, estimator.labels_)
    passes = getattr(estimator, "n_steps_", estimator.n_iter_)  # mini-batch: its batches
    distances = None
    if getattr(estimator, "algorithm", None) == "lloyd":
        distances = float(len(data)) * estimator.n_clusters * estimator.n_iter_
    return told(seconds, passes, total, estimator.labels_, distances)


def from_rows(request, data, passes):
    return KMeans(
        n_clusters=request["k"],
        init=data[request["start"]],
        n_init=1,
        tol=0,
        max_iter=passes,
        algorithm=request["algorithm"],
    )


def faiss_fit(request, data):
    k = request["k"]
    kmeans = faiss.Kmeans(
        data.shape[1],
        k,
        niter=request["passes"],
        min_points_per_centroid=1,
        max_points_per_centroid=len(data),
    )
    start = data[request["start"]]
    seconds, _ = timed(lambda: kmeans.train(data, init_centroids=start))
    labels = kmeans.index.search(data, 1)[1].ravel()
    passes = len(kmeans.iteration_stats)
    total = inertia(data, kmeans.centroids, labels)
    return told(seconds, passes, total, labels, float(len(data)) * k * passes)


def fit(request, everything):
    algorithm = request["algorithm"]
    data = everything.rows(request["precision"])
    if algorithm == "faiss":
        return faiss_fit(request, data)
    bounds = len(data) * request["k"] * data.itemsize
    if algorithm == "elkan" and bounds > MOST_BYTES:
        return told(0, refusal="its bounds would take %.1f GB" % (bounds / 1e9))
    return fitted(from_rows(request, data, request["passes"]), data)


def finished(request, everything):
    """Fits a few passes once for each precision."""
    precision = request["precision"]
    if precision not in everything.finished:
        data = everything.rows(precision)
        lloyd = dict(request, algorithm="lloyd")
        everything.finished[precision] = from_rows(lloyd, data, PREPARING_PASSES).fit(data)
    return everything.finished[precision]


def predict(request, everything):
    estimator = finished(request, everything)
    data = everything.rows(request["precision"])
    if request["algorithm"] == "faiss":
        index = faiss.IndexFlatL2(data.shape[1])
        index.add(np.ascontiguousarray(estimator.cluster_centers_))
        seconds, result = timed(lambda: index.search(data, 1))
        return told(seconds, labels=result[1].ravel())
    seconds, labels = timed(lambda: estimator.predict(data))
    return told(seconds, labels=labels)


def transform(request, everything):
    estimator = finished(request, everything)
    some = everything.rows(request["precision"])[:SOME_ROWS]
    seconds, distances = timed(lambda: estimator.transform(some))
    return told(seconds, value=distances.sum(dtype=np.float64))


def silhouette(request, everything):
    estimator = finished(request, everything)
    some = everything.rows(request["precision"])[:SOME_ROWS]
    labels = estimator.predict(some)
    seconds, value = timed(lambda: silhouette_score(some, labels))
    return told(seconds, value=value)


def small(request, everything):
    data = everything.rows(request["precision"])

    def estimator(number):
        return KMeans(n_clusters=request["k"], n_init=1, random_state=request["seed"] + number)

    first = fitted(estimator(0), data)
    fits = 0
    start = time.perf_counter()
    while time.perf_counter() - start < SMALL_SECONDS:
        estimator(fits).fit(data)
        fits += 1
    first["seconds"] = (time.perf_counter() - start) / fits
    return first


def run(request, everything):
    mode = request["mode"]
    if mode == "FIT":
        return fit(request, everything)
    if mode in ("DEFAULT", "MINIBATCH"):
        data = everything.rows(request["precision"])
        kind = KMeans if mode == "DEFAULT" else MiniBatchKMeans
        return fitted(
            kind(n_clusters=request["k"], n_init=1, random_state=request["seed"]), data
        )
    work = dict(PREDICT=predict, TRANSFORM=transform, SILHOUETTE=silhouette, SMALL=small)
    return work[mode](request, everything)


def main():
    warnings.filterwarnings("ignore")
    everything = Data(sys.argv[1], int(sys.argv[2]))
    # the first fit of a process loads libraries; that is not what is timed
    few = np.random.RandomState(0).rand(1000, 4)
    for algorithm in ("lloyd", "elkan"):
        KMeans(n_clusters=10, n_init=1, algorithm=algorithm, random_state=0).fit(few)
    names = ["scikit-learn " + sklearn.__version__, "numpy " + np.__version__]
    if faiss is not None:
        names.append("faiss " + faiss.__version__)
    print(", ".join(names), flush=True)
    for line in sys.stdin:
        try:
            answer = run(json.loads(line), everything)
        except (MemoryError, RuntimeError, ValueError) as error:
            answer = told(0, refusal=repr(error))
        print(json.dumps(answer), flush=True)


main()
