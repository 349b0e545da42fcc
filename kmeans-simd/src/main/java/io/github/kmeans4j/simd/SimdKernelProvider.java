package io.github.kmeans4j.simd;

import io.github.kmeans4j.internal.Kernel;
import io.github.kmeans4j.internal.KernelProvider;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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

  /** Before the class of the kernel is initialized: what that throws hides the reason. */
  private static void checkBits(@Nullable String bits) {
    if (bits != null && !Set.of("128", "256", "512").contains(bits)) {
      throw new IllegalArgumentException(
          SimdKernel.BITS + " must be 128, 256 or 512, but is \"" + bits + "\"");
    }
  }

  /**
   * Creates the kernel.
   *
   * @return a new kernel
   * @throws IllegalArgumentException if the system property for its width has a wrong value
   */
  @Override
  public Kernel create() {
    checkBits(System.getProperty(SimdKernel.BITS));
    return new SimdKernel();
  }
}
