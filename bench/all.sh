#!/bin/sh
# Measures everything and compares it with the last results: ./bench/all.sh [--keep]
#
# Prints each figure, what it was in results.tsv, and what it should be: WORSE where it is more than a fifth worse than it was,
# MISSED where it is not what it should be, GONE where it was not measured; repeats these below the table, and ends with 1
# then. With --keep the figures take the place of those in results.tsv.
# On another machine than the last one only ratios can be compared. LATENCY (80ms) and ROUNDS (3) can be set; with three
# rounds it takes about a quarter of an hour.
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
./rotate.sh 50 200 1000
./many.sh
./cold-start.sh

echo
echo '### Now, and before'
[ -f "$results" ] && head -n 1 "$results" | sed 's/^# /Before: /'
code=0
awk -F '\t' '
  function row(name, before, now, change, wanted, mark) {
    printf "| %s | %s | %s | %s | %s | %s |\n", name, before, now, change, wanted, mark
    if (mark != "") { bad = 1; marked = marked "\n" mark ": " name ", " (before == "" ? "" : before " before, ") now }
  }
  BEGIN { print "| figure | before | now | change | should be | |"; print "|---|---:|---:|---:|---:|---|" }
  /^#/ { next }
  NR == FNR && FILENAME == before { was[$1 "\t" $3] = $2; next }
  {
    # More is better of what is bounded from below, and of ratios to the loop, bounded or not.
    key = $1 "\t" $3; change = ""; mark = ""; more = $4 ~ /^>=/ || $1 ~ /times as fast/; bound = substr($4, 3)
    if ((key in was) && was[key] > 0 && $2 > 0) {
      change = sprintf("%+.0f %%", ($2 / was[key] - 1) * 100)
      if ((more ? was[key] / $2 : $2 / was[key]) > 1.2) mark = "WORSE"
    }
    if (bound != "" && (more ? $2 < bound + 0 : $2 > bound + 0)) mark = mark (mark == "" ? "" : " AND ") "MISSED"
    wanted = bound == "" ? "" : (more ? "at least " : "at most ") bound
    row($1, (key in was) ? was[key] " " $3 : "", $2 " " $3, change, wanted, mark)
    delete was[key]
  }
  END {
    for (key in was) { split(key, part, "\t"); row(part[1], was[key] " " part[2], "nothing", "", "", "GONE") }
    print bad ? marked : "\nNothing is worse or missed."
    exit bad ? 3 : 0
  }
' before="$results" "$([ -f "$results" ] && echo "$results" || echo /dev/null)" "$BENCH_FIGURES" || code=$?

if [ "$*" = --keep ]; then
  {
    echo "# $(date -u +%Y-%m-%d), $(awk -F': ' '/model name/ { print $2; exit }' /proc/cpuinfo 2>/dev/null), $(getconf _NPROCESSORS_ONLN) processors, load $(cut -d' ' -f1 /proc/loadavg 2>/dev/null)"
    cat "$BENCH_FIGURES"
  } >"$results.new"
  mv "$results.new" "$results"
fi
[ "$code" -eq 0 ] || exit 1
