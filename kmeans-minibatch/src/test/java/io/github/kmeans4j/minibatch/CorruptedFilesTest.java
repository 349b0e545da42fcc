package io.github.kmeans4j.minibatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import io.github.kmeans4j.BlockSource;
import io.github.kmeans4j.Clustering;
import io.github.kmeans4j.Iteration;
import io.github.kmeans4j.Points;
import io.github.kmeans4j.StopReason;
import io.github.kmeans4j.core.EuclideanDistance;
import io.github.kmeans4j.core.data.FileSource;
import io.github.kmeans4j.core.internal.kernel.Kernels;
import io.github.kmeans4j.core.internal.rows.DataProfile;
import io.github.kmeans4j.core.internal.rows.RowStore;
import io.github.kmeans4j.core.internal.work.Workers;
import io.github.kmeans4j.core.prepare.Standardization;
import io.github.kmeans4j.core.prepare.Standardizer;
import io.github.kmeans4j.io.FileFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.Random;
import java.util.zip.CRC32;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Fifteen thousand damaged files: flipped bits, cut or grown ends, forged lengths, and models whose
 * damage the checksum has been made to fit. Each ends in the one exception that names the file and
 * the byte, or, where nothing can show the damage, reads as a file of other values; and never takes
 * more memory than the file accounts for, whatever its lengths claim.
 *
 * <p>The system properties {@code kmeans4j.fuzz.files} (of each kind) and {@code
 * kmeans4j.fuzz.seed} make it longer, and another one; SECURITY.md has the command.
 */
class CorruptedFilesTest {
  private static final int FILES = Integer.getInteger("kmeans4j.fuzz.files", 2500);
  private static final int SEED = Integer.getInteger("kmeans4j.fuzz.seed", 2026);

  /** Buffers, readers, messages and exceptions. */
  private static final long OVERHEAD = 128 << 10;

  private static final ThreadMXBean MEMORY = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** The lengths that forgers like. */
  private static final long[] FORGED = {
    0,
    1,
    -1,
    255,
    65_535,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    1L << 31,
    1L << 32,
    Long.MAX_VALUE,
    Long.MIN_VALUE,
    (1L << 61) - 1
  };

  @TempDir Path folder;

  /** What is damaged, how it is read, and where its lengths stand. */
  enum Kind {
    CLUSTERING {
      @Override
      void write(Path file) throws IOException {
        Clustering.builder(new DMatrixRMaj(20, 30), new EuclideanDistance())
            .sizes(new long[20], 5)
            .course(
                9,
                StopReason.CONVERGED,
                Collections.nCopies(9, new Iteration(1, 1, 1, 1, Duration.ofMillis(1))))
            .build()
            .save(file);
      }

      @Override
      void read(Path file) throws IOException {
        check(Clustering.load(file));
      }

      @Override
      boolean isModel() {
        return true;
      }
    },

    CLUSTERING_FROM_A_STREAM {
      @Override
      void write(Path file) throws IOException {
        CLUSTERING.write(file);
      }

      @Override
      void read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
          check(Clustering.load(in));
          if (in.read() >= 0) { // no fault of a stream, but of this file
            throw new FileFormatException(name(file), 0, "more follows");
          }
        }
      }

      @Override
      boolean isModel() {
        return true;
      }

      @Override
      String name(Path file) {
        return "stream";
      }
    },

    STREAM_FITTER {
      @Override
      void write(Path file) throws IOException {
        new MiniBatchKMeans(5)
            .stream().partialFit(Points.of(new Random(1).doubles(80).toArray(), 8, 10)).save(file);
      }

      @Override
      void read(Path file) throws IOException {
        StreamFitter fitter = StreamFitter.load(file);
        assertTrue(fitter.batches() > 0);
        Clustering c = fitter.toClustering();
        assertTrue(Arrays.stream(c.centroids().data).allMatch(Double::isFinite));
      }

      @Override
      boolean isModel() {
        return true;
      }
    },

    STANDARDIZATION {
      @Override
      void write(Path file) throws IOException {
        Points points = Points.of(new Random(2).doubles(80).toArray(), 4, 20);
        new Standardizer().fit(points).save(file);
      }

      @Override
      void read(Path file) throws IOException {
        Standardization scale = Standardization.load(file);
        assertEquals(scale.columns(), scale.means().length);
        assertTrue(Arrays.stream(scale.deviations()).allMatch(value -> value >= 0));
      }

      @Override
      boolean isModel() {
        return true;
      }
    },

    IDX {
      @Override
      void write(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(16 + 6 * 20 * 8);
        bytes.putInt(0x0E03).putInt(6).putInt(4).putInt(5);
        while (bytes.hasRemaining()) {
          bytes.putDouble(bytes.position());
        }
        Files.write(file, bytes.array());
      }

      @Override
      void read(Path file) throws IOException {
        try (FileSource source = FileSource.idx(file)) {
          readAll(source, Files.size(file));
        }
      }
    },

    NPY {
      @Override
      void write(Path file) throws IOException {
        String header = "{'descr': '<f4', 'fortran_order': False, 'shape': (12, 7), }";
        ByteBuffer bytes = ByteBuffer.allocate(128 + 12 * 7 * 4).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0}).putShort((short) 118);
        bytes.put(header.getBytes(StandardCharsets.US_ASCII));
        while (bytes.position() < 127) {
          bytes.put((byte) ' ');
        }
        bytes.put((byte) '\n');
        while (bytes.hasRemaining()) {
          bytes.putFloat(bytes.position());
        }
        Files.write(file, bytes.array());
      }

      @Override
      void read(Path file) throws IOException {
        try (FileSource source = FileSource.npy(file)) {
          readAll(source, Files.size(file));
        }
      }
    };

    abstract void write(Path file) throws IOException;

    abstract void read(Path file) throws IOException;

    boolean isModel() {
      return false;
    }

    /** What messages call it. */
    String name(Path file) {
      return file.toString();
    }

    private static void check(Clustering c) {
      assertTrue(Arrays.stream(c.centroids().data).allMatch(Double::isFinite));
      assertEquals(c.k(), c.longSizes().length);
    }

    private static void readAll(BlockSource source, long size) throws IOException {
      assertTrue(source.rows() <= size && source.columns() <= size);
      Points all = source.read(0, (int) source.rows());
      try {
        DataProfile.of(RowStore.of(all, Kernels.get()), new Workers(1));
      } catch (IllegalArgumentException e) {
        // what a fit says to a value that a flipped bit has made NaN or huge
        assertTrue(e.getMessage().contains("row "), e.getMessage());
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  @Timeout(3600)
  void damageIsNamedAndTakesNoMemory(Kind kind) throws IOException {
    Path file = folder.resolve("file");
    kind.write(file);
    kind.read(file);
    byte[] whole = Files.readAllBytes(file);
    Random random = new Random(SEED + kind.ordinal());
    int refused = 0;
    for (int number = 0; number < FILES; number++) {
      byte[] damaged = damaged(whole, random);
      boolean fitted = kind.isModel() && damaged.length > 28 && random.nextBoolean();
      if (fitted) {
        fitLengthAndChecksum(damaged);
      }
      if (Arrays.equals(whole, damaged)) {
        continue;
      }
      Files.write(file, damaged);
      isRead(kind, file, number); // loads the classes that only this damage needs
      long before = MEMORY.getCurrentThreadAllocatedBytes();
      boolean read = isRead(kind, file, number);
      long allocated = MEMORY.getCurrentThreadAllocatedBytes() - before;
      assertTrue(
          allocated < OVERHEAD + 8L * damaged.length,
          "file " + number + " of " + damaged.length + " bytes took " + allocated);
      assertTrue(
          fitted || !kind.isModel() || !read, "file " + number + " passed for an intact model");
      refused += read ? 0 : 1;
    }
    assertTrue(refused > FILES / 3, "only " + refused + " files were refused");
  }

  private static boolean isRead(Kind kind, Path file, int number) throws IOException {
    try {
      kind.read(file);
      return true;
    } catch (FileFormatException e) {
      String message = String.valueOf(e.getMessage());
      assertTrue(
          message.startsWith(kind.name(file) + ", byte " + e.offset() + ": ") && e.offset() >= 0,
          message);
      return false;
    } catch (RuntimeException e) {
      return fail("file " + number + " of kind " + kind, e);
    }
  }

  private static byte[] damaged(byte[] whole, Random random) {
    byte[] bytes = whole.clone();
    switch (random.nextInt(5)) {
      case 0: // anywhere
        for (int flips = 1 + random.nextInt(8); flips > 0; flips--) {
          bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return bytes;
      case 1: // where lengths and names stand
        for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
          bytes[random.nextInt(Math.min(128, bytes.length))] ^= (byte) (1 << random.nextInt(8));
        }
        return bytes;
      case 2:
        return Arrays.copyOf(bytes, random.nextInt(bytes.length));
      case 3:
        return Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(64));
      default:
        long forged = FORGED[random.nextInt(FORGED.length)];
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        if (random.nextBoolean()) {
          buffer.order(ByteOrder.LITTLE_ENDIAN);
        }
        int at = random.nextInt(120);
        if (random.nextBoolean()) {
          buffer.putInt(at, (int) forged);
        } else {
          buffer.putLong(at, forged);
        }
        return bytes;
    }
  }

  /** Damage that only the fields themselves can show. */
  private static void fitLengthAndChecksum(byte[] model) {
    ByteBuffer buffer = ByteBuffer.wrap(model);
    buffer.putLong(16, model.length - 28);
    CRC32 crc = new CRC32();
    crc.update(model, 0, model.length - 4);
    buffer.putInt(model.length - 4, (int) crc.getValue());
  }
}
