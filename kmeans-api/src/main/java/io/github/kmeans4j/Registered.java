package io.github.kmeans4j;

import io.github.kmeans4j.internal.Providers;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds what is registered with {@link java.util.ServiceLoader} by its name. */
final class Registered {
  private Registered() {}

  static <S> S find(Class<S> service, Function<S, String> nameOf, String name) {
    Objects.requireNonNull(name, "name");
    Set<String> known = new TreeSet<>();
    Providers<S> own = Providers.of(service, service.getClassLoader());
    S found = find(own, nameOf, name, known);
    if (found != null) {
      return found;
    }
    // the context loader sees an application's own
    Providers<S> others = Providers.of(service, Thread.currentThread().getContextClassLoader());
    found = find(others, nameOf, name, known);
    if (found != null) {
      return found;
    }
    throw others.explain(
        own.explain(
            new IllegalArgumentException(
                "name: there is no "
                    + service.getSimpleName()
                    + " named \""
                    + name
                    + "\", the known ones are "
                    + known)));
  }

  private static <S> @Nullable S find(
      Providers<S> providers, Function<S, String> nameOf, String name, Set<String> known) {
    for (S candidate : providers.usable()) {
      String candidateName = providers.ask(candidate, nameOf);
      if (name.equals(candidateName)) {
        return candidate;
      }
      if (candidateName != null) {
        known.add(candidateName);
      }
    }
    return null;
  }
}
