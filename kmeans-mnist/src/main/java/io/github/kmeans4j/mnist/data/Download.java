package io.github.kmeans4j.mnist.data;

import io.github.kmeans4j.mnist.data.Mnist.DownloadListener;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Fetches one file over HTTP: into a temporary file, checked, then moved to its name in one step,
 * so that an interrupted or wrong download leaves nothing behind. Stateless but for the client.
 */
final class Download {
  /** How often the listener hears of progress. */
  private static final long TICK_MILLIS = 100;

  /** What a file may be longer than its uncompressed bytes, before the download is given up. */
  private static final int SLACK = 1 << 16;

  private final HttpClient client;
  private final Duration timeout;

  /** Waits at most {@code timeout} for a connection, and as long for each next piece. */
  Download(Duration timeout) {
    this.timeout = timeout;
    this.client =
        HttpClient.newBuilder()
            .connectTimeout(timeout)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
  }

  /**
   * Fetches and checks a file.
   *
   * @throws InterruptedIOException if the thread was interrupted; its flag is set again
   * @throws IOException if that fails; names the address
   */
  void fetch(URI mirror, MnistFile file, String sha256, Path target, DownloadListener listener)
      throws IOException {
    URI address = mirror.resolve(file.gzipName());
    Path temporary =
        target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".part");
    // for the user who ends the program while it downloads
    temporary.toFile().deleteOnExit();
    try {
      receive(address, file, temporary, listener);
      String found = Checksums.sha256(temporary, file.bytes());
      if (!found.equals(sha256)) {
        throw new IOException("SHA-256 must be " + sha256 + ", but is " + found);
      }
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException(address + ": the download was interrupted");
    } catch (IOException e) {
      throw new IOException(address + ": " + Reason.of(e), e);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private void receive(URI address, MnistFile file, Path temporary, DownloadListener listener)
      throws IOException, InterruptedException {
    try (ReceivedFile received = new ReceivedFile(temporary, file.bytes() + SLACK)) {
      CompletableFuture<?> response =
          client.sendAsync(HttpRequest.newBuilder(address).build(), received::subscriber);
      try {
        await(response, received, () -> tell(listener, file, received));
      } finally {
        response.cancel(true);
      }
    }
  }

  private static void tell(DownloadListener listener, MnistFile file, ReceivedFile received) {
    listener.received(file.gzipName(), received.bytes(), received.total());
  }

  /** Waits for the end as long as bytes keep coming. */
  private void await(CompletableFuture<?> response, ReceivedFile received, Runnable progress)
      throws IOException, InterruptedException {
    long seen = 0;
    long since = System.nanoTime();
    while (true) {
      boolean done = false;
      try {
        response.get(TICK_MILLIS, TimeUnit.MILLISECONDS);
        done = true;
      } catch (TimeoutException e) {
        // looked at below
      } catch (ExecutionException e) {
        throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
      }
      if (received.bytes() != seen) {
        seen = received.bytes();
        since = System.nanoTime();
        progress.run();
      }
      if (done) {
        return;
      }
      if (System.nanoTime() - since > timeout.toNanos()) {
        throw new IOException("nothing came for " + timeout.toMillis() + " ms");
      }
    }
  }
}
