/** The test of the public surface, shared by the published modules. */
package io.github.kmeans4j.surface;
