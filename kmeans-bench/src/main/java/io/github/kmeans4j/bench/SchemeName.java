package io.github.kmeans4j.bench;

import io.github.kmeans4j.minibatch.BatchScheme;
import java.util.Locale;

/** The schemes of mini-batch fits as a command line names them, each with its default options. */
public enum SchemeName {
  /** Drawn batches and running means. */
  CLASSIC(BatchScheme.classic()),
  /** Drawn batches and a rate that does not fall. */
  ADAPTIVE(BatchScheme.adaptive()),
  /** Batches that grow. */
  NESTED(BatchScheme.nested());

  private final BatchScheme scheme;

  SchemeName(BatchScheme scheme) {
    this.scheme = scheme;
  }

  /**
   * Returns the scheme.
   *
   * @return the scheme of this name
   */
  public BatchScheme scheme() {
    return scheme;
  }

  /**
   * Returns the name in lower case, for reports.
   *
   * @return for example "nested"
   */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
