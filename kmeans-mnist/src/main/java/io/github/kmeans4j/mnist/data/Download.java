package io.github.kmeans4j.mnist.data;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * Fetches one file over HTTP: into a temporary file, checked, then moved to its name in one step,
 * so that an interrupted or wrong download leaves nothing behind. Stateless but for the client.
 */
final class Download {
  private final HttpClient client;
  private final Duration timeout;

  Download(Duration timeout) {
    this.timeout = timeout;
    this.client =
        HttpClient.newBuilder()
            .connectTimeout(timeout)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
  }

  /** Told of progress. */
  @FunctionalInterface
  interface Listener {
    /**
     * Called after each piece.
     *
     * @param total −1 if the server did not say
     */
    void received(MnistFile file, long bytes, long total);
  }

  /** Fetches and checks a file; throws an IOException that names the address if that fails. */
  void fetch(URI mirror, MnistFile file, Path target, Listener listener) throws IOException {
    URI address = mirror.resolve(file.gzipName());
    Path temporary = Files.createTempFile(target.toAbsolutePath().getParent(), ".mnist", ".part");
    try {
      HttpRequest request = HttpRequest.newBuilder(address).timeout(timeout).build();
      HttpResponse<InputStream> response =
          client.send(request, HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream body = response.body()) {
        if (response.statusCode() != 200) {
          throw new IOException("status " + response.statusCode());
        }
        OptionalLong total = response.headers().firstValueAsLong("Content-Length");
        copy(body, temporary, file, total.orElse(-1), listener);
      }
      String found = Checksums.sha256(temporary);
      if (!found.equals(file.sha256())) {
        throw new IOException("SHA-256 must be " + file.sha256() + ", but is " + found);
      }
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(address + ": interrupted", e);
    } catch (IOException e) {
      String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      throw new IOException(address + ": " + reason, e);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private static void copy(
      InputStream in, Path target, MnistFile file, long total, Listener listener)
      throws IOException {
    byte[] piece = new byte[1 << 16];
    long received = 0;
    try (var out = Files.newOutputStream(target)) {
      for (int got = in.read(piece); got >= 0; got = in.read(piece)) {
        out.write(piece, 0, got);
        received += got;
        listener.received(file, received, total);
      }
    }
  }
}
