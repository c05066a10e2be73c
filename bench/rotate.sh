#!/bin/sh
# Compares `ccat pat rotate` with a loop over `gh secret set`: ./bench/rotate.sh [REPOSITORIES...]
#
# Both write to the same sandbox GitHub on this machine. README.md beside this file says what each does for its time.
# LATENCY (80ms) and ROUNDS (3) can be set. With more than 60 repositories there is no loop beside, and one round: they meet
# GitHub's limit of 80 writes in a minute, which ccat keeps and the loop runs into. More than 500 are written at ten times the
# pace that GitHub allows.
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
rotate_alone() {
  env -u GITHUB_TOKEN -u GH_TOKEN "$root/ccat" pat rotate --graph "$graph" --token-from stdin --yes
}

rotate_with_a_writer() {
  "$root/ccat" pat rotate --graph "$graph" --token-from stdin --yes
}

ccat_rotate() {
  printf '%s\n' "$NEW_TOKEN" | CCAT_PAT_STORE_PATH="$work/state.$sandbox" rotate_alone
}

ccat_rotate_with_a_writer() {
  printf '%s\n' "$NEW_TOKEN" | CCAT_PAT_STORE_PATH="$work/state.$sandbox" rotate_with_a_writer
}

for size; do
  if [ "$size" -le 60 ]; then
    compare 'rotate' ccat_rotate gh_loop "$ROUNDS" '>=5' "$size"
    compare 'rotate with a separate writer' ccat_rotate_with_a_writer gh_loop "$ROUNDS" '>=5' "$size"
  elif [ "$size" -gt 500 ]; then
    # The limit of an hour would make it hours: at ten times the pace of a minute, and without one of an hour.
    export CCAT_PAT_GITHUB_POINTS_PER_MINUTE=8000 CCAT_PAT_GITHUB_WRITES_PER_MINUTE=750 CCAT_PAT_GITHUB_WRITES_PER_HOUR=100000
    sandbox_options=--no-limits
    compare 'rotate at ten times the pace' ccat_rotate - 1 '' "$size"
  else
    wanted=$([ "$size" -ne 200 ] || echo '<=126')
    compare 'rotate' ccat_rotate - 1 "$wanted" "$size"
    compare 'rotate with a separate writer' ccat_rotate_with_a_writer - 1 "$wanted" "$size"
  fi
done
