package io.github.kmeans4j.spi;

import java.util.ServiceLoader;

/** Holds the assigner that was found, since the class path is read slowly and never changes. */
final class InstalledAssigner {
  static final Assigner INSTANCE =
      ServiceLoader.load(Assigner.class, Assigner.class.getClassLoader())
          .findFirst()
          .orElseGet(Assigner::direct);

  private InstalledAssigner() {}
}
