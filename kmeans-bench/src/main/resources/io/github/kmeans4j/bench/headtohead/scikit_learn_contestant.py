"""The process of scikit-learn in the head-to-head.

Arguments: algorithm (lloyd or elkan), dtype, and the file of the data (IDX images, gzipped); and a
number of clusters for a cold fit, which is then all it does. Otherwise says who it is and answers
requests, one JSON object a line, until the input ends. Works with scikit-learn 1.2 and later.
"""
import gzip
import json
import sys
import time
import zlib

import numpy as np
import sklearn
from sklearn.cluster import KMeans, MiniBatchKMeans, kmeans_plusplus
from sklearn.metrics import pairwise_distances_argmin_min

BLOCK = 1024


def read(path, dtype):
    with gzip.open(path) as file:
        content = file.read()
    rows, height, width = np.frombuffer(content, ">i4", 3, 4)
    pixels = np.frombuffer(content, np.uint8, rows * height * width, 16)
    return pixels.reshape(rows, height * width).astype(dtype)


def inertia(data, centroids, labels):
    """Direct differences in double, so that all contestants are scored alike."""
    exact = centroids.astype(np.float64)
    total = 0.0
    for at in range(0, len(data), BLOCK):
        rows = data[at : at + BLOCK].astype(np.float64)
        total += float(((rows - exact[labels[at : at + BLOCK]]) ** 2).sum())
    return total


def peak_bytes():
    with open("/proc/self/status") as status:
        for line in status:
            if line.startswith("VmHWM:"):
                return 1024 * int(line.split()[1])
    return 0


def answer(seconds, iterations, total, labels, distances, peak, centroids=None):
    crc = "%08x" % zlib.crc32(labels.astype(np.uint8).tobytes())
    return json.dumps(
        dict(
            seconds=seconds,
            iterations=iterations,
            inertia=total,
            labelsCrc=crc,
            distances=distances,
            peakBytes=peak,
            centroids=centroids,
        )
    )


def fit(estimator, data, exact=True, centroids=False):
    start = time.perf_counter()
    estimator.fit(data)
    seconds = time.perf_counter() - start
    peak = peak_bytes()
    distances = None
    if getattr(estimator, "algorithm", None) == "lloyd":
        distances = len(data) * estimator.n_clusters * estimator.n_iter_
    total = float(estimator.inertia_)
    if exact:
        total = inertia(data, estimator.cluster_centers_, estimator.labels_)
    iterations = getattr(estimator, "n_steps_", estimator.n_iter_)  # mini-batch: its batches
    told = estimator.cluster_centers_.astype(np.float64).tolist() if centroids else None
    return answer(seconds, iterations, total, estimator.labels_, distances, peak, told)


def from_first_rows(data, k, algorithm):
    return KMeans(
        n_clusters=k, init=data[:k].copy(), n_init=1, tol=0, max_iter=10000, algorithm=algorithm
    )


def seed(data, k, random_state):
    start = time.perf_counter()
    centroids, _ = kmeans_plusplus(data, k, random_state=random_state)
    seconds = time.perf_counter() - start
    peak = peak_bytes()
    labels, _ = pairwise_distances_argmin_min(data, centroids)
    return answer(seconds, 0, inertia(data, centroids, labels), labels, None, peak)


def run(request, everything, algorithm):
    data = everything[: request["rows"]]
    k = request["k"]
    task = request["task"]
    if task == "SEEDING":
        return seed(data, k, request["seed"])
    if task == "DEFAULT":
        estimator = KMeans(n_clusters=k, n_init=1, random_state=request["seed"])
        return fit(estimator, data)
    if task == "MINI_BATCH":
        estimator = MiniBatchKMeans(n_clusters=k, n_init=1, random_state=request["seed"])
        if request.get("passes"):
            estimator.set_params(max_iter=request["passes"])
        return fit(estimator, data, centroids=request.get("centroids", False))
    return fit(from_first_rows(data, k, algorithm), data)


def main():
    algorithm, dtype, path = sys.argv[1:4]
    data = read(path, np.dtype(dtype))
    if len(sys.argv) > 4:
        # its own inertia: a second one in double would lengthen the process that is timed
        print(fit(from_first_rows(data, int(sys.argv[4]), algorithm), data, exact=False))
        return
    # the first fit of a process loads libraries; that is not what is timed
    from_first_rows(data[:1000], 10, algorithm).fit(data[:1000])
    print("scikit-learn", sklearn.__version__, algorithm, dtype, flush=True)
    for line in sys.stdin:
        print(run(json.loads(line), data, algorithm), flush=True)


main()
