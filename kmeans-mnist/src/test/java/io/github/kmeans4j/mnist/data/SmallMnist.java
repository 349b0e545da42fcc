package io.github.kmeans4j.mnist.data;

import io.github.kmeans4j.mnist.idx.IdxBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;

/** Four tiny files in MNIST's place: 40 training and 3 test images of 20×30 pixels. */
final class SmallMnist {
  static final int TRAIN = 40;
  static final int TEST = 3;

  private final Map<MnistFile, byte[]> plain = new EnumMap<>(MnistFile.class);

  SmallMnist() {
    plain.put(MnistFile.TRAIN_IMAGES, images(TRAIN));
    plain.put(MnistFile.TRAIN_LABELS, labels(TRAIN));
    plain.put(MnistFile.TEST_IMAGES, images(TEST));
    plain.put(MnistFile.TEST_LABELS, labels(TEST));
  }

  private static byte[] images(int count) {
    int[] pixels = new Random(count).ints(count * 600L, 0, 256).toArray();
    return IdxBytes.file(0x08, new int[] {count, 20, 30}, pixels);
  }

  private static byte[] labels(int count) {
    return IdxBytes.file(0x08, new int[] {count}, new Random(count).ints(count, 0, 10).toArray());
  }

  byte[] plain(MnistFile file) {
    return plain.get(file);
  }

  byte[] packed(MnistFile file) {
    return IdxBytes.gzip(plain(file));
  }

  /** The SHA-256 of each file. */
  Map<MnistFile, String> checksums() {
    Map<MnistFile, String> checksums = new EnumMap<>(MnistFile.class);
    plain.forEach((file, bytes) -> checksums.put(file, sha256(bytes)));
    return checksums;
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  /** Writes the four files under their published names. */
  Path writeTo(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (MnistFile file : MnistFile.values()) {
      Files.write(folder.resolve(file.gzipName()), packed(file));
    }
    return folder;
  }
}
