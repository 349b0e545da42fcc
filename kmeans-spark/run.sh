#!/usr/bin/env bash
# Runs a main class of this module's tests, such as a benchmark or the example, with what Spark asks of a JVM:
#   kmeans-spark/run.sh io.github.kmeans4j.spark.bench.AgainstSparkMl MNIST_FOLDER 10 64 256
#   kmeans-spark/run.sh io.github.kmeans4j.spark.bench.AgainstOneProcess 'local[2]' rows.parquet 5000000 64 30
#   kmeans-spark/run.sh io.github.kmeans4j.spark.bench.LosingAnExecutor rows.parquet 64 12
# after `mvn package -DskipTests`.
set -euo pipefail
module=$(cd "$(dirname "$0")" && pwd)
# For executors that are JVMs of their own, as those of local-cluster: they get their class path from the class.
export SPARK_HOME=$module/target/spark-home SPARK_SCALA_VERSION=2.13 SPARK_LOCAL_IP=127.0.0.1
mkdir -p "$SPARK_HOME/jars"
jvm=$(sed -n 's/.*<spark.jvm>\(.*\)<\/spark.jvm>.*/\1/p' "$module/pom.xml")
# shellcheck disable=SC2086
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" $jvm -Xmx4g -cp \
  "$module/target/classes:$module/target/test-classes:$(cat "$module/target/classpath/tests")" "$@"
