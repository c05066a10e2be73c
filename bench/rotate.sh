#!/bin/sh
# Compares `ccat pat rotate` with a loop over `gh secret set`: ./bench/rotate.sh [REPOSITORIES...]
#
# Both write to the same sandbox GitHub on this machine. README.md beside this file says what each does for its time.
# LATENCY (80ms) and ROUNDS (3) can be set. More than 60 or so repositories meet GitHub's limit of 80 writes in a minute,
# which ccat keeps and the loop runs into.
set -eu
# shellcheck source=bench/sandbox.sh
. "$(dirname "$0")/sandbox.sh"
[ "$#" -gt 0 ] || set -- 50

gh_loop() {
  for repository in $repositories; do
    printf %s "$NEW_TOKEN" | with_gh secret set GH_PAT -R "github.localhost/$repository"
  done
}

# The new token writes itself, as it does for a person who pastes it: no other credential is configured.
ccat_rotate() {
  printf '%s\n' "$NEW_TOKEN" | env -u GITHUB_TOKEN -u GH_TOKEN CCAT_PAT_STORE_PATH="$work/state.$sandbox" \
    "$root/ccat" pat rotate --graph "$graph" --token-from stdin --yes
}

compare ccat_rotate gh_loop "$@"
