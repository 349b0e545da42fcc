package io.github.kmeans4j.internal.door;

import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;

/**
 * Names the file where a channel was closed: the exceptions of channels tell by their type what
 * happened, and have no message.
 */
public final class ClosedFile {
  private ClosedFile() {}

  /**
   * Says of a file why it could not be read.
   *
   * @param name of the file
   * @param e thrown by its channel
   * @return one to be thrown instead, of the same type
   */
  public static ClosedChannelException read(String name, ClosedChannelException e) {
    ClosedChannelException own;
    if (e instanceof ClosedByInterruptException) {
      own =
          new Interrupted(
              name + ": the thread was interrupted while it read, which closes the file");
    } else if (e instanceof AsynchronousCloseException) {
      own = new Meanwhile(name + ": the file was closed while it was read");
    } else {
      own =
          new Before(
              name + ": the file is closed, on purpose or by an interrupt while it was read");
    }
    own.initCause(e);
    return own;
  }

  private static final class Interrupted extends ClosedByInterruptException {
    private static final long serialVersionUID = 1L;

    private final String message;

    Interrupted(String message) {
      this.message = message;
    }

    @Override
    public String getMessage() {
      return message;
    }
  }

  private static final class Meanwhile extends AsynchronousCloseException {
    private static final long serialVersionUID = 1L;

    private final String message;

    Meanwhile(String message) {
      this.message = message;
    }

    @Override
    public String getMessage() {
      return message;
    }
  }

  private static final class Before extends ClosedChannelException {
    private static final long serialVersionUID = 1L;

    private final String message;

    Before(String message) {
      this.message = message;
    }

    @Override
    public String getMessage() {
      return message;
    }
  }
}
