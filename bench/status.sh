#!/bin/sh
# Compares `ccat pat status` with a loop over `gh secret list`: ./bench/status.sh [REPOSITORIES...]
#
# Both read the same sandbox GitHub on this machine, so nothing leaves it and no account is needed. README.md beside this
# file says how to read the numbers. LATENCY (80ms) and ROUNDS (3) can be set.
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

compare status ccat_status gh_loop "$@"
