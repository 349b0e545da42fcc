package io.github.kmeans4j.internal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is registered for {@link ServiceLoader}, but for what is broken: an entry whose class is
 * missing, of another type, for a newer JVM or cannot be instantiated, or a provider that fails
 * when it is asked for its name. Such a thing, left over from an older version most often, must not
 * hide the others. It is left out and costs one line of the logger {@code
 * io.github.kmeans4j.providers} at WARN, once a JVM, that names it.
 *
 * <p>Not thread-safe.
 *
 * @param <S> the service
 */
public final class Providers<S> {
  private static final Logger LOG = LoggerFactory.getLogger("io.github.kmeans4j.providers");

  /** What was logged already. */
  private static final Set<String> REPORTED = ConcurrentHashMap.newKeySet();

  private final Class<S> service;
  private final List<S> usable = new ArrayList<>();
  private final List<Throwable> failures = new ArrayList<>();

  private Providers(Class<S> service) {
    this.service = service;
  }

  /**
   * Loads all providers that can be loaded.
   *
   * @param service what they must be
   * @param loader where they are looked for; null stands for the loader of the application
   * @param <S> the service
   * @return the providers
   */
  public static <S> Providers<S> of(Class<S> service, @Nullable ClassLoader loader) {
    Providers<S> providers = new Providers<>(service);
    providers.addAll(ServiceLoader.load(service, loader).iterator());
    return providers;
  }

  /**
   * Wraps providers that came from elsewhere.
   *
   * @param service what they are
   * @param given the providers
   * @param <S> the service
   * @return the same
   */
  public static <S> Providers<S> of(Class<S> service, Iterable<? extends S> given) {
    Providers<S> providers = new Providers<>(service);
    given.forEach(providers.usable::add);
    return providers;
  }

  /** After an error the iterator goes on with the next entry, as its documentation says. */
  private void addAll(Iterator<S> providers) {
    @Nullable String last = null;
    while (true) {
      try {
        if (!providers.hasNext()) {
          return;
        }
        usable.add(providers.next());
        last = null;
      } catch (ServiceConfigurationError | LinkageError e) {
        String what = Objects.requireNonNullElse(e.getMessage(), e.getClass().getName());
        if (what.equals(last)) {
          return; // the files of entries themselves cannot be found: there is no next one
        }
        last = what;
        report(what, e);
      }
    }
  }

  /**
   * Returns the providers.
   *
   * @return those that were loaded, in the order of their registration
   */
  public List<S> usable() {
    return Collections.unmodifiableList(usable);
  }

  /**
   * Asks a provider something that it may fail at.
   *
   * @param provider one of {@link #usable()}
   * @param question what to ask
   * @param <R> the answer
   * @return the answer; null if it is null, or an exception or a linkage error came instead, which
   *     counts as a broken provider
   */
  public <R> @Nullable R ask(S provider, Function<? super S, ? extends @Nullable R> question) {
    try {
      R answer = question.apply(provider);
      if (answer != null) {
        return answer;
      }
      fail(provider, new NullPointerException("it answered null"));
    } catch (RuntimeException | LinkageError e) {
      fail(provider, e);
    }
    return null;
  }

  /**
   * Notes and logs that a provider is broken.
   *
   * @param provider one of {@link #usable()}
   * @param failure what it threw
   */
  public void fail(S provider, Throwable failure) {
    report(service.getName() + ": Provider " + provider.getClass().getName() + " fails", failure);
  }

  private void report(String what, Throwable failure) {
    failures.add(failure);
    if (REPORTED.add(what)) {
      Throwable cause = failure instanceof ServiceConfigurationError ? failure.getCause() : failure;
      LOG.warn("a broken provider is left out: {}{}", what, cause == null ? "" : ": " + cause);
      LOG.debug("where it broke", failure);
    }
  }

  /**
   * Adds what was broken to an exception that says that something was not found.
   *
   * @param exception the exception
   * @param <E> its type
   * @return the same one, with the failures as suppressed exceptions
   */
  public <E extends Exception> E explain(E exception) {
    failures.forEach(exception::addSuppressed);
    return exception;
  }
}
