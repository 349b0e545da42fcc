package io.github.kmeans4j.core.internal.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.kmeans4j.core.internal.kernel.Stage.Method;
import io.github.kmeans4j.internal.Kernel;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class RehearsalTest {
  private final AtomicInteger calls = new AtomicInteger();

  /** The portable kernel, whose calls about that many values wait for so long. */
  private Kernel kernel(int values, long nanos) {
    Kernel portable = new PortableKernel(16);
    return (Kernel)
        Proxy.newProxyInstance(
            Kernel.class.getClassLoader(),
            new Class<?>[] {Kernel.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("dotProduct")) {
                calls.incrementAndGet();
                long end = System.nanoTime() + (arguments[4].equals(values) ? nanos : 0);
                while (System.nanoTime() < end) {
                  Thread.onSpinWait();
                }
              }
              try {
                return method.invoke(portable, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  @Test
  void itBeginsWhenThereWasEnoughWork() {
    Rehearsal rehearsal = new Rehearsal(new Stage(kernel(-1, 0)), Method.DOT_PRODUCT, 1000, 0);
    for (int i = 0; i < 9; i++) {
      assertFalse(rehearsal.test(99));
      assertEquals(0, calls.get());
    }
    assertFalse(rehearsal.test(99));
    assertTrue(calls.get() > 0);
  }

  @Test
  void anyAmountOfWorkIsUnderstood() {
    Rehearsal rehearsal = new Rehearsal(new Stage(kernel(-1, 0)), Method.DOT_PRODUCT, 1 << 29, 0);
    for (int i = 0; i < 100; i++) {
      rehearsal.test(Integer.MAX_VALUE);
    }
    assertTrue(calls.get() > 0);
  }

  @Test
  void itEndsWhenTheMethodIsFast() {
    Kernel idle =
        (Kernel)
            Proxy.newProxyInstance(
                Kernel.class.getClassLoader(),
                new Class<?>[] {Kernel.class},
                (proxy, method, arguments) ->
                    method.getReturnType() == int.class
                        ? (Object) 16
                        : method.getReturnType() == float.class ? 0f : null);
    Rehearsal rehearsal = new Rehearsal(new Stage(idle), Method.DOT_PRODUCT, 0, 0);
    while (!rehearsal.test(1)) {
      LockSupport.parkNanos(1_000_000);
    }
    assertTrue(rehearsal.test(0));
  }

  @Test
  void whatStaysSlowIsNeverReadyAndIsSeldomTried() {
    Rehearsal rehearsal =
        new Rehearsal(new Stage(kernel(Rehearsal.TRIAL, 50_000)), Method.DOT_PRODUCT, 0, 0);
    for (int i = 0; i < 1000; i++) {
      assertFalse(rehearsal.test(1));
    }
    assertTrue(calls.get() > 0);
  }

  @Test
  void onlyOneRehearsesAtATime() {
    Stage stage = new Stage(kernel(-1, 0));
    Rehearsal rehearsal = new Rehearsal(stage, Method.DOT_PRODUCT, 0, 0);
    assertTrue(stage.enter(System.nanoTime()));
    assertFalse(rehearsal.test(1));
    assertEquals(0, calls.get());
    stage.leave(System.nanoTime());
    assertFalse(rehearsal.test(1));
    assertTrue(calls.get() > 0);
  }

  @Test
  void everyMethodCanBeRehearsed() {
    Stage stage = new Stage(new PortableKernel(16));
    for (Method method : Method.values()) {
      for (int values : new int[] {0, Rehearsal.ODD, Rehearsal.EVEN, Rehearsal.TRIAL}) {
        stage.play(method, values);
      }
    }
  }
}
