#!/bin/sh
# Compares the start of function.zip with that of an empty function on the same versions: ./bench/cold-start.sh [ROUNDS]
#
# Both run under AWS's own runtime client on this machine, in turns. Build first: ./mvnw package. README.md beside this file
# says how to read the numbers.
set -eu
root=$(CDPATH='' cd "$(dirname "$0")/.." && pwd -P)
rounds=${1:-9}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

if ! [ -f "$root/target/function.zip" ] || ! [ -d "$root/target/lambda-runtime" ]; then
  echo 'bench: needs target/function.zip and target/lambda-runtime; build them: ./mvnw package -DskipTests' >&2
  exit 2
fi

# shellcheck source=.mvn/find-jdk.sh
. "$root/.mvn/find-jdk.sh"
find_java javac || no_java bench

version=$(sed -n 's|.*<quarkus.platform.version>\(.*\)</quarkus.platform.version>.*|\1|p' "$root/pom.xml")
cp -R "$root/bench/empty-function" "$work/empty"
"$root/mvnw" -B -q -f "$work/empty/pom.xml" -Dquarkus.platform.version="$version" package >"$work/build" 2>&1 || {
  cat "$work/build" >&2
  exit 1
}
"$JDK/bin/java" "$root/bench/ColdStart.java" "$root/target/lambda-runtime" "$root/target/function.zip" "$work/empty/target/function.zip" "$rounds" >"$work/table"
cat "$work/table"
# For all.sh: times what the empty function takes.
[ -z "${BENCH_FIGURES:-}" ] || awk -F ' *[|] *' 'NR > 2 { printf "function, %s, times an empty one\t%s\t\n", $2, $5 }' "$work/table" >>"$BENCH_FIGURES"
