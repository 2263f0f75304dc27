#!/usr/bin/env bash
# How long `kancelli take` takes for a paper of 200 pages that came back with 50 changes, half of them tracked; and
# `kancelli check FILE.docx --comments` and `kancelli import` of the same file, as one of ours and as one that carries nothing. Beside it
# Pandoc reading the file, and no more.
#   tests/bench/word_bench.sh KANCELLI [PAGES]
# Prints seconds (medians of three, turn by turn), the processor's, and memory. Ends with 1 when `take` takes more than 2 s or does not find the 50 changes.
set -euo pipefail
program=$(realpath "$1") pages=${2:-200} places=50
cd "$(dirname "$0")/../.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export LC_ALL=C.UTF-8 NO_COLOR=1
id=om-koncernservice

mkdir "$folder/project"
cp -r content filters styles "$folder/project"
ln -s "$PWD/node_modules" "$folder/project/node_modules"
# As LibreOffice sets it, four sections fill five pages.
python3 tests/bench/word_bench.py paper "content/papers/factsheet/$id.xml" $((pages * 4 / 5)) "$folder/project/content/papers/factsheet/$id.xml"
(cd "$folder/project" && "$program" build "content/papers/factsheet/$id.xml" --to docx -o "$folder/out" >"$folder/log" 2>&1) || { cat "$folder/log" >&2; exit 2; }
python3 tests/bench/word_bench.py edit "$folder/out/$id.docx" "$folder/back.docx" $places
# As somebody else's: without the part and the property.
python3 - "$folder/back.docx" "$folder/foreign.docx" <<'P'
import re, sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as old, zipfile.ZipFile(sys.argv[2], 'w', zipfile.ZIP_DEFLATED) as new:
    for name in old.namelist():
        if not name.startswith(('customXml/', 'docProps/custom')):
            content = old.read(name)
            if name.endswith('.rels') or name == '[Content_Types].xml':
                content = re.sub(rb'<(Relationship|Override) [^>]*custom[^>]*/>', b'', content)
            new.writestr(name, content)
P

measure() { # NAME COMMAND...: seconds, those of the processor, kB
  local name=$1
  shift
  rm -f "$folder/checked.docx" "$folder/imported.xml"
  (cd "$folder/project" && /usr/bin/time -q -a -f '%e %U %S %M' -o "$folder/$name.times" "$@" >"$folder/$name.out" 2>"$folder/$name.err") ||
    [ $? = 1 ] || { cat "$folder/$name.err" >&2; exit 2; }
}
for _ in 1 2 3; do
  measure pandoc pandoc -f docx --track-changes=all -t json "$folder/back.docx"
  measure take "$program" take "$folder/back.docx" --format json
  measure check "$program" check "$folder/back.docx" --comments "$folder/checked.docx" --today 2026-02-12
  measure import "$program" import "$folder/back.docx" factsheet tilbage --project . -o "$folder/imported.xml"
  measure foreign "$program" import "$folder/foreign.docx" factsheet tilbage --project . -o "$folder/imported.xml"
done
median() { awk -v column="$2" '{ print column == 2 ? $2 + $3 : $column }' "$folder/$1.times" | sort -n | sed -n 2p; }
found=$(python3 -c 'import json, sys; print(len(json.load(open(sys.argv[1]))["proposals"]))' "$folder/take.out")

echo "$pages pages, $(stat -c %s "$folder/back.docx") bytes, $places changes; $(pandoc --version | head -n 1)"
tell() { # NAME WORDS
  awk -v words="$2" -v clock="$(median "$1" 1)" -v busy="$(median "$1" 2)" -v memory="$(median "$1" 4)" -v pandoc="$(median pandoc 2)" 'BEGIN {
    printf "%-46s %6.2f s, processor %6.2f s, %.2f of Pandoc, %4d MB\n", words, clock, busy, busy / pandoc, memory / 1024 }'
}
tell pandoc 'Pandoc reads the file'
tell take "kancelli take (limit 2.00 s)"
tell check 'kancelli check FILE.docx --comments'
tell import 'kancelli import, one of ours'
tell foreign 'kancelli import, one that carries nothing'
status=0
[ "$found" = $places ] || { echo "found $found changes, and not $places"; status=1; }
awk -v take="$(median take 1)" 'BEGIN { exit take > 2 }' || { echo "kancelli take is slower than 2 s"; status=1; }
exit $status
