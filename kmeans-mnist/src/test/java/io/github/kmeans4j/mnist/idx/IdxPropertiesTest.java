package io.github.kmeans4j.mnist.idx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Any array survives a round trip; any damage is either harmless or named. The system properties
 * {@code kmeans4j.fuzz.files} (of each kind) and {@code kmeans4j.fuzz.seed} make it longer, and
 * another one.
 */
class IdxPropertiesTest {
  private static final int FILES = Integer.getInteger("kmeans4j.fuzz.files", 2500);
  private static final int SEED = Integer.getInteger("kmeans4j.fuzz.seed", 2026);

  @TempDir Path folder;

  @Provide
  Arbitrary<IdxArray> arrays() {
    Arbitrary<int[]> shapes =
        Arbitraries.integers().between(0, 6).array(int[].class).ofMinSize(1).ofMaxSize(4);
    return shapes.flatMap(
        shape ->
            Arbitraries.of(IdxType.class)
                .flatMap(
                    type -> {
                      int bytes = Arrays.stream(shape).reduce(type.bytes(), (a, b) -> a * b);
                      return Arbitraries.bytes()
                          .array(byte[].class)
                          .ofSize(bytes)
                          .map(data -> new IdxArray(type, shape, data));
                    }));
  }

  @Property(tries = 300)
  void writtenIsReadBack(@ForAll("arrays") IdxArray array, @ForAll Idx.Compression compression)
      throws IOException {
    Path folder = Files.createTempDirectory("idx");
    Path file = folder.resolve("array");
    try {
      Idx.write(array, file, compression);
      IdxArray back = Idx.read(file);
      assertEquals(array, back);
      assertEquals(array.hashCode(), back.hashCode());
    } finally {
      Files.deleteIfExists(file);
      Files.delete(folder);
    }
  }

  @ParameterizedTest
  @EnumSource
  void damageIsHarmlessOrNamed(Idx.Compression compression) throws IOException {
    Random random = new Random(SEED + compression.ordinal());
    for (int number = 0; number < FILES; number++) {
      byte[] good = IdxBytes.file(0x08, new int[] {3, 4, 2}, random.ints(24, 0, 256).toArray());
      byte[] damaged =
          damage(compression == Idx.Compression.GZIP ? IdxBytes.gzip(good) : good, random);
      try {
        IdxArray array = Idx.read(new ByteArrayInputStream(damaged), "damaged");
        long bytes = array.type().bytes();
        for (int length : array.shape()) {
          bytes *= length;
        }
        assertEquals(bytes, array.data().length);
      } catch (IdxFormatException e) {
        assertTrue(e.getMessage().matches("(?s)damaged, byte \\d+: .{10,}"), e.getMessage());
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aDamagedFileIsAnsweredLikeAStreamAndTakesLittleMemory(Idx.Compression compression)
      throws IOException {
    Random random = new Random(SEED + compression.ordinal());
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    Path file = folder.resolve("damaged");
    for (int number = 0; number < FILES; number++) {
      byte[] good = IdxBytes.file(0x0B, new int[] {3, 2, 2}, random.ints(24, 0, 256).toArray());
      byte[] damaged =
          damage(compression == Idx.Compression.GZIP ? IdxBytes.gzip(good) : good, random);
      Files.write(file, damaged);
      long before = threads.getCurrentThreadAllocatedBytes();
      String ofFile = answer(() -> Idx.read(file)).replace(file.toString(), "damaged");
      long allocated = threads.getCurrentThreadAllocatedBytes() - before;

      assertTrue(allocated < 4 << 20, "reading " + damaged.length + " bytes took " + allocated);
      assertEquals(answer(() -> Idx.read(new ByteArrayInputStream(damaged), "damaged")), ofFile);
    }
  }

  private interface Reading {
    IdxArray run() throws IOException;
  }

  private static String answer(Reading reading) throws IOException {
    try {
      IdxArray array = reading.run();
      return array + " " + array.hashCode();
    } catch (IdxFormatException e) {
      return e.getMessage();
    }
  }

  /** Changes, cuts, or lengthens, the header more often than the rest. */
  private static byte[] damage(byte[] bytes, Random random) {
    byte[] damaged = bytes.clone();
    for (int i = random.nextInt(4); i >= 0; i--) {
      int at = random.nextInt(random.nextBoolean() ? Math.min(16, bytes.length) : bytes.length);
      damaged[at] =
          (byte)
              (random.nextBoolean() ? random.nextInt(256) : damaged[at] ^ 1 << random.nextInt(8));
    }
    return switch (random.nextInt(4)) {
      case 0 -> Arrays.copyOf(damaged, random.nextInt(damaged.length + 1));
      case 1 -> Arrays.copyOf(damaged, damaged.length + 1 + random.nextInt(40));
      default -> damaged;
    };
  }
}
