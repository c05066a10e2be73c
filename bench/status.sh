#!/bin/sh
# Compares `ccat pat status` with a loop over `gh secret list`: ./bench/status.sh [REPOSITORIES...]
#
# Both read the same sandbox GitHub on this machine, so nothing leaves it and no account is needed. README.md beside this
# file says how to read the numbers. LATENCY (80ms) and ROUNDS (3) can be set. More than 60 repositories are read once, and
# more than 500 without the loop, which would take minutes.
set -eu
# shellcheck source=bench/sandbox.sh
. "$(dirname "$0")/sandbox.sh"
[ "$#" -gt 0 ] || set -- 50 200 1000

gh_loop() {
  for repository in $repositories; do
    with_gh secret list -R "github.localhost/$repository"
  done
}

ccat_status() {
  "$root/ccat" pat status --graph "$graph"
}

for size; do
  if [ "$size" -le 60 ]; then
    compare status ccat_status gh_loop "$ROUNDS" '>=7' "$size"
  elif [ "$size" -le 500 ]; then
    compare status ccat_status gh_loop 1 '' "$size"
  else
    compare status ccat_status - 1 "$([ "$size" -ne 1000 ] || echo '<=62')" "$size"
  fi
done
