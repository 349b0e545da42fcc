package io.github.kmeans4j.spark;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.serializer.Serializer;
import org.apache.spark.sql.SparkSession;

/** Spark sessions for tests, on loopback alone. */
final class Sessions {
  /** The newest JDK that the tests' version of Spark is known to run on. */
  private static final int NEWEST_JDK = 25;

  private Sessions() {}

  /** The session of this JVM with two threads; it is left to the end of the JVM. */
  static SparkSession local() {
    return open(SparkSession.builder().master("local[2]"));
  }

  /** A session whose executors are JVMs of their own; to be stopped. */
  static SparkSession cluster(int executors, Class<? extends Serializer> serializer, String options)
      throws Exception {
    // Executors get the class path of the tests, so this Spark home needs no jars.
    Files.createDirectories(Path.of(System.getenv("SPARK_HOME"), "jars"));
    return open(
        SparkSession.builder()
            .master("local-cluster[" + executors + ",1,1024]")
            // As below, for a worker.
            .config("spark.worker.timeout", "1200")
            .config("spark.serializer", serializer.getName())
            .config("spark.executor.extraClassPath", System.getProperty("java.class.path"))
            .config("spark.executor.extraJavaOptions", options));
  }

  static SparkSession open(SparkSession.Builder builder) {
    boolean supported = Runtime.version().feature() <= NEWEST_JDK;
    if (!Boolean.parseBoolean(System.getenv("KMEANS4J_REQUIRE_SPARK"))) {
      assumeTrue(supported, "Spark does not support JDK " + Runtime.version().feature());
    }
    return builder
        .config("spark.ui.enabled", false)
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.sql.shuffle.partitions", 3)
        .config("spark.sql.warehouse.dir", Path.of("target", "warehouse").toUri().toString())
        // A machine that is busy with other things must not look like a dead one.
        .config("spark.network.timeout", "1200s")
        .getOrCreate();
  }
}
