package io.github.kmeans4j.bench.shapes;

import java.util.Locale;

/** Where rows come from. */
enum DataKind {
  /** Colors of scikit-learn's two sample photographs, in a random order, 0..1. */
  PIXELS,
  /** Squares of 8 × 8 gray pixels of the same, in a random order, 0..1. */
  PATCHES,
  /** Round Gaussian clusters. */
  BLOBS,
  /** Gaussian clusters on a plane of few dimensions, noise around it, each row of length 1. */
  MIXTURE,
  /** Independent normal columns: no structure, like word vectors. */
  FLAT,
  /** Independent uniform columns, 0..1. */
  UNIFORM,
  /** The images of MNIST as bytes. */
  MNIST_BYTES,
  /** The images of MNIST as floats. */
  MNIST_FLOATS,
  /** A file of the user's. */
  FILE;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
