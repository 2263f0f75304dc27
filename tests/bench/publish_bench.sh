#!/usr/bin/env bash
# How long `kancelli publish` takes for a project of many papers, and again when one of them has changed: into a folder (first, into an
# empty one). Each paper is the fact sheet with an id, a title and a day of its own.
#   tests/bench/publish_bench.sh KANCELLI [PAPERS]
# Prints seconds, files and bytes sent, and memory. Ends with 1 when the second time takes more than a quarter of the first.
set -euo pipefail
program=$(realpath "$1") papers=${2:-1000}
cd "$(dirname "$0")/../.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
type=factsheet paper=om-koncernservice
export LC_ALL=C.UTF-8 NO_COLOR=1

# The papers, each dated on one of the days of 2025, so that lists, feeds and years have something to hold.
project_of() { # FOLDER PAPERS
  local content=$1/content entries= number day
  mkdir -p "$1"
  cp -r content filters styles "$1"
  ln -s "$PWD/node_modules" "$1/node_modules"
  rm -r "$content"/papers/*
  mkdir "$content/papers/$type"
  for number in $(seq -w "$2"); do
    day=$(printf '2025-%02d-%02d' $((10#$number % 12 + 1)) $((10#$number % 28 + 1)))
    sed "s/id=\"$paper\"/id=\"$paper-$number\"/; s#<dated value=\"[^\"]*\"#<dated value=\"$day\"#; s#<title>Om #<title>Nr. $number om #" \
      "content/papers/$type/$paper.xml" >"$content/papers/$type/$paper-$number.xml"
    entries+="<paper type=\"$type\" id=\"$paper-$number\"/>"
  done
  # The registers that name papers go with the papers.
  sed -i "/<paper /d; s|<papers>|<papers>$entries|; /kind=\"requirements\"/d; /kind=\"events\"/d; /kind=\"commencements\"/d" "$content/project.xml"
}

# Bytes of the files that a release has and the one before has not: those were sent. Files that are equal are links.
bytes_sent() { # RELEASE: the active one
  find "$folder/site/current/" -type f -links 1 -printf '%s\n' | awk '{ sum += $1 } END { print sum + 0 }'
}

publish() { # NAME
  /usr/bin/time -f '%e %M %U %S' -o "$folder/$1.time" \
    "$program" publish --project "$folder/project" --to "$folder/site" --key "$folder/key.key" --trusted "$folder/key.pub" \
    --as-of 2026-03-01 -o "$folder/out" --format brief >"$folder/$1.log" 2>&1 || { tail -n 5 "$folder/$1.log" >&2; exit 2; }
  grep -q 'is active' "$folder/$1.log" || { tail -n 5 "$folder/$1.log" >&2; exit 2; }
  bytes_sent >"$folder/$1.bytes"
}

"$program" release key "$folder/key" 2>/dev/null
project_of "$folder/project" "$papers"
publish first
sed -i 's#<summary id="resume">#&<p>Notatet er rettet siden den forrige udgave.</p>#' "$folder/project/content/papers/$type/$paper-$(seq -w "$papers" | tail -n 1).xml"
publish second

processor() { awk '{ print $3 + $4 }' "$folder/$1.time"; }
field() { awk -v column="$2" '{ print $column }' "$folder/$1.time"; }
echo "$papers papers in PDF, DOCX and HTML with their site, published into a folder, $(nproc) cores"
for run in first second; do
  printf '%-8s %8.1f s (processor %.1f s) %6d MB memory   %s, %d kB\n' $run "$(field $run 1)" "$(processor $run)" $(($(field $run 2) / 1024)) \
    "$(grep -o 'files sent: [0-9]*, unchanged: [0-9]*' "$folder/$run.log")" $(($(cat "$folder/$run.bytes") / 1000))
done
awk -v first="$(field first 1)" -v second="$(field second 1)" -v busy="$(processor first)" -v busy_again="$(processor second)" 'BEGIN {
  printf "one paper changed: %.3f of the first time (limit 0.250), %.3f of the processor time\n", second / first, busy_again / busy
  exit second > first / 4
}'
