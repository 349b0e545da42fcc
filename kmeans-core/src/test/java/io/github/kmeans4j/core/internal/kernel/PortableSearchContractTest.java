package io.github.kmeans4j.core.internal.kernel;

import io.github.kmeans4j.core.contract.SearchContractTest;
import io.github.kmeans4j.internal.Kernel;

/** Answers by the plain loops. */
class PortableSearchContractTest extends SearchContractTest {
  @Override
  protected Kernel kernel() {
    return new PortableKernel();
  }
}
