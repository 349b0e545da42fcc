package io.github.kmeans4j.core.internal.kernel;

import io.github.kmeans4j.core.contract.KernelContractTest;
import io.github.kmeans4j.internal.Kernel;

/** The kernel in plain Java. */
class PortableKernelTest extends KernelContractTest {
  @Override
  protected Kernel kernel() {
    return new PortableKernel();
  }
}
