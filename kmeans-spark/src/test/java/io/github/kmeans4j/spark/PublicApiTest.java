package io.github.kmeans4j.spark;

import io.github.kmeans4j.surface.PublicApi;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** A change of the public API is a change of {@code public-api.txt}. */
class PublicApiTest {
  @Test
  void isWhatTheFileSays() throws IOException {
    PublicApi.check();
  }
}
