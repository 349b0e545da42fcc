package io.github.kmeans4j.core.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import io.github.kmeans4j.BlockSource;
import io.github.kmeans4j.io.FileFormatException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Any sparse rows survive being written and read in each format; and ten thousand damaged files end
 * in the one exception that names the file and the byte, or, where nothing can show the damage,
 * read as a file of other values, and never take more memory than the file accounts for.
 *
 * <p>The system properties {@code kmeans4j.fuzz.files} (of each kind) and {@code
 * kmeans4j.fuzz.seed} make it longer, and another one; SECURITY.md has the command.
 */
class SparseFilePropertiesTest {
  private static final int FILES = Integer.getInteger("kmeans4j.fuzz.files", 2500);
  private static final int SEED = Integer.getInteger("kmeans4j.fuzz.seed", 2026);

  /** Buffers, inflaters, messages and exceptions. */
  private static final long OVERHEAD = 1 << 20;

  private static final ThreadMXBean MEMORY = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static final long[] FORGED = {
    0, 1, -1, 255, 65_535, Integer.MAX_VALUE, Integer.MIN_VALUE, 1L << 31, 1L << 32, Long.MAX_VALUE
  };

  @TempDir Path folder;

  /** Sparse rows in three arrays. */
  private record Csr(int[] starts, int[] columns, double[] values, int d) {
    static Csr random(Random random) {
      int n = 1 + random.nextInt(8);
      int d = 1 + random.nextInt(12);
      int[] starts = new int[n + 1];
      int[] columns = new int[n * d];
      double[] values = new double[n * d];
      int stored = 0;
      for (int i = 0; i < n; i++) {
        int[] order = random.ints(0, d).distinct().limit(random.nextInt(d + 1)).toArray();
        for (int c : order) {
          columns[stored] = c;
          values[stored++] =
              switch (random.nextInt(4)) {
                case 0 -> random.nextInt(10);
                case 1 -> random.nextGaussian() * Math.pow(10, random.nextInt(600) - 300);
                case 2 -> Double.MIN_VALUE * random.nextInt(3);
                default -> random.nextInt(100_000) / 1000.0 - 50;
              };
        }
        starts[i + 1] = stored;
      }
      return new Csr(starts, Arrays.copyOf(columns, stored), Arrays.copyOf(values, stored), d);
    }

    int rows() {
      return starts.length - 1;
    }
  }

  /** How rows are written, and read. */
  enum Kind {
    SVMLIGHT {
      @Override
      byte[] write(Csr csr, Random random) {
        StringBuilder text = new StringBuilder("# made\n");
        for (int i = 0; i < csr.rows(); i++) {
          text.append(i - 2);
          for (int p = csr.starts[i]; p < csr.starts[i + 1]; p++) {
            text.append(' ').append(csr.columns[p] + 1).append(':').append(csr.values[p]);
          }
          text.append(random.nextBoolean() ? " # row\n" : "\n");
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
      }

      @Override
      SparseFile read(Path file, int columns) throws IOException {
        SvmlightFormat format = SvmlightFormat.oneBased().withColumns(columns);
        SparseFile whole = format.read(file);
        assertEquals(whole.points().rows(), whole.labels().length);
        try (BlockSource source = format.open(file)) {
          assertEquals(whole.points().rows(), source.rows());
          assertEquals(whole.points().toString(), source.read(0, (int) source.rows()).toString());
        }
        return whole;
      }
    },

    MATRIX_MARKET {
      @Override
      byte[] write(Csr csr, Random random) {
        StringBuilder text = new StringBuilder("%%MatrixMarket matrix coordinate real general\n");
        // every row has a line of its own, so that the file never has fewer bytes than rows
        text.append("% made\n".repeat(csr.rows()));
        text.append(csr.rows() + " " + csr.d + " " + csr.values.length + "\n");
        for (int i = 0; i < csr.rows(); i++) {
          for (int p = csr.starts[i]; p < csr.starts[i + 1]; p++) {
            text.append(i + 1).append(' ').append(csr.columns[p] + 1);
            text.append(' ').append(csr.values[p]).append('\n');
          }
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
      }

      @Override
      SparseFile read(Path file, int columns) throws IOException {
        return SparseFile.matrixMarket(file);
      }
    },

    NPZ_STORED {
      @Override
      byte[] write(Csr csr, Random random) throws IOException {
        return archive(csr, random, ZipEntry.STORED);
      }

      @Override
      SparseFile read(Path file, int columns) throws IOException {
        return SparseFile.npz(file);
      }
    },

    NPZ_COMPRESSED {
      @Override
      byte[] write(Csr csr, Random random) throws IOException {
        return archive(csr, random, ZipEntry.DEFLATED);
      }

      @Override
      SparseFile read(Path file, int columns) throws IOException {
        return SparseFile.npz(file);
      }
    };

    abstract byte[] write(Csr csr, Random random) throws IOException;

    abstract SparseFile read(Path file, int columns) throws IOException;
  }

  @Property(tries = 500)
  void writtenIsReadBack(@ForAll Kind kind, @ForAll long seed) throws IOException {
    Random random = new Random(seed);
    Csr csr = Csr.random(random);
    Path file = Files.createTempFile("sparse", "written");
    try {
      Files.write(file, kind.write(csr, random));
      SparseFile read = kind.read(file, csr.d);
      assertEquals(csr.d, read.points().columns());
      assertArrayEquals(csr.starts, read.rowStarts());
      assertArrayEquals(csr.columns, read.columnIndices());
      assertArrayEquals(csr.values, read.values());
      assertEquals(csr.values.length, read.storedValues());
    } finally {
      Files.delete(file);
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void damageIsNamedAndTakesNoMemory(Kind kind) throws IOException {
    Path file = folder.resolve("file");
    Random random = new Random(SEED + kind.ordinal());
    int refused = 0;
    for (int number = 0; number < FILES; number++) {
      byte[] whole = kind.write(Csr.random(random), random);
      byte[] damaged = damaged(whole, random);
      if (kind.name().startsWith("NPZ") && random.nextBoolean()) {
        fitChecksums(damaged);
      }
      Files.write(file, damaged);
      isRead(kind, file, number); // loads the classes that only this damage needs
      long before = MEMORY.getCurrentThreadAllocatedBytes();
      boolean read = isRead(kind, file, number);
      long allocated = MEMORY.getCurrentThreadAllocatedBytes() - before;
      assertTrue(
          allocated < OVERHEAD + 64L * damaged.length,
          "file " + number + " of " + damaged.length + " bytes took " + allocated);
      refused += read ? 0 : 1;
      Files.delete(file); // an archive of the same time and name may pass for the one before
    }
    assertTrue(refused > FILES / 4, "only " + refused + " files were refused");
  }

  private static boolean isRead(Kind kind, Path file, int number) throws IOException {
    try {
      SparseFile read = kind.read(file, 12);
      assertTrue(Arrays.stream(read.columnIndices()).allMatch(c -> c < read.points().columns()));
      return true;
    } catch (FileFormatException e) {
      String message = String.valueOf(e.getMessage());
      assertTrue(
          message.matches(
                  "(?s)\\Q" + file + "\\E(, entry [a-z]+\\.npy)?, byte " + e.offset() + ": .{10,}")
              && e.offset() >= 0,
          message);
      return false;
    } catch (RuntimeException e) {
      return fail("file " + number + " of kind " + kind, e);
    }
  }

  private static byte[] damaged(byte[] whole, Random random) {
    byte[] bytes = whole.clone();
    switch (random.nextInt(5)) {
      case 0:
        for (int flips = 1 + random.nextInt(8); flips > 0; flips--) {
          bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return bytes;
      case 1: // what text and lengths are made of
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
          bytes[random.nextInt(bytes.length)] =
              (byte) "0987:# .-e%\n\0\377".charAt(random.nextInt(14));
        }
        return bytes;
      case 2:
        return Arrays.copyOf(bytes, random.nextInt(bytes.length));
      case 3:
        return Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(64));
      default:
        long forged = FORGED[random.nextInt(FORGED.length)];
        int at = random.nextInt(bytes.length);
        byte[] written =
            random.nextBoolean()
                ? Long.toString(forged).getBytes(StandardCharsets.US_ASCII)
                : ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(forged).array();
        System.arraycopy(written, 0, bytes, at, Math.min(written.length, bytes.length - at));
        return bytes;
    }
  }

  /** Makes the checksums of stored entries fit again, so that only the arrays show the damage. */
  private static void fitChecksums(byte[] archive) {
    ByteBuffer bytes = ByteBuffer.wrap(archive).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = 0; at + 46 <= archive.length; at++) {
      if (bytes.getInt(at) == 0x02014B50) { // an entry of the directory
        int local = bytes.getInt(at + 42);
        int length = bytes.getInt(at + 20);
        if (local < 0 || local > archive.length - 30) {
          continue;
        }
        int from = local + 30 + bytes.getShort(local + 26) + bytes.getShort(local + 28);
        if (length > 0 && from > 0 && from <= archive.length - length) {
          CRC32 sum = new CRC32();
          sum.update(archive, from, length);
          bytes.putInt(at + 16, (int) sum.getValue());
        }
      }
    }
  }

  private static byte[] archive(Csr csr, Random random, int method) throws IOException {
    boolean wide = random.nextBoolean();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(bytes)) {
      put(out, method, "indices", array(type(wide), csr.columns.length, ints(csr.columns, wide)));
      put(out, method, "indptr", array(type(wide), csr.starts.length, ints(csr.starts, wide)));
      put(out, method, "format", array("|S3", -1, "csr".getBytes(StandardCharsets.US_ASCII)));
      put(out, method, "shape", array("<i8", 2, ints(new int[] {csr.rows(), csr.d}, true)));
      ByteBuffer values = ByteBuffer.allocate(8 * csr.values.length).order(ByteOrder.LITTLE_ENDIAN);
      values.asDoubleBuffer().put(csr.values);
      put(out, method, "data", array("<f8", csr.values.length, values.array()));
    }
    return bytes.toByteArray();
  }

  private static void put(ZipOutputStream out, int method, String name, byte[] array)
      throws IOException {
    ZipEntry entry = new ZipEntry(name + ".npy");
    entry.setMethod(method);
    if (method == ZipEntry.STORED) {
      CRC32 sum = new CRC32();
      sum.update(array);
      entry.setSize(array.length);
      entry.setCrc(sum.getValue());
    }
    out.putNextEntry(entry);
    out.write(array);
    out.closeEntry();
  }

  private static String type(boolean wide) {
    return wide ? "<i8" : "<i4";
  }

  private static byte[] ints(int[] values, boolean wide) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * (wide ? 8 : 4)).order(ByteOrder.LITTLE_ENDIAN);
    for (int value : values) {
      if (wide) {
        bytes.putLong(value);
      } else {
        bytes.putInt(value);
      }
    }
    return bytes.array();
  }

  private static byte[] array(String type, int length, byte[] body) {
    String header =
        String.format(
            "{'descr': '%s', 'fortran_order': False, 'shape': %s, }",
            type, length < 0 ? "()" : "(" + length + ",)");
    ByteBuffer bytes =
        ByteBuffer.allocate(10 + header.length() + body.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
    bytes.putShort((short) header.length());
    return bytes.put(header.getBytes(StandardCharsets.US_ASCII)).put(body).array();
  }
}
