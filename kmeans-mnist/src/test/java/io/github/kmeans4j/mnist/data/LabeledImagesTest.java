package io.github.kmeans4j.mnist.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.kmeans4j.mnist.idx.IdxArray;
import io.github.kmeans4j.mnist.idx.IdxFormatException;
import io.github.kmeans4j.mnist.idx.IdxType;
import org.junit.jupiter.api.Test;

class LabeledImagesTest {
  private static final IdxArray LABELS = bytes(new int[] {2}, 7, 250);
  private static final IdxArray IMAGES = bytes(new int[] {2, 1, 3}, 1, 2, 3, 4, 5, 255);

  private static IdxArray bytes(int[] shape, int... values) {
    byte[] data = new byte[values.length];
    for (int i = 0; i < data.length; i++) {
      data[i] = (byte) values[i];
    }
    return new IdxArray(IdxType.UNSIGNED_BYTE, shape, data);
  }

  private static LabeledImages join(IdxArray images, IdxArray labels) throws IdxFormatException {
    return LabeledImages.of(images, "images.idx", labels, "labels.idx");
  }

  @Test
  void imagesAreRowsWithoutACopy() throws IdxFormatException {
    LabeledImages joined = join(IMAGES, LABELS);

    assertEquals(2, joined.count());
    assertEquals(1, joined.height());
    assertEquals(3, joined.width());
    assertArrayEquals(new int[] {7, 250}, joined.labels());
    assertEquals(2, joined.points().rows());
    assertEquals(255, joined.points().get(1, 2));
    IdxArray own = bytes(new int[] {2, 1, 3}, 1, 2, 3, 4, 5, 6);
    LabeledImages shared = join(own, LABELS);
    own.data()[0] = 99;
    assertEquals(99, shared.points().get(0, 0));
  }

  @Test
  void labelsHandedOutAreACopy() throws IdxFormatException {
    LabeledImages joined = join(IMAGES, LABELS);
    joined.labels()[0] = 1;
    assertEquals(7, joined.labels()[0]);
  }

  @Test
  void aSliceHasItsImagesAndLabels() throws IdxFormatException {
    LabeledImages second = join(IMAGES, LABELS).slice(1, 2);

    assertEquals(1, second.count());
    assertEquals(4, second.points().get(0, 0));
    assertArrayEquals(new int[] {250}, second.labels());
  }

  @Test
  void aSliceMustBeInsideAndNotEmpty() throws IdxFormatException {
    LabeledImages joined = join(IMAGES, LABELS);
    assertThrows(IndexOutOfBoundsException.class, () -> joined.slice(0, 3));
    assertThrows(IndexOutOfBoundsException.class, () -> joined.slice(-1, 1));
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> joined.slice(1, 1));
    assertEquals("to must be greater than from, but both are 1", e.getMessage());
  }

  @Test
  void whatDoesNotFitIsNamed() {
    assertRefused(
        "labels.idx, byte 4: there must be a label for each of the 2 images of images.idx, but"
            + " there are 3",
        IMAGES,
        bytes(new int[] {3}, 1, 2, 3));
    assertRefused(
        "images.idx, byte 3: images must have 3 dimensions, but have shape [2]", LABELS, LABELS);
    assertRefused(
        "labels.idx, byte 3: labels must have 1 dimension, but have shape [2, 1, 3]",
        IMAGES,
        IMAGES);
    assertRefused(
        "images.idx, byte 2: images must be unsigned bytes (08), but are FLOAT",
        new IdxArray(IdxType.FLOAT, new int[] {2, 1, 1}, new byte[8]),
        LABELS);
    assertRefused(
        "labels.idx, byte 2: labels must be unsigned bytes (08), but are INT",
        IMAGES,
        new IdxArray(IdxType.INT, new int[] {2}, new byte[8]));
    assertRefused(
        "images.idx, byte 4: there must be at least one pixel, but the shape is [0, 28, 28]",
        bytes(new int[] {0, 28, 28}),
        bytes(new int[] {0}));
    assertRefused(
        "images.idx, byte 4: there must be at least one pixel, but the shape is [2, 28, 0]",
        bytes(new int[] {2, 28, 0}),
        LABELS);
  }

  private static void assertRefused(String message, IdxArray images, IdxArray labels) {
    assertEquals(
        message, assertThrows(IdxFormatException.class, () -> join(images, labels)).getMessage());
  }
}
