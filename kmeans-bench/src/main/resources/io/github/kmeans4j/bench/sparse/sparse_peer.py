"""scikit-learn in the bench of sparse rows.

Argument: the file of the data, SciPy's .npz or svmlight text that counts columns from 1. Says who
it is and answers requests, one JSON object a line, until the input ends. Works with scikit-learn
1.2 and later.
"""
import json
import sys
import time
import warnings

import numpy as np
import scipy
import scipy.sparse
import sklearn
from sklearn.cluster import KMeans, MiniBatchKMeans
from sklearn.datasets import load_svmlight_file


def load(path):
    if path.endswith(".npz"):
        rows = scipy.sparse.load_npz(path)
    else:
        rows = load_svmlight_file(path, zero_based=False)[0]
    rows = rows.tocsr().astype(np.float32)
    rows.sort_indices()
    return rows


def inertia(rows, centroids, labels):
    """In double, so that both sides are scored alike."""
    exact = rows.astype(np.float64)
    squares = float(exact.multiply(exact).sum())
    centers = centroids.astype(np.float64)
    counts = np.bincount(labels, minlength=len(centers))
    members = scipy.sparse.csr_matrix(
        (np.ones(len(labels)), labels, np.arange(len(labels) + 1)), shape=(len(labels), len(centers))
    )
    sums = members.T @ exact
    products = float(sums.multiply(centers).sum())
    return squares - 2 * products + float(counts @ (centers**2).sum(axis=1))


def run(request, rows):
    mode, k = request["mode"], request["k"]
    if mode == "MINIBATCH":
        estimator = MiniBatchKMeans(k, n_init=1, random_state=request["seed"])
    elif mode == "DEFAULT":
        estimator = KMeans(
            k, n_init=1, random_state=request["seed"], algorithm=request["algorithm"]
        )
    else:
        estimator = KMeans(
            k,
            init=rows[:k].toarray(),
            n_init=1,
            tol=0,
            max_iter=request["passes"],
            algorithm=request["algorithm"],
        )
    start = time.perf_counter()
    estimator.fit(rows)
    seconds = time.perf_counter() - start
    return dict(
        seconds=seconds,
        passes=int(getattr(estimator, "n_steps_", estimator.n_iter_)),
        inertia=inertia(rows, estimator.cluster_centers_, estimator.labels_),
    )


def main():
    warnings.filterwarnings("ignore")
    rows = load(sys.argv[1])
    # the first fit of a process loads libraries; that is not what is timed
    KMeans(2, n_init=1, random_state=0).fit(rows[:1000])
    print(
        "scikit-learn %s, numpy %s, scipy %s"
        % (sklearn.__version__, np.__version__, scipy.__version__),
        flush=True,
    )
    for line in sys.stdin:
        print(json.dumps(run(json.loads(line), rows)), flush=True)


main()
