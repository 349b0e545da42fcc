package io.github.kmeans4j.core.internal.kernel;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.kmeans4j.core.contract.KernelContractTest;
import io.github.kmeans4j.internal.Kernel;
import java.lang.reflect.Method;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What every kernel must hold, by two that take turns. */
class WarmingKernelContractTest extends KernelContractTest {
  @Override
  protected Kernel kernel() {
    AtomicInteger calls = new AtomicInteger();
    return new WarmingKernel(new PortableKernel(16), () -> calls.incrementAndGet() % 3 == 0);
  }

  @Test
  void itSaysWhatItWillBe() {
    Kernel fast = new PortableKernel(16);
    Kernel kernel = new WarmingKernel(fast);
    assertEquals(fast.description(), kernel.description());
    assertEquals(fast.mostColumns(), kernel.mostColumns());
    assertEquals(16, kernel.panelWidth(3));
  }

  /** One that it inherits would be run by plain loops for ever. */
  @Test
  void everyMethodOfAKernelStandsThere() {
    for (Method method : Kernel.class.getMethods()) {
      assertDoesNotThrow(
          () -> WarmingKernel.class.getDeclaredMethod(method.getName(), method.getParameterTypes()),
          method.toString());
    }
  }
}
