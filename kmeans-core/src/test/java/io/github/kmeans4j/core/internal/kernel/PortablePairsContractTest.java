package io.github.kmeans4j.core.internal.kernel;

import io.github.kmeans4j.core.contract.PairsContractTest;
import io.github.kmeans4j.internal.kernel.Pairs;

/** The plain loops are the definition. */
class PortablePairsContractTest extends PairsContractTest {
  @Override
  protected Pairs pairs() {
    return new PortableKernel();
  }
}
