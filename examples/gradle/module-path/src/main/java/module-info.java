/** A module that uses the library: its parts have stable names, and no descriptors yet. */
module org.example.modular {
  requires io.github.kmeans4j;
  requires io.github.kmeans4j.core;
  requires io.github.kmeans4j.minibatch;
}
