package io.github.kmeans4j.core;

import io.github.kmeans4j.Initializer;
import io.github.kmeans4j.core.contract.InitializerContractTest;

class KMeansPlusPlusTest extends InitializerContractTest {

  @Override
  protected Initializer initializer() {
    return new KMeansPlusPlus();
  }
}
