package io.github.kmeans4j.bench.differential;

/**
 * Something that comes out other than it should.
 *
 * @param kind in two or three words, the same for all of a kind
 * @param detail what is, and what should be
 */
record Mismatch(String kind, String detail) {}
