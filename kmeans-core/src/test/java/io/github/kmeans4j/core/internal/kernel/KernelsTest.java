package io.github.kmeans4j.core.internal.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.kmeans4j.internal.Kernel;
import io.github.kmeans4j.internal.KernelProvider;
import io.github.kmeans4j.internal.Providers;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The choice of the kernel. */
class KernelsTest {
  private record Offer(String name, boolean isUsable, int priority, Kernel create)
      implements KernelProvider {
    Offer(String name, boolean usable, int priority) {
      this(name, usable, priority, new PortableKernel());
    }

    @Override
    public String remedy() {
      return "add the flag --" + name;
    }
  }

  private static final Offer FAST = new Offer("fast", true, 10);
  private static final Offer FASTER = new Offer("faster", true, 20);
  private static final Offer BROKEN = new Offer("broken", false, 30);
  private static final Offer SLOW = new Offer("slow", true, -1);

  @Test
  void thePortableKernelNeedsNoRegistration() {
    assertInstanceOf(PortableKernel.class, choose(List.of(), null));
    assertInstanceOf(PortableKernel.class, choose(List.of(BROKEN), null));
  }

  @Test
  void theUsableOneOfTheHighestPriorityIsChosen() {
    assertSame(FASTER.create(), choose(List.of(FAST, BROKEN, FASTER, SLOW), null));
    assertSame(FASTER.create(), choose(List.of(FASTER, FAST), null));
  }

  @Test
  void aForcedOneIsChosenWhateverItsPriority() {
    assertSame(SLOW.create(), choose(List.of(FAST, SLOW), "slow"));
    assertInstanceOf(PortableKernel.class, choose(List.of(FAST), "portable"));
  }

  @Test
  void anUnknownOneIsAnErrorThatListsTheKnown() {
    assertEquals(
        "kmeans4j.kernel=simd: there is no such kernel, the known ones are [fast, portable, slow];"
            + " is the jar of the module that brings it on the class path?",
        refusal(List.of(SLOW, FAST), "simd"));
  }

  @Test
  void anUnusableOneIsAnErrorWithTheRemedy() {
    assertEquals(
        "kmeans4j.kernel=broken: this kernel cannot be used here; add the flag --broken",
        refusal(List.of(FAST, BROKEN), "broken"));
  }

  @Test
  void theChoiceIsMadeOnce() {
    assertSame(Kernels.get(), Kernels.get());
  }

  private static Kernel choose(List<KernelProvider> providers, @Nullable String forced) {
    return Kernels.choose(Providers.of(KernelProvider.class, providers), forced);
  }

  private static String refusal(List<KernelProvider> providers, String forced) {
    return String.valueOf(
        assertThrows(IllegalStateException.class, () -> choose(providers, forced)).getMessage());
  }
}
