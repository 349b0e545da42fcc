package io.github.kmeans4j.simd;

import io.github.kmeans4j.spi.Kernel;
import io.github.kmeans4j.spi.KernelProvider;

/**
 * Offers the kernel on the Vector API. Touches no class of that API until it is known to be there.
 * Stateless and thread-safe.
 */
public final class SimdKernelProvider implements KernelProvider {
  private static final String MODULE = "jdk.incubator.vector";

  /** Creates the provider; for {@link java.util.ServiceLoader}. */
  public SimdKernelProvider() {}

  @Override
  public String name() {
    return "simd";
  }

  @Override
  public boolean isUsable() {
    return ModuleLayer.boot().findModule(MODULE).isPresent();
  }

  @Override
  public String remedy() {
    return "add --add-modules " + MODULE + " to the options of the JVM";
  }

  @Override
  public int priority() {
    return 100;
  }

  @Override
  public Kernel create() {
    return new SimdKernel();
  }
}
