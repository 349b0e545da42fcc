package io.github.kmeans4j.mnist.data;

import io.github.kmeans4j.mnist.data.DigitData.Origin;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds MNIST (LeCun, Cortes and Burges), or downloads and verifies it.
 *
 * <p>Looked for in this order: the folder asked for; the folder in the environment variable {@value
 * #VARIABLE}; the cache folder; the public mirrors, into the cache; last the {@link
 * EmbeddedDigits}. A folder that was asked for must serve: if a file of it is missing or damaged,
 * that is an error, and nothing else is tried.
 *
 * <p>Immutable and thread-safe; every {@code with…} method returns a copy.
 */
public final class Mnist {
  /** Name of the environment variable that names a folder. */
  public static final String VARIABLE = "KMEANS4J_MNIST_DIR";

  private static final List<URI> MIRRORS =
      List.of(
          URI.create("https://storage.googleapis.com/cvdf-datasets/mnist/"),
          URI.create("https://ossci-datasets.s3.amazonaws.com/mnist/"));

  private final @Nullable Path folder;
  private final Map<String, String> environment;
  private final Path cache;
  private final List<URI> mirrors;
  private final Duration timeout;

  private Mnist(
      @Nullable Path folder,
      Map<String, String> environment,
      Path cache,
      List<URI> mirrors,
      Duration timeout) {
    this.folder = folder;
    this.environment = environment;
    this.cache = cache;
    this.mirrors = mirrors;
    this.timeout = timeout;
  }

  /** Looks in the usual places of this machine. */
  public Mnist() {
    this(null, System.getenv(), usualCache(System.getenv()), MIRRORS, Duration.ofSeconds(5));
  }

  /**
   * Sets the folder that must serve.
   *
   * @param folder has the four files, gzipped or not
   * @return a copy with that folder
   */
  public Mnist withFolder(Path folder) {
    return new Mnist(folder, environment, cache, mirrors, timeout);
  }

  /**
   * Sets the environment variables.
   *
   * @param environment instead of the process's own
   * @return a copy with those variables
   */
  public Mnist withEnvironment(Map<String, String> environment) {
    return new Mnist(folder, Map.copyOf(environment), cache, mirrors, timeout);
  }

  /**
   * Sets where downloads are kept.
   *
   * @param cache a folder, made if needed
   * @return a copy with that cache
   */
  public Mnist withCache(Path cache) {
    return new Mnist(folder, environment, cache, mirrors, timeout);
  }

  /**
   * Sets where downloads come from.
   *
   * @param mirrors addresses of folders, ending with a slash; may be none
   * @return a copy with those mirrors
   */
  public Mnist withMirrors(List<URI> mirrors) {
    return new Mnist(folder, environment, cache, List.copyOf(mirrors), timeout);
  }

  /**
   * Sets how long to wait for a mirror's answer. Default: 5 seconds.
   *
   * @param timeout longer than 0
   * @return a copy with that time
   */
  public Mnist withTimeout(Duration timeout) {
    return new Mnist(folder, environment, cache, mirrors, timeout);
  }

  /** Told how far a download is. */
  @FunctionalInterface
  public interface DownloadListener {
    /**
     * Called after each piece.
     *
     * @param name name of the file
     * @param bytes received so far
     * @param total how many it will be, or −1 if unknown
     */
    void received(String name, long bytes, long total);
  }

  /**
   * Gets the data.
   *
   * @param listener told of downloads
   * @return the first that serve
   * @throws IOException if a folder that was asked for, or its copy of a file, does not serve;
   *     names the file
   */
  public DigitData load(DownloadListener listener) throws IOException {
    if (folder != null) {
      return inFolder(folder, Origin.FOLDER, "the folder " + folder);
    }
    String named = environment.get(VARIABLE);
    if (named != null && !named.isBlank()) {
      return inFolder(Path.of(named), Origin.ENVIRONMENT, VARIABLE + "=" + named);
    }
    List<String> failures = new ArrayList<>();
    failures.add("no folder was given and the variable " + VARIABLE + " is not set");
    try {
      if (allVerified(cache)) {
        return read(cache, Origin.CACHE, "MNIST from the cache " + cache, failures);
      }
      failures.add("the cache " + cache + " has no complete MNIST");
    } catch (IOException e) {
      failures.add("the cache " + cache + " cannot be read: " + e.getMessage());
    }
    for (URI mirror : mirrors) {
      try {
        download(mirror, listener);
        return read(cache, Origin.DOWNLOAD, "MNIST downloaded from " + mirror, failures);
      } catch (IOException e) {
        failures.add("download failed: " + e.getMessage());
      }
    }
    LabeledImages digits = EmbeddedDigits.all();
    return new DigitData(
        digits.slice(0, EmbeddedDigits.TRAIN),
        digits.slice(EmbeddedDigits.TRAIN, digits.count()),
        Origin.EMBEDDED,
        "the embedded UCI digits, 8×8 pixels",
        List.copyOf(failures));
  }

  private DigitData inFolder(Path place, Origin origin, String asked) throws IOException {
    if (!Files.isDirectory(place)) {
      throw new IOException(asked + ": there is no such folder");
    }
    for (MnistFile file : MnistFile.values()) {
      if (find(place, file).isEmpty()) {
        throw new IOException(
            asked
                + ": the file "
                + file.gzipName()
                + " is missing (also accepted: "
                + file.names()
                + ")");
      }
    }
    String what = allVerified(place) ? "MNIST" : "images (not MNIST by their checksums)";
    return read(place, origin, what + " from " + asked, List.of());
  }

  private static DigitData read(
      Path place, Origin origin, String description, List<String> failures) throws IOException {
    LabeledImages train =
        LabeledImages.read(get(place, MnistFile.TRAIN_IMAGES), get(place, MnistFile.TRAIN_LABELS));
    LabeledImages test =
        LabeledImages.read(get(place, MnistFile.TEST_IMAGES), get(place, MnistFile.TEST_LABELS));
    if (train.height() != test.height() || train.width() != test.width()) {
      throw new IOException(
          place
              + ": training images are "
              + train.height()
              + "×"
              + train.width()
              + ", but test images are "
              + test.height()
              + "×"
              + test.width());
    }
    return new DigitData(train, test, origin, description, List.copyOf(failures));
  }

  private void download(URI mirror, DownloadListener listener) throws IOException {
    Files.createDirectories(cache);
    Download download = new Download(timeout);
    for (MnistFile file : MnistFile.values()) {
      if (!verified(cache, file)) {
        download.fetch(
            mirror,
            file,
            cache.resolve(file.gzipName()),
            (f, bytes, total) -> listener.received(f.gzipName(), bytes, total));
      }
    }
  }

  private static boolean allVerified(Path place) throws IOException {
    for (MnistFile file : MnistFile.values()) {
      if (!verified(place, file)) {
        return false;
      }
    }
    return true;
  }

  private static boolean verified(Path place, MnistFile file) throws IOException {
    Optional<Path> found = find(place, file);
    if (found.isEmpty()) {
      return false;
    }
    try {
      return Checksums.sha256(found.get()).equals(file.sha256());
    } catch (java.util.zip.ZipException | java.io.EOFException damaged) {
      return false;
    }
  }

  private static Optional<Path> find(Path place, MnistFile file) {
    return file.names().stream().map(place::resolve).filter(Files::isRegularFile).findFirst();
  }

  private static Path get(Path place, MnistFile file) throws IOException {
    return find(place, file)
        .orElseThrow(
            () -> new IOException(place + ": the file " + file.gzipName() + " is missing"));
  }

  private static Path usualCache(Map<String, String> environment) {
    String base =
        Stream.of(environment.get("XDG_CACHE_HOME"))
            .filter(value -> value != null && !value.isBlank())
            .findFirst()
            .orElse(System.getProperty("user.home") + "/.cache");
    return Path.of(base, "kmeans4j", "mnist");
  }
}
