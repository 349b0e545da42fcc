package io.github.kmeans4j.simd;

import io.github.kmeans4j.core.contract.KernelContractTest;
import io.github.kmeans4j.internal.Kernel;

/** What every kernel must hold, held by this one at each width. */
class SimdKernelContractTest extends KernelContractTest {
  @Override
  protected Kernel kernel() {
    return new SimdKernelProvider().create();
  }
}
