package io.github.kmeans4j.mnist.data;

import static java.util.stream.Collectors.toMap;

import io.github.kmeans4j.mnist.data.DigitData.Origin;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipException;
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
  private final @Nullable Path cache;
  private final List<URI> mirrors;
  private final Duration timeout;
  private final Map<MnistFile, String> checksums;

  private Mnist(
      @Nullable Path folder,
      Map<String, String> environment,
      @Nullable Path cache,
      List<URI> mirrors,
      Duration timeout,
      Map<MnistFile, String> checksums) {
    this.folder = folder;
    this.environment = environment;
    this.cache = cache;
    this.mirrors = mirrors;
    this.timeout = timeout;
    this.checksums = checksums;
  }

  /** Looks in the usual places of this machine. */
  public Mnist() {
    this(null, System.getenv(), null, MIRRORS, Duration.ofSeconds(5), published());
  }

  /**
   * Sets the folder that must serve.
   *
   * @param folder has the four files, gzipped or not
   * @return a copy with that folder
   */
  public Mnist withFolder(Path folder) {
    Objects.requireNonNull(folder, "folder");
    return new Mnist(folder, environment, cache, mirrors, timeout, checksums);
  }

  /**
   * Sets the environment variables.
   *
   * @param environment instead of the process's own
   * @return a copy with those variables
   */
  public Mnist withEnvironment(Map<String, String> environment) {
    return new Mnist(folder, Map.copyOf(environment), cache, mirrors, timeout, checksums);
  }

  /**
   * Sets where downloads are kept. Default: {@code kmeans4j/mnist} in the folder of the variable
   * {@code XDG_CACHE_HOME} if that is absolute, else in {@code .cache} of the home folder.
   *
   * @param cache a folder, made if needed
   * @return a copy with that cache
   */
  public Mnist withCache(Path cache) {
    Objects.requireNonNull(cache, "cache");
    return new Mnist(folder, environment, cache, mirrors, timeout, checksums);
  }

  /**
   * Sets where downloads come from.
   *
   * @param mirrors addresses of folders, ending with a slash; may be none
   * @return a copy with those mirrors
   * @throws IllegalArgumentException if an address is not one of HTTP or does not end with a slash
   */
  public Mnist withMirrors(List<URI> mirrors) {
    for (URI mirror : mirrors) {
      if (!mirror.toString().matches("https?://.*/")) {
        throw new IllegalArgumentException(
            "mirrors must be http or https addresses that end with a slash, but one is " + mirror);
      }
    }
    return new Mnist(folder, environment, cache, List.copyOf(mirrors), timeout, checksums);
  }

  /**
   * Sets how long to wait for a connection to a mirror, and then for each next piece. Default: 5
   * seconds.
   *
   * @param timeout longer than 0
   * @return a copy with that time
   * @throws IllegalArgumentException if it is not longer than 0
   */
  public Mnist withTimeout(Duration timeout) {
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException("timeout must be longer than 0, but is " + timeout);
    }
    return new Mnist(folder, environment, cache, mirrors, timeout, checksums);
  }

  /** Sets the SHA-256 that each file must have; for tests, which cannot carry MNIST with them. */
  Mnist withChecksums(Map<MnistFile, String> checksums) {
    return new Mnist(folder, environment, cache, mirrors, timeout, Map.copyOf(checksums));
  }

  private static Map<MnistFile, String> published() {
    return Stream.of(MnistFile.values()).collect(toMap(file -> file, MnistFile::sha256));
  }

  private String checksum(MnistFile file) {
    return Objects.requireNonNull(checksums.get(file));
  }

  /** Told how far a download is. */
  @FunctionalInterface
  public interface DownloadListener {
    /**
     * Called several times a second while bytes come, and at the end, on the thread that loads.
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
   * @throws InterruptedIOException if the thread is interrupted while it downloads; its flag is set
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
    Path kept = cache != null ? cache : usualCache(environment);
    try {
      Optional<String> problem = problem(kept);
      if (problem.isEmpty()) {
        return read(kept, Origin.CACHE, "MNIST from the cache " + kept, failures);
      }
      failures.add("the cache " + kept + " does not serve: " + problem.get());
    } catch (IOException e) {
      failures.add("the cache " + kept + " cannot be read: " + Reason.of(e));
    }
    Download download = new Download(timeout);
    for (URI mirror : mirrors) {
      try {
        fetchMissing(download, mirror, kept, listener);
        return read(kept, Origin.DOWNLOAD, "MNIST downloaded from " + mirror, failures);
      } catch (InterruptedIOException e) {
        throw e;
      } catch (IOException e) {
        failures.add("download failed: " + Reason.of(e));
      }
    }
    LabeledImages digits = EmbeddedDigits.all();
    return new DigitData(
        digits.slice(0, EmbeddedDigits.TRAIN),
        digits.slice(EmbeddedDigits.TRAIN, digits.count()),
        Origin.EMBEDDED,
        "the embedded UCI digits, "
            + digits.count()
            + " images of 8×8 pixels, the first "
            + EmbeddedDigits.TRAIN
            + " to train",
        failures);
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
                + (Files.isDirectory(place.resolve(file.gzipName()))
                    ? " is a folder"
                    : " is missing")
                + " (also accepted: "
                + String.join(", ", file.names().subList(1, 4))
                + ")");
      }
    }
    String what = problem(place).isEmpty() ? "MNIST" : "images (not MNIST by their checksums)";
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
    return new DigitData(train, test, origin, description, failures);
  }

  private void fetchMissing(Download download, URI mirror, Path kept, DownloadListener listener)
      throws IOException {
    Files.createDirectories(kept);
    for (MnistFile file : MnistFile.values()) {
      if (problem(kept, file).isPresent()) {
        download.fetch(mirror, file, checksum(file), kept.resolve(file.gzipName()), listener);
      }
    }
  }

  /** Says what is wrong with the first file that is not MNIST's, if one is. */
  private Optional<String> problem(Path place) throws IOException {
    for (MnistFile file : MnistFile.values()) {
      Optional<String> problem = problem(place, file);
      if (problem.isPresent()) {
        return problem;
      }
    }
    return Optional.empty();
  }

  private Optional<String> problem(Path place, MnistFile file) throws IOException {
    Optional<Path> found = find(place, file);
    if (found.isEmpty()) {
      return Optional.of(file.gzipName() + " is missing");
    }
    String name = found.get().getFileName().toString();
    try {
      boolean right = Checksums.sha256(found.get(), file.bytes()).equals(checksum(file));
      return right ? Optional.empty() : Optional.of(name + " has a wrong SHA-256");
    } catch (ZipException | EOFException e) {
      return Optional.of(name + " is damaged: " + Reason.of(e));
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
    String base = environment.get("XDG_CACHE_HOME");
    // a relative one is to be ignored by its specification
    Path folder =
        base != null && Path.of(base).isAbsolute()
            ? Path.of(base)
            : Path.of(System.getProperty("user.home"), ".cache");
    return folder.resolve("kmeans4j").resolve("mnist");
  }
}
