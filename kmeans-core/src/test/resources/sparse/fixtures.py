"""Makes the files beside it, with SciPy 1.10 and scikit-learn 1.2."""

import numpy as np
import scipy.io
import scipy.sparse as sp
from sklearn.datasets import dump_svmlight_file

dense = np.array([[0, 0.1, 0, -2.5, 0], [0, 0, 0, 0, 0], [3e30, 0, 4, 0, 1e-30], [0, 7, 0, 0, 0.2]])
rows = sp.csr_matrix(dense)

sp.save_npz("f4-compressed.npz", rows.astype(np.float32))
sp.save_npz("f8-stored.npz", rows, compressed=False)
sp.save_npz("csc.npz", rows.tocsc())
sp.save_npz("integers.npz", rows[[0, 3]].astype(np.int64))

wide = rows.copy()
wide.indices = wide.indices.astype(np.int64)
wide.indptr = wide.indptr.astype(np.int64)
sp.save_npz("i8-indices.npz", wide)

big = sp.csr_matrix(dense.astype(">f4"))
big.data = big.data.astype(">f4")
sp.save_npz("f4-big-endian.npz", big)

unsorted = sp.csr_matrix((rows.data[::-1].copy(), rows.indices[::-1].copy(), [0, 2, 5, 5, 7]), (4, 5))
sp.save_npz("unsorted.npz", unsorted)
twice = sp.csr_matrix((np.ones(3), np.array([1, 4, 4]), np.array([0, 1, 3])), (2, 5))
sp.save_npz("twice.npz", twice)
np.savez("dense.npz", a=dense)

scipy.io.mmwrite("real.mtx", rows, comment="made up")
scipy.io.mmwrite("integer.mtx", rows[[0, 3]].astype(np.int64))
scipy.io.mmwrite("pattern.mtx", rows, field="pattern")
scipy.io.mmwrite("symmetric.mtx", sp.csr_matrix(np.array([[1, 2.5, 0], [2.5, 0, -3], [0, -3, 9]])))
scipy.io.mmwrite("skew.mtx", sp.coo_matrix(np.array([[0, 2.5], [-2.5, 0]])))
scipy.io.mmwrite("complex.mtx", sp.coo_matrix(np.array([[0, 2.5j]])))
scipy.io.mmwrite("array.mtx", dense)

labels = np.array([1, -1, 2.5, 3])
dump_svmlight_file(rows, labels, "zero-based.svm")
dump_svmlight_file(rows, labels, "one-based.svm", zero_based=False, query_id=[1, 1, 2, 2], comment="made up")
dump_svmlight_file(
    rows,
    sp.csr_matrix([[1, 1, 0], [0, 0, 0], [0, 0, 1], [1, 1, 1]]),
    "many-labels.svm",
    zero_based=False,
    multilabel=True,
)
