package io.github.kmeans4j.core.internal.exact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class FloatOrderTest {
  @Property
  void numbersAreInTheOrderOfTheFloats(@ForAll float a, @ForAll float b) {
    assertEquals(Float.compare(a, b), Integer.compare(FloatOrder.of(a), FloatOrder.of(b)));
    assertEquals(a, FloatOrder.value(FloatOrder.of(a)));
  }

  @Example
  void infinitiesAndNansAreAtTheEnds() {
    assertEquals(FloatOrder.INFINITY, FloatOrder.of(Float.POSITIVE_INFINITY));
    assertTrue(FloatOrder.of(Float.MAX_VALUE) < FloatOrder.INFINITY);
    assertTrue(FloatOrder.of(Float.NaN) > FloatOrder.INFINITY);
    float negativeNan = Float.intBitsToFloat(0xFFC0_0000);
    assertTrue(FloatOrder.of(negativeNan) < FloatOrder.of(Float.NEGATIVE_INFINITY));
  }
}
