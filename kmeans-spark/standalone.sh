#!/usr/bin/env bash
# A cluster of its own on this machine, a master and two workers, and spark-submit of the example to it:
#   kmeans-spark/standalone.sh MNIST_FOLDER K
# after `mvn package -DskipTests`. Fails if Spark and one process do not print the same iterations and inertia.
# All of it listens on loopback only; the Spark home is put together from the jars that Maven has.
set -euo pipefail
mnist=$(cd "$1" && pwd)
cd "$(dirname "$0")"
k=$2
java="${JAVA_HOME:+$JAVA_HOME/bin/}java"
work=$(mktemp -d)
started=()
finish() {
  for pid in "${started[@]}"; do
    kill "$pid" 2>/dev/null || true
    wait "$pid" 2>/dev/null || true
  done
  rm -rf "$work"
}
trap finish EXIT

export SPARK_HOME=$work/spark SPARK_SCALA_VERSION=2.13 SPARK_LOCAL_IP=127.0.0.1
mkdir -p "$SPARK_HOME/jars"
mapfile -d : -t jars < target/classpath/spark
ln -s "${jars[@]}" "$SPARK_HOME/jars/"
own=()
mapfile -d : -t jars < target/classpath/own
for jar in "${jars[@]}"; do
  case $(basename "$jar") in
    slf4j-api*) ln -s "$jar" "$SPARK_HOME/jars/" ;; # Spark has it too
    *) own+=("$jar") ;;
  esac
done
# The newest, since those of the version before may still be there.
jars=$(ls -t target/kmeans-spark_2.13-*.jar)
library=$(grep -Ev -m 1 -e '-(examples|sources|javadoc|tests)\.jar$' <<< "$jars")
examples=$(grep -m 1 -e '-examples\.jar$' <<< "$jars")
own+=("$PWD/$library")

jvm=$(sed -n 's/.*<spark.jvm>\(.*\)<\/spark.jvm>.*/\1/p' pom.xml)
# Becomes a JVM, so it is called in shells of its own.
spark() {
  # shellcheck disable=SC2086
  exec "$java" $jvm -Xmx2g -cp "$SPARK_HOME/jars/*" "$@"
}

# Waits until a line is in a log.
await() {
  for _ in $(seq 600); do
    grep -q "$1" "$2" 2>/dev/null && return
    sleep 0.2
  done
  echo "no line \"$1\" came; the log is" >&2
  cat "$2" >&2
  exit 1
}

spark org.apache.spark.deploy.master.Master --host 127.0.0.1 --port 0 --webui-port 0 > "$work/master.log" 2>&1 &
started+=($!)
await 'Starting Spark master at' "$work/master.log"
master=$(sed -n 's/.*Starting Spark master at \(spark:[^ ]*\).*/\1/p' "$work/master.log" | head -n 1)
for i in 1 2; do
  spark org.apache.spark.deploy.worker.Worker --host 127.0.0.1 --port 0 --webui-port 0 --cores 1 --memory 1g \
    --work-dir "$work/worker$i" "$master" > "$work/worker$i.log" 2>&1 &
  started+=($!)
done
await 'Successfully registered' "$work/worker1.log"
await 'Successfully registered' "$work/worker2.log"

(spark org.apache.spark.deploy.SparkSubmit --master "$master" --class io.github.kmeans4j.spark.example.ClusterDigits \
  --conf spark.driver.host=127.0.0.1 --conf spark.driver.bindAddress=127.0.0.1 --conf spark.ui.enabled=false \
  --conf spark.network.timeout=1200s --executor-memory 1g --jars "$(IFS=,; echo "${own[*]}")" \
  "$examples" "$mnist" "$work/digits" "$k" > "$work/out" 2> "$work/err") || { cat "$work/err" >&2; exit 1; }
cat "$work/out"
if [ "$(find "$work"/worker1 "$work"/worker2 -name stderr -size +0 | wc -l)" -lt 2 ]; then
  echo "there were no executors on both workers" >&2
  exit 1
fi
if [ "$(sed 's/^.* \([0-9]* iterations.*\)$/\1/' "$work/out" | sort -u | wc -l)" != 1 ] ||
  [ "$(grep -c iterations "$work/out")" != 2 ]; then
  echo "Spark and one process do not come to the same" >&2
  exit 1
fi
