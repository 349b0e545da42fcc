package io.github.kmeans4j.internal;

/** Holds the assigner that was found, since the class path is read slowly and never changes. */
final class InstalledAssigner {
  static final Assigner INSTANCE =
      Providers.of(Assigner.class, Assigner.class.getClassLoader()).usable().stream()
          .findFirst()
          .orElseGet(Assigner::direct);

  private InstalledAssigner() {}
}
