package io.github.kmeans4j.core.internal.kernel;

import io.github.kmeans4j.spi.Kernel;
import io.github.kmeans4j.spi.KernelProvider;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Chooses the kernel of this JVM: once, and says so once. */
public final class Kernels {
  private static final Logger LOG = LoggerFactory.getLogger("io.github.kmeans4j.kernel");

  private static @Nullable Kernel chosen;

  private Kernels() {}

  /**
   * Returns the kernel of this JVM.
   *
   * @return the usable one of the highest priority, or the one forced by {@value
   *     KernelProvider#PROPERTY}
   * @throws IllegalStateException if the forced one is unknown or unusable; says the remedy
   */
  public static synchronized Kernel get() {
    Kernel kernel = chosen;
    if (kernel == null) {
      kernel = choose(registered(), System.getProperty(KernelProvider.PROPERTY));
      chosen = kernel;
    }
    return kernel;
  }

  /**
   * Chooses a kernel.
   *
   * @param providers the registered ones; the portable kernel need not be among them
   * @param forced name of the only acceptable one, or null
   * @return the kernel
   * @throws IllegalStateException if the forced one is unknown or unusable; says the remedy
   */
  static Kernel choose(Iterable<KernelProvider> providers, @Nullable String forced) {
    List<KernelProvider> known = new ArrayList<>();
    known.add(new PortableKernelProvider());
    for (KernelProvider provider : providers) {
      known.add(provider);
    }
    known.sort(Comparator.comparingInt(KernelProvider::priority).reversed());
    for (KernelProvider provider : known) {
      if (forced != null && !provider.name().equals(forced)) {
        continue;
      }
      if (provider.isUsable()) {
        Kernel kernel = provider.create();
        LOG.info("k-means kernel: {}", kernel.description());
        return kernel;
      }
      if (forced != null) {
        throw new IllegalStateException(
            KernelProvider.PROPERTY
                + "="
                + forced
                + ": this kernel cannot be used here; "
                + provider.remedy());
      }
      LOG.debug("k-means kernel {} cannot be used: {}", provider.name(), provider.remedy());
    }
    throw new IllegalStateException(
        KernelProvider.PROPERTY
            + "="
            + forced
            + ": there is no such kernel, the known ones are "
            + known.stream().map(KernelProvider::name).sorted().toList()
            + "; is the jar of the module that brings it on the class path?");
  }

  private static List<KernelProvider> registered() {
    List<KernelProvider> providers = new ArrayList<>();
    try {
      ServiceLoader.load(KernelProvider.class, Kernels.class.getClassLoader())
          .forEach(providers::add);
    } catch (ServiceConfigurationError e) {
      LOG.debug("a k-means kernel could not be loaded", e);
    }
    return providers;
  }
}
