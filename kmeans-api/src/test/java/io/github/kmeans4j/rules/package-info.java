/** Rules that every published module keeps, said once for the tests of all of them. */
package io.github.kmeans4j.rules;
