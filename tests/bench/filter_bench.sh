#!/usr/bin/env bash
# How long Lua filters take, next to Pandoc running the same ones in the same run: 0, 1, 5 and 10 of tests/bench/filters/ on a paper of
# 20 kB and one of 5 MB (as Pandoc's JSON, both ways).
#   tests/bench/filter_bench.sh KANCELLI
# Counted is the processor's time: by the clock, Pandoc's short runs end at a tick of its timer, 10 ms apart. The time of one filter is
# what n take longer than a file without functions does, divided by n: starting the program and its first Lua state, and JSON, are in neither.
# Medians of rounds, turn by turn; a round on the short paper is many runs.
# Ends with 1 when a filter takes more than an eighth of Pandoc's time (one alone on the short paper has no limit: a third of a
# millisecond, of which a noisy machine makes anything), when Kancelli with such a file takes longer than Pandoc with no filter, by the
# processor's time or by the clock, or when it needs more memory than Pandoc does with as many filters.
set -euo pipefail
program=$(realpath "$1")
cd "$(dirname "$0")"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# The kinds that people write most, in this order: 5 are the first five.
filters=(abbreviations wordcount headings no_break_spaces figures links page_breaks tables boxes metadata)
echo "-- nothing" >"$folder/empty.lua"

document_of() { # SECTIONS NAME
  awk -v sections="$1" -f filter_document.awk | pandoc -f markdown -t json >"$folder/$2.json"
}
document_of 3 short
document_of 780 long

# The command for so many filters: 0 is a file without functions, "none" no file at all.
command_of() { # kancelli|pandoc NUMBER
  local option=-L filter
  command=(pandoc -f json -t json)
  [ "$1" = pandoc ] || { command=("$program" filter) option=-f; }
  case $2 in
    none) ;;
    0) command+=($option "$folder/empty.lua") ;;
    *) for filter in "${filters[@]:0:$2}"; do command+=($option "filters/$filter.lua"); done ;;
  esac
}

repeated() { for _ in $(seq "$1"); do "${command[@]}" <"$2" >"$3" || exit 2; done; }

run() { # kancelli|pandoc NUMBER DOCUMENT RUNS: notes the milliseconds of one run, the clock's and the processor's
  local TIMEFORMAT='%R %U %S'
  command_of "$1" "$2"
  { time repeated "$4" "$folder/$3.json" "$folder/$1.json"; } 2>"$folder/time" || { cat "$folder/time" >&2; exit 2; }
  awk -v runs="$4" '{ print $1 * 1000 / runs, ($2 + $3) * 1000 / runs }' "$folder/time" >>"$folder/$3.$1.$2"
}

rounds() { # DOCUMENT ROUNDS RUNS
  local number round
  for round in $(seq "$2"); do
    run pandoc none "$1" "$3"
    for number in 0 1 5 10; do
      run kancelli $number "$1" "$3"
      run pandoc $number "$1" "$3"
    done
  done
  # The last were ten: the trees are the same, whoever made them.
  pandoc -f json -t json "$folder/kancelli.json" | cmp - "$folder/pandoc.json" >&2 || { echo "the filters made something else" >&2; exit 2; }
}

median_of() { # FILE COLUMN
  awk -v column="$2" '{ print $column }' "$folder/$1" | sort -n | awk '{ all[NR] = $1 } END { print all[int((NR + 1) / 2)] }'
}

memory_of() { # kancelli|pandoc NUMBER DOCUMENT: kilobytes
  command_of "$1" "$2"
  /usr/bin/time -f %M -o "$folder/memory" "${command[@]}" <"$folder/$3.json" >/dev/null
  cat "$folder/memory"
}

rounds short 5 40
rounds long 3 1

for document in short long; do
  for number in none 0 1 5 10; do
    for each in kancelli pandoc; do
      [ $each$number != kancellinone ] || continue
      echo "$document $each $number $(median_of $document.$each.$number 1) $(median_of $document.$each.$number 2) $(memory_of $each $number $document)"
    done
  done
  echo "$document size $(stat -c %s "$folder/$document.json")"
done | awk '
  $2 == "size" { size[$1] = $3; next }
  { clock[$1, $2, $3] = $4; time[$1, $2, $3] = $5; memory[$1, $2, $3] = $6 }
  function tell(document, n,    with, theirs, ours, others, mine) {
    with = n == 0 ? "none" : n
    others = memory[document, "pandoc", with]; mine = memory[document, "kancelli", n]
    printf "%2d filters, %5.0f kB %12.1f ms %9.1f ms %8d MB %5d MB", n, size[document] / 1000, time[document, "pandoc", with],
      time[document, "kancelli", n], others / 1024, mine / 1024
    if (mine >= others) bad = 1
    if (n == 0) {
      if (time[document, "kancelli", 0] > time[document, "pandoc", "none"]) bad = 1
      if (clock[document, "kancelli", 0] > clock[document, "pandoc", "none"]) bad = 1
      printf "   by the clock %.1f ms and %.1f ms\n", clock[document, "pandoc", "none"], clock[document, "kancelli", 0]
      return
    }
    theirs = (time[document, "pandoc", n] - time[document, "pandoc", 0]) / n
    ours = (time[document, "kancelli", n] - time[document, "kancelli", 0]) / n
    if (ours < 0.01) ours = 0.01
    printf "   each %.2f ms and %.2f ms: %.1f times faster", theirs, ours, theirs / ours
    if (document == "short" && n == 1) { printf "\n"; return }
    if (theirs < 8 * ours) bad = 1
    printf " (limit 8)\n"
  }
  END {
    printf "%-19s %15s %12s %11s %8s\n", "Lua filters", "Pandoc", "kancelli", "Pandoc", "kancelli"
    for (each = 1; each <= 2; ++each) {
      document = each == 1 ? "short" : "long"
      tell(document, 0); tell(document, 1); tell(document, 5); tell(document, 10)
    }
    exit bad
  }'
