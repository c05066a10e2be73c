#!/bin/sh
# Reads and writes as many repositories as there may be, in little memory: ./bench/many.sh [REPOSITORIES]
#
# The sandbox on this machine does not limit requests here, and neither does ccat, so that it takes a minute and not hours.
# Each command has a heap of 256 MB at most. README.md beside this file says how to read the numbers. LATENCY (10ms) can be
# set.
set -eu
LATENCY=${LATENCY_OF_MANY:-10ms}
# shellcheck source=bench/sandbox.sh
. "$(dirname "$0")/sandbox.sh"
size=${1:-5000}
require awk
CCAT_CACHE=now "$root/ccat" --version >/dev/null

export CCAT_PAT_GITHUB_POINTS_PER_MINUTE=1000000 CCAT_PAT_GITHUB_WRITES_PER_MINUTE=1000000
export CCAT_PAT_GITHUB_WRITES_PER_HOUR=1000000 CCAT_PAT_STORE_PATH="$work/state"

in_little_memory() {
  CCAT_JAVA_OPTS="-Xmx256m -XX:+ExitOnOutOfMemoryError" "$root/ccat" pat "$@" --graph "$graph"
}

read_all() {
  in_little_memory status
}

write_all() {
  printf '%s\n' "$NEW_TOKEN" | env -u GITHUB_TOKEN -u GH_TOKEN CCAT_JAVA_OPTS="-Xmx256m -XX:+ExitOnOutOfMemoryError" \
    "$root/ccat" pat rotate --graph "$graph" --token-from stdin --yes
}

audit_all() {
  in_little_memory audit
}

# What a step takes for each repository must not grow with their number: twice as many, no more than twice as long.
step() {
  for count in "$((size / 2))" "$size"; do
    rm -rf "$work/state"
    open_sandbox "$count" --no-limits
    measure "$2"
    close_sandbox
    [ "$count" -eq "$size" ] || half=$seconds
  done
  echo "| $1 | $half s | $seconds s | $(ratio "$seconds" "$half") |"
  figure "$1, $size repositories in a heap of 256 MB, without limits" "$seconds" s
  figure "$1, times as long for twice as many" "$(ratio "$seconds" "$half")" '' '<=2.2'
}

echo "### $size repositories without limits, each answer in $LATENCY, heap at most 256 MB"
echo "| | $((size / 2)) | $size | ratio |"
echo '|---|---:|---:|---:|'
step status read_all
step audit audit_all
step rotate write_all
stored=$(find "$work/state" -type f -exec cat {} + | wc -c | awk '{ printf "%.1f", $1 / 1048576 }')
figure "the local store after a rotation of $size" "$stored" MB
echo "The local store after a rotation of $size: $stored MB"
