package io.github.kmeans4j.minibatch;

/** How {@link MiniBatchKMeans} learns from parts of the data. */
public enum BatchScheme {
  /**
   * Batches drawn with replacement; every centroid is the mean of all rows it was ever given, so
   * that each moves it less (Sculley 2010, <a
   * href="https://doi.org/10.1145/1772690.1772862">doi:10.1145/1772690.1772862</a>), with the
   * refinements of scikit-learn: centroids of low counts move onto rows of the batch, and the fit
   * ends when the smoothed inertia of the batches makes no new minimum.
   */
  CLASSIC,
  /**
   * Batches drawn with replacement; a centroid that gets b<sub>j</sub> of the b rows of a batch
   * moves by the part √(b<sub>j</sub>/b) of the way to their mean, however many came before
   * (Schwartzman 2023, <a href="https://doi.org/10.48550/arXiv.2304.00419">arXiv:2304.00419</a>).
   * Such steps never cease to be noisy; the result is therefore a running average of the centroids
   * in which the last batches count most (Shamir and Zhang 2013, <a
   * href="https://proceedings.mlr.press/v28/shamir13.html">PMLR 28</a>). The fit ends as the
   * classic one does.
   */
  ADAPTIVE,
  /**
   * Batches that grow: each holds all rows of the one before, in a random order of the rows that is
   * drawn once. A row counts once, where it belongs now, so that every batch is Lloyd's iteration
   * on the rows so far; the batch doubles as soon as its centroids move little against what their
   * rows leave uncertain, and becomes all rows when doubled twice it would exceed them (Newling and
   * Fleuret 2016, <a href="https://doi.org/10.48550/arXiv.1602.02934">arXiv:1602.02934</a>). Then
   * it is exact full-batch k-means.
   */
  NESTED
}
