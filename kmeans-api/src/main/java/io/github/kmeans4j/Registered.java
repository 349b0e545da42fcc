package io.github.kmeans4j;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.function.Function;

/** Finds what is registered with {@link ServiceLoader} by its name. */
final class Registered {
  private Registered() {}

  static <S> S find(Class<S> service, Function<S, String> nameOf, String name) {
    Objects.requireNonNull(name, "name");
    List<String> known = new ArrayList<>();
    for (S candidate : ServiceLoader.load(service, service.getClassLoader())) {
      if (nameOf.apply(candidate).equals(name)) {
        return candidate;
      }
      known.add(nameOf.apply(candidate));
    }
    for (S candidate :
        ServiceLoader.load(service)) { // the context loader sees an application's own
      if (nameOf.apply(candidate).equals(name)) {
        return candidate;
      }
      if (!known.contains(nameOf.apply(candidate))) {
        known.add(nameOf.apply(candidate));
      }
    }
    Collections.sort(known);
    throw new IllegalArgumentException(
        "name: there is no "
            + service.getSimpleName()
            + " named \""
            + name
            + "\", the known ones are "
            + known);
  }
}
