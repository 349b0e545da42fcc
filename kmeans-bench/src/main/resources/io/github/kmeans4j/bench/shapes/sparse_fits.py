"""Times k-means of scikit-learn on sparse rows in float32, by lloyd, from the first rows.

Says who it is and answers requests, one JSON object a line with a folder of the rows' three arrays, their
columns, k and the passes at most, until the input ends: seconds, passes and inertia.
"""
import json
import os
import sys
import time
import warnings

import numpy as np
import scipy.sparse
import sklearn
from sklearn.cluster import KMeans

warnings.filterwarnings("ignore")
print("scikit-learn " + sklearn.__version__, flush=True)
rows = None
for line in sys.stdin:
    ask = json.loads(line)
    if rows is None:
        def array(name, kind):
            return np.fromfile(os.path.join(ask["folder"], name), dtype=kind)

        starts = array("starts", "<i4")
        rows = scipy.sparse.csr_matrix(
            (array("values", "<f4"), array("columns", "<i4"), starts), shape=(len(starts) - 1, ask["columns"]))
    k = ask["k"]
    fit = KMeans(k, init=rows[:k].toarray(), n_init=1, max_iter=ask["passes"], tol=0, algorithm="lloyd")
    begin = time.perf_counter()
    fit.fit(rows)
    seconds = time.perf_counter() - begin
    print(json.dumps({"seconds": seconds, "passes": int(fit.n_iter_), "inertia": float(fit.inertia_)}), flush=True)
