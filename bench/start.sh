#!/bin/sh
# How long a command takes that does nothing: ./bench/start.sh
#
# The whole process, with the start-up cache that ./ccat makes. ROUNDS (3) can be set; each round is ten starts.
set -eu
# shellcheck source=bench/sandbox.sh
. "$(dirname "$0")/sandbox.sh"
require awk
CCAT_CACHE=now "$root/ccat" --version >/dev/null

ten_starts() {
  for _ in 1 2 3 4 5 6 7 8 9 10; do
    "$root/ccat" --version
  done
}

times='' round=0
while [ "$round" -lt "$ROUNDS" ]; do
  measure ten_starts
  times="$times $seconds"
  round=$((round + 1))
done
# shellcheck disable=SC2086 # Times are words.
start=$(awk -v ten="$(median $times)" 'BEGIN { printf "%.3f", ten / 10 }')
figure '--version' "$start" s '<=0.40'
echo "ccat --version: $start s"
