#!/usr/bin/env bash
# Runs a main class of this module's tests, such as the benchmark or the example, with what Spark asks of a JVM:
#   kmeans-spark/run.sh io.github.kmeans4j.spark.bench.AgainstSparkMl MNIST_FOLDER 10 64 256
# after `mvn package -DskipTests`.
set -euo pipefail
cd "$(dirname "$0")"
jvm=$(sed -n 's/.*<spark.jvm>\(.*\)<\/spark.jvm>.*/\1/p' pom.xml)
# shellcheck disable=SC2086
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" $jvm -Xmx4g -cp "target/classes:target/test-classes:$(cat target/classpath/tests)" "$@"
