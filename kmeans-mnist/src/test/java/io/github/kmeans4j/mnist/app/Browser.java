package io.github.kmeans4j.mnist.app;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A headless Chromium, driven over its DevTools protocol with what Java itself has, so that no
 * driver has to match the browser and nothing is downloaded.
 */
final class Browser {
  private static final int SECONDS = 60;

  private final Process process;
  private final WebSocket socket;
  private final AtomicInteger number = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonObject>> answers = new ConcurrentHashMap<>();
  private final CompletableFuture<Void> loaded = new CompletableFuture<>();
  private final List<String> errors = Collections.synchronizedList(new ArrayList<>());

  private Browser(Process process, URI address) {
    this.process = process;
    this.socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(address, new Receiver())
            .orTimeout(SECONDS, TimeUnit.SECONDS)
            .join();
  }

  /** Finds the program: what the variable CHROMIUM names, or a usual name on the path. */
  static Optional<Path> find(Map<String, String> environment) {
    String named = environment.getOrDefault("CHROMIUM", "");
    if (!named.isBlank()) {
      return Optional.of(Path.of(named));
    }
    List<String> folders =
        Arrays.asList(environment.getOrDefault("PATH", "").split(File.pathSeparator));
    return Stream.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
        .flatMap(name -> folders.stream().map(folder -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Starts the program with a profile of its own. */
  static Browser start(Path program, Path profile) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                program.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--window-size=1280,900",
                "--user-data-dir=" + profile,
                "--remote-debugging-port=0",
                "about:blank")
            .redirectErrorStream(true)
            .redirectOutput(profile.resolve("browser.log").toFile())
            .start();
    try {
      Path portFile = profile.resolve("DevToolsActivePort");
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
      while (!Files.exists(portFile) || Files.readAllLines(portFile).isEmpty()) {
        if (!process.isAlive() || System.nanoTime() > end) {
          throw new IOException(
              program
                  + " did not start: "
                  + Files.readString(profile.resolve("browser.log")).strip());
        }
        Thread.sleep(50);
      }
      return new Browser(process, pageOf(Files.readAllLines(portFile).get(0)));
    } catch (IOException | InterruptedException | RuntimeException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  private static URI pageOf(String port) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/list")).build();
    String body =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
    for (JsonElement target : JsonParser.parseString(body).getAsJsonArray()) {
      JsonObject fields = target.getAsJsonObject();
      if (fields.get("type").getAsString().equals("page")) {
        return URI.create(fields.get("webSocketDebuggerUrl").getAsString());
      }
    }
    throw new IOException("the browser has no page: " + body);
  }

  /** Opens a page and waits until it and its pictures are loaded. */
  void open(Path page) {
    send("Page.enable", new JsonObject());
    send("Runtime.enable", new JsonObject());
    send("Log.enable", new JsonObject());
    JsonObject parameters = new JsonObject();
    parameters.addProperty("url", page.toUri().toString());
    send("Page.navigate", parameters);
    loaded.orTimeout(SECONDS, TimeUnit.SECONDS).join();
  }

  /** Evaluates an expression in the page and returns its value, in words. */
  String evaluate(String expression) {
    JsonObject parameters = new JsonObject();
    parameters.addProperty("expression", expression);
    parameters.addProperty("returnByValue", true);
    parameters.addProperty("awaitPromise", true);
    JsonObject result = send("Runtime.evaluate", parameters);
    if (result.has("exceptionDetails")) {
      throw new IllegalStateException(expression + ": " + result.get("exceptionDetails"));
    }
    JsonElement value = result.getAsJsonObject("result").get("value");
    return value == null ? "" : value.getAsString();
  }

  /** Presses and releases a key, as a person would. */
  void press(String key, int code) {
    for (String type : List.of("rawKeyDown", "keyUp")) {
      JsonObject parameters = new JsonObject();
      parameters.addProperty("type", type);
      parameters.addProperty("key", key);
      parameters.addProperty("code", key);
      parameters.addProperty("windowsVirtualKeyCode", code);
      send("Input.dispatchKeyEvent", parameters);
    }
  }

  /** What went wrong in the page until now. */
  List<String> errors() {
    return List.copyOf(errors);
  }

  private JsonObject send(String method, JsonObject parameters) {
    int id = number.incrementAndGet();
    CompletableFuture<JsonObject> answer = new CompletableFuture<>();
    answers.put(id, answer);
    JsonObject message = new JsonObject();
    message.addProperty("id", id);
    message.addProperty("method", method);
    message.add("params", parameters);
    socket.sendText(message.toString(), true).orTimeout(SECONDS, TimeUnit.SECONDS).join();
    JsonObject fields = answer.orTimeout(SECONDS, TimeUnit.SECONDS).join();
    if (fields.has("error")) {
      throw new IllegalStateException(method + ": " + fields.get("error"));
    }
    return fields.getAsJsonObject("result");
  }

  private void receive(JsonObject message) {
    if (message.has("id")) {
      Objects.requireNonNull(answers.remove(message.get("id").getAsInt())).complete(message);
      return;
    }
    JsonObject parameters = message.getAsJsonObject("params");
    switch (message.get("method").getAsString()) {
      case "Page.loadEventFired" -> loaded.complete(null);
      case "Runtime.exceptionThrown" -> errors.add(parameters.toString());
      case "Runtime.consoleAPICalled" -> {
        if (List.of("error", "warning").contains(parameters.get("type").getAsString())) {
          JsonArray arguments = parameters.getAsJsonArray("args");
          errors.add("console: " + arguments);
        }
      }
      case "Log.entryAdded" -> {
        JsonObject entry = parameters.getAsJsonObject("entry");
        if (List.of("error", "warning").contains(entry.get("level").getAsString())) {
          errors.add("log: " + entry);
        }
      }
      default -> {
        // what else happens in the browser is of no interest
      }
    }
  }

  /** Ends the program. */
  void close() throws InterruptedException {
    socket.abort();
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }

  /** Joins the parts of messages. */
  private final class Receiver implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket source, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        receive(JsonParser.parseString(text.toString()).getAsJsonObject());
        text.setLength(0);
      }
      source.request(1);
      return null;
    }
  }
}
