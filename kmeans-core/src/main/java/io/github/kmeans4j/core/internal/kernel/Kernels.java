package io.github.kmeans4j.core.internal.kernel;

import io.github.kmeans4j.internal.Kernel;
import io.github.kmeans4j.internal.KernelProvider;
import io.github.kmeans4j.internal.Providers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Chooses the kernel of this JVM: once, and says so once. */
public final class Kernels {
  /** Of all that is to be told about kernels. */
  static final Logger LOG = LoggerFactory.getLogger("io.github.kmeans4j.kernel");

  private static @Nullable Kernel chosen;

  private Kernels() {}

  /**
   * Returns the kernel of this JVM.
   *
   * @return the usable one of the highest priority, which begins with plain loops, see {@link
   *     WarmingKernel}; or the one forced by {@value KernelProvider#PROPERTY}, as it is
   * @throws IllegalStateException if the forced one is unknown or unusable; says the remedy
   */
  public static synchronized Kernel get() {
    Kernel kernel = chosen;
    if (kernel == null) {
      String forced = System.getProperty(KernelProvider.PROPERTY);
      kernel = choose(registered(), forced);
      if (forced == null && !(kernel instanceof PortableKernel)) {
        kernel = new WarmingKernel(kernel);
      }
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
  static Kernel choose(Providers<KernelProvider> providers, @Nullable String forced) {
    List<Offer> offers = offers(providers);
    for (Offer offer : offers) {
      if (forced != null && !offer.name.equals(forced)) {
        continue;
      }
      boolean usable = Boolean.TRUE.equals(providers.ask(offer.provider, KernelProvider::isUsable));
      Kernel kernel = usable ? create(providers, offer.provider) : null;
      if (kernel != null) {
        LOG.info("k-means kernel: {}", kernel.description());
        return kernel;
      }
      String remedy = usable ? null : providers.ask(offer.provider, KernelProvider::remedy);
      if (forced != null) {
        throw providers.explain(
            new IllegalStateException(
                KernelProvider.PROPERTY
                    + "="
                    + forced
                    + ": this kernel cannot be used here"
                    + (remedy == null ? ", since it fails" : "; " + remedy)));
      }
      if (remedy != null) {
        LOG.debug("k-means kernel {} cannot be used: {}", offer.name, remedy);
      }
    }
    throw providers.explain(
        new IllegalStateException(
            KernelProvider.PROPERTY
                + "="
                + forced
                + ": there is no such kernel, the known ones are "
                + offers.stream().map(Offer::name).sorted().toList()
                + "; is the jar of the module that brings it on the class path?"));
  }

  /** A provider that has told its name and priority. */
  private record Offer(KernelProvider provider, String name, int priority) {}

  /** The portable kernel and those of the providers, of falling priority. */
  private static List<Offer> offers(Providers<KernelProvider> providers) {
    List<KernelProvider> all = new ArrayList<>();
    all.add(new PortableKernelProvider());
    all.addAll(providers.usable());
    List<Offer> offers = new ArrayList<>();
    for (KernelProvider provider : all) {
      String name = providers.ask(provider, KernelProvider::name);
      Integer priority = name == null ? null : providers.ask(provider, KernelProvider::priority);
      if (name != null && priority != null) {
        offers.add(new Offer(provider, name, priority));
      }
    }
    offers.sort(Comparator.comparingInt(Offer::priority).reversed());
    return offers;
  }

  private static @Nullable Kernel create(
      Providers<KernelProvider> providers, KernelProvider provider) {
    try {
      return provider.create();
    } catch (LinkageError e) {
      providers.fail(provider, e);
      return null;
    }
  }

  private static Providers<KernelProvider> registered() {
    return Providers.of(KernelProvider.class, Kernels.class.getClassLoader());
  }
}
