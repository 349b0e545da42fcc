package io.github.kmeans4j.mnist.data;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A mirror on this machine that behaves as well or badly as a test wants. */
final class Mirror implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<String> asked = new CopyOnWriteArrayList<>();

  /** Answers a request for a file; closing the exchange is done for it. */
  @FunctionalInterface
  interface Answer {
    void give(HttpExchange exchange, MnistFile file) throws IOException;
  }

  Mirror(Answer answer) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/mnist/",
        exchange -> {
          try (exchange) {
            String name = exchange.getRequestURI().getPath().substring("/mnist/".length());
            asked.add(name);
            for (MnistFile file : MnistFile.values()) {
              if (file.gzipName().equals(name)) {
                answer.give(exchange, file);
              }
            }
          }
        });
    server.start();
  }

  /** Sends bytes with status 200 and their number. */
  static void send(HttpExchange exchange, byte[] bytes) throws IOException {
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  URI address() {
    return URI.create(
        "http://"
            + InetAddress.getLoopbackAddress().getHostAddress()
            + ":"
            + server.getAddress().getPort()
            + "/mnist/");
  }

  /** Names of the files asked for, in order. */
  List<String> asked() {
    return asked;
  }

  @Override
  public void close() {
    threads.shutdownNow();
    server.stop(0);
  }
}
