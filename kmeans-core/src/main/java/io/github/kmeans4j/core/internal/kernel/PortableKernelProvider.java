package io.github.kmeans4j.core.internal.kernel;

import io.github.kmeans4j.internal.Kernel;
import io.github.kmeans4j.internal.KernelProvider;

/** Offers the kernel in plain Java, which always works. */
public final class PortableKernelProvider implements KernelProvider {
  @Override
  public String name() {
    return "portable";
  }

  @Override
  public boolean isUsable() {
    return true;
  }

  @Override
  public String remedy() {
    return "nothing is needed";
  }

  @Override
  public int priority() {
    return 0;
  }

  @Override
  public Kernel create() {
    return new PortableKernel();
  }
}
