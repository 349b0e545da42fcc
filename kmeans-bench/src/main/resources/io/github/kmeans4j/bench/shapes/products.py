"""Times the product of rows and centroids by the BLAS that numpy has, in blocks of rows.

Says who it is and answers requests, one JSON object a line with rows, columns, k and repeat, until the
input ends: the seconds of each repetition.
"""
import json
import sys
import time

import numpy as np

BLOCK = 4096


def seconds(x, centroids):
    out = np.empty((BLOCK, len(centroids)), dtype=np.float32)
    begin = time.perf_counter()
    for i in range(0, len(x), BLOCK):
        rows = x[i : i + BLOCK]
        np.dot(rows, centroids.T, out=out[: len(rows)])
    return time.perf_counter() - begin


print("numpy " + np.__version__, flush=True)
data = None
for line in sys.stdin:
    ask = json.loads(line)
    shape = (ask["rows"], ask["columns"])
    if data is None or data.shape != shape:
        data = np.random.default_rng(1).standard_normal(shape, dtype=np.float32)
    centroids = data[: ask["k"]].copy()
    print(json.dumps({"seconds": [seconds(data, centroids) for _ in range(ask["repeat"])]}), flush=True)
