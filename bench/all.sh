#!/bin/sh
# Measures everything and compares it with the last results: ./bench/all.sh [--keep]
#
# Prints each figure, what it was in results.tsv, and WORSE where it is more than a fifth worse; ends with 1 then. With --keep
# the figures take the place of those in results.tsv. On another machine than the last one only ratios can be compared.
# LATENCY (80ms) and ROUNDS (3) can be set.
set -eu
cd "$(dirname "$0")"
[ "$#" -eq 0 ] || [ "$*" = --keep ] || {
  echo "bench: '$*': expected nothing or --keep" >&2
  exit 2
}
results=results.tsv
BENCH_FIGURES=$(mktemp)
export BENCH_FIGURES
trap 'rm -f "$BENCH_FIGURES"' EXIT

./start.sh
./status.sh 50 200 1000
./rotate.sh 50 200
./cold-start.sh

echo
echo '### Now, and before'
[ -f "$results" ] && head -n 1 "$results" | sed 's/^# /Before: /'
code=0
awk -F '\t' '
  BEGIN { print "| figure | before | now | change | |"; print "|---|---:|---:|---:|---|" }
  /^#/ { next }
  NR == FNR && FILENAME == before { was[$1] = $2; next }
  {
    change = ""; mark = ""
    if ($1 in was && was[$1] > 0) {
      change = sprintf("%+.0f %%", ($2 / was[$1] - 1) * 100)
      if ($2 > was[$1] * 1.2) { mark = "WORSE"; worse = 1 }
    }
    printf "| %s | %s | %s | %s | %s |\n", $1, ($1 in was ? was[$1] " " $3 : ""), $2 " " $3, change, mark
  }
  END { exit worse ? 3 : 0 }
' before="$results" "$([ -f "$results" ] && echo "$results" || echo /dev/null)" "$BENCH_FIGURES" || code=$?

if [ "$*" = --keep ]; then
  {
    echo "# $(date -u +%Y-%m-%d), $(awk -F': ' '/model name/ { print $2; exit }' /proc/cpuinfo 2>/dev/null), $(getconf _NPROCESSORS_ONLN) processors, load $(cut -d' ' -f1 /proc/loadavg 2>/dev/null)"
    cat "$BENCH_FIGURES"
  } >"$results.new"
  mv "$results.new" "$results"
fi
[ "$code" -eq 0 ] || exit 1
