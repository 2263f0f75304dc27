#!/usr/bin/env bash
# scripts/new-filter in a copy of the sources: what it makes passes the tests and does something, a filter among the others in a build
# too; what it refuses, and what fails on the way, leaves no trace.
#   tests/new_filter.sh KANCELLI FILTERS_TESTS
set -euo pipefail
kancelli=$(realpath "$1") tests=$(realpath "$2")
sources=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/copy/scripts" "$work/tmp"
cd "$work/copy"
cp "$sources/scripts/new-filter" scripts
cp -r "$sources/filters" "$sources/content" .
for part in styles tests node_modules .cache; do [ ! -e "$sources/$part" ] || ln -s "$sources/$part" .; done
cp -r filters ../before
export FILTERS_TESTS=$tests TMPDIR=$work/tmp LC_ALL=C.UTF-8

fail() { echo "new_filter.sh: $*" >&2; exit 1; }
same_as_before() { diff -r ../before filters >&2 || fail "$1 left something"; }

refused() { # MESSAGE ARGUMENT...: and nothing is made
  local message=$1 status=0
  shift
  scripts/new-filter "$@" >../said 2>&1 || status=$?
  [ $status = 2 ] || fail "new-filter $* ended with $status"
  grep -qF -- "$message" ../said || { cat ../said >&2; fail "new-filter $* did not say: $message"; }
  same_as_before "new-filter $*"
}

refused 'usage:'
refused 'usage:' note-label other
refused 'usage:' note-label --type
refused 'usage:' --kind note-label
refused '"Note" is no name' Note
refused '"note_label" is no name' note_label
refused '"../note" is no name' ../note
refused 'filters/blocks is there already' blocks
refused 'lists a filter "type" already' type
refused 'there is no type "notice"; types: agenda agreement case charter correction factsheet minutes statute' note-label --type notice
refused 'there is no format "odt"; formats: docx, html' note-label --format odt
refused 'filters/typst writes it' note-label --format pdf
refused 'do not go together' note-label --type case --format html
FILTERS_TESTS=$work/none refused 'there is no program' note-label
# Tests that fail, and tests that do nothing.
FILTERS_TESTS=$(type -P false) refused 'the tests say nothing' note-label
printf '#!/bin/sh\n[ -n "${KANCELLI_ACCEPT-}" ] && exec %s "$@"\nexit 1\n' "$tests" >../second_fails
chmod +x ../second_fails
FILTERS_TESTS=$work/second_fails refused 'does not pass the tests; nothing was made' note-label
sed -i '/typography/d' filters/order.lua
cp filters/order.lua ../before/order.lua
refused 'no line for the filter "typography"' note-label
cp "$sources/filters/order.lua" filters
cp "$sources/filters/order.lua" ../before

made() { # EXPECTED WORDS ARGUMENT...
  local expected=$1 words=$2
  shift 2
  scripts/new-filter "$@" >../said 2>&1 || { cat ../said >&2; fail "new-filter $* failed"; }
  grep -qF -- "$words" "filters/$1/$expected" || { cat "filters/$1/$expected" >&2; fail "filters/$1 does not make: $words"; }
  [ "$(grep -c "'$1/$1.lua'" filters/order.lua)" = 1 ] || fail "filters/order.lua has no line for $1"
}

made expected.txt 'og så videre[...]{.dropped}[…]{.generated} og ikke mere.' note-label
made expected.txt 'Og så videre[...]{.dropped}[…]{.generated}' of-cases --type case
made expected.json '{"t":"RawInline","c":["html","<mark>"]},{"t":"Str","c":"ord"}' marked --format html
made expected.json '["custom-style","in-word"]' in-word --format docx
[ -z "$(ls -A "$TMPDIR")" ] || fail "left in TMPDIR: $(ls -A "$TMPDIR")"
[ -z "$(find filters -name '.*' -mindepth 1)" ] || fail "left in filters: $(find filters -name '.*' -mindepth 1)"

# All of them together, in the tests and in a paper.
KANCELLI_ROOT=$PWD "$tests" --gtest_brief=1 >../said 2>&1 || { cat ../said >&2; fail "the tests of filters fail with the new ones"; }
awk '/<\/p>/ && !done { sub(/<\/p>/, " Og så videre...</p>"); done = 1 } { print }' content/papers/factsheet/om-koncernservice.xml >../paper
cp ../paper content/papers/factsheet/om-koncernservice.xml
"$kancelli" build --to html -o ../out content/papers/factsheet >../said 2>&1 || { cat ../said >&2; fail "a paper cannot be built with them"; }
grep -q 'Og så videre…' ../out/om-koncernservice.html || fail "the paper does not have what the filter makes"
