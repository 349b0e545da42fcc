package io.github.kmeans4j.core.internal.directions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class CosinePanelTest {
  @Test
  void rowsOfTooManyColumnsForOneTableAreRefused() {
    assertEquals(64, CosinePanel.sizeOf(0));
    assertEquals(2_147_483_584, CosinePanel.sizeOf(33_554_430));
    assertEquals(
        "columns of rows: 33554432 × 64 values do not fit into one array",
        assertThrows(IllegalArgumentException.class, () -> CosinePanel.sizeOf(33_554_431))
            .getMessage());
  }
}
