# shellcheck shell=sh disable=SC2034 # What is set here is used where this is sourced.
# What the benchmarks share: a sandbox GitHub in a process of its own, a clock, and a table. Sourced, not run.
#
#   open_sandbox N [OPTION...]  starts a sandbox with N repositories that answers after $LATENCY; sets graph, repositories and
#                       NEW_TOKEN
#   close_sandbox       ends it; sets limit_answers, how many requests met a rate limit
#   with_gh COMMAND     runs gh against the sandbox, without any account or setting of yours
#   calls_so_far        prints how many calls the sandbox has counted
#   measure COMMAND     runs it; sets seconds. Its output goes to $work/output; it must succeed.
#   median NUMBER...    prints the middle one
#   compare NAME OURS LOOP ROUNDS WANTED N  prints a table of the times of the functions OURS and LOOP with N repositories, in
#                       turns; without a loop when LOOP is -. WANTED bounds how many times as fast as the loop we are (>=7), or
#                       how many seconds we take (<=62).
#   figure NAME VALUE UNIT [BOUND]  notes a figure for all.sh. BOUND is <=N where less is better, as it is without one, or >=N

LATENCY=${LATENCY:-80ms}
ROUNDS=${ROUNDS:-3}

root=$(CDPATH='' cd "$(dirname "$0")/.." && pwd -P)
work=$(mktemp -d)
sandbox=''
graph=''
repositories=''
seconds=''
limit_answers=''
sandbox_options=''
trap 'close_sandbox; rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

require() {
  for tool; do
    command -v "$tool" >/dev/null || {
      echo "bench: needs $tool" >&2
      exit 2
    }
  done
}

open_sandbox() {
  rm -f "$work/sandbox"
  inside=$1
  shift
  "$root/ccat" pat demo --keep --repositories "$inside" --latency "$LATENCY" "$@" >"$work/sandbox" 2>"$work/sandbox.err" </dev/null &
  sandbox=$!
  until grep -q 'pat rotations' "$work/sandbox" 2>/dev/null; do
    kill -0 "$sandbox" 2>/dev/null || {
      cat "$work/sandbox.err" >&2
      exit 2
    }
    sleep 0.2
  done
  GITHUB_API_URL=$(sed -n 's/.*export GITHUB_API_URL=//p' "$work/sandbox")
  # The first is the one that reads and writes.
  GITHUB_TOKEN=$(sed -n 's/.*export GITHUB_TOKEN=//p' "$work/sandbox" | head -n 1)
  NEW_TOKEN=$(sed -n 's/.*export NEW_TOKEN=//p' "$work/sandbox")
  export GITHUB_API_URL GITHUB_TOKEN
  graph=$(sed -n 's/.*export CCAT_PAT_GRAPH=//p' "$work/sandbox")
  # The generated graph: one "  name:" a line below "repos:".
  repositories=$(sed -n 's/^  \([a-z0-9-]*\):$/ccatobs\/\1/p' "$graph")
}

close_sandbox() {
  [ -n "$sandbox" ] || return 0
  kill "$sandbox" 2>/dev/null || true
  wait "$sandbox" 2>/dev/null || true
  sandbox=''
  limit_answers=$(sed -n 's/^The sandbox answered [0-9]* requests, \([0-9]*\) of them with a rate limit\.$/\1/p' "$work/sandbox")
}

# gh speaks plain HTTP to *.localhost alone; the sandbox answers as its proxy.
with_gh() {
  env -u GH_REPO -u GITHUB_ENTERPRISE_TOKEN http_proxy="$GITHUB_API_URL" no_proxy='' GH_HOST=github.localhost \
    GH_TOKEN="$GITHUB_TOKEN" GH_ENTERPRISE_TOKEN="$GITHUB_TOKEN" GH_CONFIG_DIR="$work/gh" GH_NO_UPDATE_NOTIFIER=1 gh "$@"
}

calls_so_far() {
  with_gh api rate_limit --jq .rate.used
}

measure() {
  began=$(date +%s.%N)
  "$@" >"$work/output" 2>&1 || {
    echo "bench: '$*' ended with $?:" >&2
    tail -n 5 "$work/output" >&2
    exit 1
  }
  ended=$(date +%s.%N)
  seconds=$(awk -v a="$began" -v b="$ended" 'BEGIN { printf "%.2f", b - a }')
}

median() {
  printf '%s\n' "$@" | sort -n | awk '{ a[NR] = $1 } END { print a[int((NR + 1) / 2)] }'
}

ratio() {
  awk -v a="$1" -v b="$2" 'BEGIN { printf "%.1f", a / b }'
}

figure() {
  [ -z "${BENCH_FIGURES:-}" ] || printf '%s\t%s\t%s\t%s\n' "$1" "$2" "$3" "${4:-}" >>"$BENCH_FIGURES"
}

machine() {
  awk -F': ' '/model name/ { print $2; exit }' /proc/cpuinfo 2>/dev/null | sed 's/^/Processor: /'
  echo "Processors: $(getconf _NPROCESSORS_ONLN), load before: $(cut -d' ' -f1 /proc/loadavg 2>/dev/null)"
  echo "Each answer takes $LATENCY; rounds: $rounds, the median counts."
  gh --version | head -n 1
}

compare() {
  name=$1 ours=$2 loop=$3 rounds=$4 wanted=$5 repositories_wanted=$6
  require gh awk
  CCAT_CACHE=now "$root/ccat" --version >/dev/null
  echo "### $name"
  machine
  echo '| repositories | gh loop | ccat | gh / ccat | calls of gh | calls of ccat | of them limited |'
  echo '|---:|---:|---:|---:|---:|---:|---:|'
  our_times='' loop_times='' loop_calls='' faster='' limited=0 plans='' round=0
  while [ "$round" -lt "$rounds" ]; do
    measure_alone "$ours" "$repositories_wanted"
    our_times="$our_times $seconds" our_calls=$calls our_seconds=$seconds
    limited=$((limited + limit_answers))
    plans="$plans
$(plan_of "$ours")"
    if [ "$loop" != - ]; then
      measure_alone "$loop" "$repositories_wanted"
      loop_times="$loop_times $seconds" loop_calls=$calls
      faster="$faster $(ratio "$seconds" "$our_seconds")"
    fi
    round=$((round + 1))
  done
  # shellcheck disable=SC2086 # Times are words.
  our_time=$(median $our_times)
  if [ "$loop" = - ]; then
    figure "$name, $repositories_wanted repositories" "$our_time" s "$wanted"
    echo "| $repositories_wanted | | $our_time s | | | $our_calls | $limited |"
  else
    # shellcheck disable=SC2086
    loop_time=$(median $loop_times) times=$(median $faster)
    figure "$name, $repositories_wanted repositories" "$our_time" s
    figure "$name, $repositories_wanted repositories, times as fast as the loop" "$times" '' "$wanted"
    echo "| $repositories_wanted | $loop_time s | $our_time s | $times | $loop_calls | $our_calls | $limited |"
  fi
  figure "$name, $repositories_wanted repositories" "$our_calls" requests
  figure "$name, $repositories_wanted repositories, answers of a limit" "$limited" '' '<=0'
  tell_plans "$name, $repositories_wanted repositories" "$plans"
}

# What a rotation planned and took, which its report says: "Time: planned 62 s, took 64 s"; as two words.
plan_of() {
  sed -n 's/^Time: planned \([0-9.]*\) s, took \([0-9.]*\) s$/\1 \2/p' "$work/output.$1"
}

# How far off the plans of the rounds were, each "planned took": the middle one counts.
tell_plans() {
  case $2 in *[0-9]*) ;; *) return 0 ;; esac
  middle=$(printf '%s\n' "$2" | awk 'NF == 2 { off = ($2 / $1 - 1) * 100; print (off < 0 ? -off : off), $1, $2 }' |
    sort -n | awk '{ a[NR] = $0 } END { print a[int((NR + 1) / 2)] }')
  echo "$middle" | awk '{ printf "Planned %s s, took %s s: %.0f %% off\n", $2, $3, $1 }'
  figure "$1, planned" "$(echo "$middle" | cut -d' ' -f2)" s
  figure "$1, took" "$(echo "$middle" | cut -d' ' -f3)" s
  figure "$1, plan off by" "$(echo "$middle" | awk '{ printf "%.0f", $1 }')" % '<=10'
}

# GitHub has served others before, and so has the sandbox: another account, which has limits of its own, reads each repository and its key.
warm_up() {
  reader=$(sed -n 's/.*export GITHUB_TOKEN=//p' "$work/sandbox" | tail -n 1)
  for _ in 1 2; do
    GITHUB_TOKEN=$reader CCAT_PAT_STORE_PATH="$work/warm.$sandbox" "$root/ccat" pat status --graph "$graph" >/dev/null 2>&1 || true
  done
  # The sandbox makes a repository's key when it is first asked for, all of them at once in a rotation; GitHub has them.
  for repository in $repositories; do
    GITHUB_TOKEN=$reader with_gh api "repos/$repository/actions/secrets/public-key" >/dev/null 2>&1 || true
  done
}

# In a sandbox of its own: it limits requests as GitHub does, and neither side may pay for the other's.
measure_alone() {
  # shellcheck disable=SC2086 # Options are words.
  open_sandbox "$2" $sandbox_options
  [ "$2" -gt 60 ] || warm_up
  measure "$1"
  mv "$work/output" "$work/output.$1"
  calls=$(calls_so_far)
  close_sandbox
}
