package io.github.kmeans4j.simd;

import io.github.kmeans4j.core.contract.SearchContractTest;
import io.github.kmeans4j.internal.Kernel;

/** Answers by the Vector API. */
class SimdSearchContractTest extends SearchContractTest {
  @Override
  protected Kernel kernel() {
    return new SimdKernelProvider().create();
  }
}
