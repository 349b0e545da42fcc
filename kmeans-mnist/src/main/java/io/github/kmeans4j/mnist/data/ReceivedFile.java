package io.github.kmeans4j.mnist.data;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** The body of a response on its way into a new file. Progress may be read by any thread. */
final class ReceivedFile implements AutoCloseable {
  private final FileChannel channel;
  private final long limit;
  private volatile long bytes;
  private volatile long total = -1;

  /** Creates the file, which must not exist; a body longer than the limit is given up. */
  ReceivedFile(Path file, long limit) throws IOException {
    this.channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    this.limit = limit;
  }

  /** Returns how many bytes have come. */
  long bytes() {
    return bytes;
  }

  /** Returns how many bytes will come, or −1 if the server did not say. */
  long total() {
    return total;
  }

  /** Takes a body if the status is 200, else refuses it unread. */
  HttpResponse.BodySubscriber<Boolean> subscriber(HttpResponse.ResponseInfo response) {
    total = response.headers().firstValueAsLong("Content-Length").orElse(-1);
    return new Body(response.statusCode());
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private final class Body implements HttpResponse.BodySubscriber<Boolean> {
    private final CompletableFuture<Boolean> whole = new CompletableFuture<>();
    private final int status;
    private Flow.@Nullable Subscription subscription;

    Body(int status) {
      this.status = status;
    }

    @Override
    public CompletionStage<Boolean> getBody() {
      return whole;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
      subscription = given;
      if (status == 200) {
        given.request(Long.MAX_VALUE);
      } else {
        giveUp(new IOException("the status must be 200, but is " + status));
      }
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
      try {
        for (ByteBuffer buffer : buffers) {
          if (bytes + buffer.remaining() > limit) {
            throw new IOException("there must be at most " + limit + " bytes, but come more");
          }
          while (buffer.hasRemaining()) {
            bytes += channel.write(buffer);
          }
        }
      } catch (IOException e) {
        giveUp(e);
      }
    }

    @Override
    public void onError(Throwable failure) {
      whole.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
      whole.complete(true);
    }

    private void giveUp(IOException reason) {
      whole.completeExceptionally(reason);
      if (subscription != null) {
        subscription.cancel();
      }
    }
  }
}
