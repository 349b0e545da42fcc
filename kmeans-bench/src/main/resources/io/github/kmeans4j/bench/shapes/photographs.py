"""Unpacks scikit-learn's two sample photographs. Argument: the file for their pixels, row-major."""
import sys

import numpy as np
from sklearn.datasets import load_sample_images

np.array(load_sample_images().images, dtype=np.uint8).tofile(sys.argv[1])
