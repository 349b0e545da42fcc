package io.github.kmeans4j.mnist.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import io.github.kmeans4j.mnist.data.DigitData.Origin;
import io.github.kmeans4j.mnist.idx.IdxBytes;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Downloads from mirrors on this machine, good and bad ones. */
class MnistDownloadTest {
  @TempDir Path scratch;
  private final SmallMnist small = new SmallMnist();
  private final List<String> progress = new ArrayList<>();

  private Mnist from(URI... mirrors) {
    return new Mnist()
        .withEnvironment(Map.of())
        .withCache(cache())
        .withMirrors(List.of(mirrors))
        .withChecksums(small.checksums())
        .withTimeout(Duration.ofSeconds(30));
  }

  private Path cache() {
    return scratch.resolve("made").resolve("cache");
  }

  private DigitData load(Mnist mnist) throws IOException {
    return mnist.load((name, bytes, total) -> progress.add(name + " " + bytes + "/" + total));
  }

  private void good(HttpExchange exchange, MnistFile file) throws IOException {
    Mirror.send(exchange, small.packed(file));
  }

  private List<String> cached() throws IOException {
    if (!Files.exists(cache())) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(cache())) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static List<String> allNames() {
    return Stream.of(MnistFile.values()).map(MnistFile::gzipName).sorted().toList();
  }

  /** Expects the embedded digits, nothing in the cache, and this reason from the last mirror. */
  private void assertFails(Mnist mnist, String reason) throws IOException {
    DigitData data = load(mnist);
    assertEquals(Origin.EMBEDDED, data.origin());
    assertEquals(List.of(), cached());
    String last = data.failures().get(data.failures().size() - 1);
    assertTrue(last.contains(reason), last);
    assertTrue(data.announcement().contains(last), data.announcement());
  }

  @Test
  void aGoodMirrorFillsTheCacheForTheNextTime() throws IOException {
    try (Mirror mirror = new Mirror(this::good)) {
      DigitData data = load(from(mirror.address()));

      assertEquals(Origin.DOWNLOAD, data.origin());
      assertEquals("MNIST downloaded from " + mirror.address(), data.announcement());
      assertEquals(SmallMnist.TRAIN, data.train().count());
      assertEquals(SmallMnist.TEST, data.test().count());
      assertEquals(allNames(), cached());
      for (MnistFile file : MnistFile.values()) {
        int length = small.packed(file).length;
        assertTrue(
            progress.contains(file.gzipName() + " " + length + "/" + length),
            () -> "progress was " + progress);
      }

      assertEquals(Origin.CACHE, load(from(mirror.address())).origin());
      assertEquals(4, mirror.asked().size());
    }
  }

  @Test
  void onlyWhatTheCacheLacksIsDownloaded() throws IOException {
    small.writeTo(cache());
    Files.delete(cache().resolve("t10k-labels-idx1-ubyte.gz"));
    Files.write(cache().resolve("train-labels-idx1-ubyte.gz"), new byte[] {1, 2, 3});
    try (Mirror mirror = new Mirror(this::good)) {
      assertEquals(Origin.DOWNLOAD, load(from(mirror.address())).origin());
      assertEquals(
          List.of("train-labels-idx1-ubyte.gz", "t10k-labels-idx1-ubyte.gz"), mirror.asked());
    }
  }

  @Test
  void wrongBytesAreNotKept() throws IOException {
    try (Mirror mirror = new Mirror((exchange, file) -> Mirror.send(exchange, changed(file)))) {
      assertFails(
          from(mirror.address()),
          "SHA-256 must be " + small.checksums().get(MnistFile.TRAIN_IMAGES) + ", but is ");
    }
  }

  private byte[] changed(MnistFile file) {
    byte[] plain = small.plain(file).clone();
    plain[plain.length - 1] ^= 1;
    return IdxBytes.gzip(plain);
  }

  @Test
  void damagedGzipIsNotKept() throws IOException {
    try (Mirror mirror =
        new Mirror(
            (exchange, file) -> {
              byte[] packed = small.packed(file);
              Mirror.send(exchange, Arrays.copyOf(packed, packed.length / 2));
            })) {
      assertFails(from(mirror.address()), mirror.address() + "train-images-idx3-ubyte.gz: ");
    }
  }

  @Test
  void aStatusOtherThan200IsTheReason() throws IOException {
    try (Mirror mirror = new Mirror((exchange, file) -> exchange.sendResponseHeaders(404, -1))) {
      assertFails(from(mirror.address()), "the status must be 200, but is 404");
      assertEquals(1, mirror.asked().size());
      assertEquals(List.of(), progress);
    }
  }

  @Test
  void anErrorPageWithoutAnEndIsNotReceived() throws IOException {
    try (Mirror mirror =
        new Mirror(
            (exchange, file) -> {
              exchange.sendResponseHeaders(503, 0);
              writeForEver(exchange.getResponseBody());
            })) {
      assertFails(from(mirror.address()), "the status must be 200, but is 503");
    }
  }

  @Test
  void aBodyWithoutAnEndIsGivenUp() throws IOException {
    try (Mirror mirror =
        new Mirror(
            (exchange, file) -> {
              exchange.sendResponseHeaders(200, 0);
              writeForEver(exchange.getResponseBody());
            })) {
      small.writeTo(cache());
      Files.delete(cache().resolve("t10k-labels-idx1-ubyte.gz"));
      DigitData data = load(from(mirror.address()));
      String last = data.failures().get(data.failures().size() - 1);
      assertTrue(last.endsWith("there must be at most 75544 bytes, but come more"), last);
      assertEquals(3, cached().size());
    }
  }

  private static void writeForEver(OutputStream out) throws IOException {
    byte[] piece = new byte[10_000];
    while (!Thread.interrupted()) {
      out.write(piece);
    }
  }

  @Test
  void afterATruncatedBodyTheNextMirrorServes() throws IOException {
    try (Mirror bad =
            new Mirror(
                (exchange, file) -> {
                  byte[] packed = small.packed(file);
                  exchange.sendResponseHeaders(200, packed.length);
                  exchange.getResponseBody().write(packed, 0, packed.length / 2);
                  exchange.getResponseBody().flush();
                });
        Mirror next = new Mirror(this::good)) {
      DigitData data = load(from(bad.address(), next.address()));

      assertEquals(Origin.DOWNLOAD, data.origin());
      assertEquals("MNIST downloaded from " + next.address(), data.description());
      assertEquals(allNames(), cached());
      String last = data.failures().get(data.failures().size() - 1);
      assertTrue(
          last.startsWith("download failed: " + bad.address() + "train-images-idx3-ubyte.gz: "),
          last);
    }
  }

  @Test
  void whatOneMirrorGaveIsNotFetchedFromTheNext() throws IOException {
    try (Mirror half =
            new Mirror(
                (exchange, file) -> {
                  if (file == MnistFile.TRAIN_IMAGES) {
                    good(exchange, file);
                  } else {
                    exchange.sendResponseHeaders(404, -1);
                  }
                });
        Mirror next = new Mirror(this::good)) {
      assertEquals(Origin.DOWNLOAD, load(from(half.address(), next.address())).origin());
      assertEquals(3, next.asked().size());
    }
  }

  @Test
  void aMirrorThatFallsSilentIsGivenUp() throws IOException {
    CountDownLatch end = new CountDownLatch(1);
    try (Mirror mirror =
        new Mirror(
            (exchange, file) -> {
              exchange.sendResponseHeaders(200, 0);
              exchange.getResponseBody().write(new byte[1000]);
              exchange.getResponseBody().flush();
              await(end);
            })) {
      assertFails(
          from(mirror.address()).withTimeout(Duration.ofSeconds(2)), "nothing came for 2000 ms");
    } finally {
      end.countDown();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void anInterruptedDownloadEndsAndLeavesNoFile() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    CountDownLatch begun = new CountDownLatch(1);
    try (Mirror mirror =
        new Mirror(
            (exchange, file) -> {
              exchange.sendResponseHeaders(200, 0);
              exchange.getResponseBody().write(new byte[1000]);
              exchange.getResponseBody().flush();
              await(end);
            })) {
      List<Object> seen = new ArrayList<>();
      Thread loader =
          new Thread(
              () -> {
                InterruptedIOException e =
                    assertThrows(
                        InterruptedIOException.class,
                        () ->
                            from(mirror.address()).load((name, bytes, total) -> begun.countDown()));
                seen.add(e.getMessage());
                seen.add(Thread.currentThread().isInterrupted());
              });
      loader.start();
      begun.await();
      loader.interrupt();
      loader.join();

      assertEquals(
          List.of(
              mirror.address() + "train-images-idx3-ubyte.gz: the download was interrupted", true),
          seen);
      assertEquals(List.of(), cached());
    } finally {
      end.countDown();
    }
  }

  @Test
  void aListenerThatThrowsLeavesNoFile() throws IOException {
    try (Mirror mirror = new Mirror(this::good)) {
      assertThrows(
          IllegalStateException.class,
          () ->
              from(mirror.address())
                  .load(
                      (name, bytes, total) -> {
                        throw new IllegalStateException("no more");
                      }));
      assertEquals(List.of(), cached());
    }
  }

  @Test
  void withoutANetworkTheEmbeddedDigitsServe() throws IOException {
    int closed;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = socket.getLocalPort();
    }
    assertFails(
        from(URI.create("http://127.0.0.1:" + closed + "/mnist/")),
        "http://127.0.0.1:" + closed + "/mnist/train-images-idx3-ubyte.gz: ConnectException");
    assertFails(from(URI.create("http://mirror.invalid/mnist/")), "http://mirror.invalid/mnist/");
  }

  @Test
  void aCacheThatCannotBeMadeIsAReason() throws IOException {
    Path file = Files.writeString(scratch.resolve("made"), "a file in the way");
    try (Mirror mirror = new Mirror(this::good)) {
      DigitData data = load(from(mirror.address()));
      assertEquals(Origin.EMBEDDED, data.origin());
      String last = data.failures().get(data.failures().size() - 1);
      assertTrue(last.startsWith("download failed: ") && last.contains(file.toString()), last);
      assertEquals(List.of(), mirror.asked());
    }
  }
}
