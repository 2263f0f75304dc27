#!/bin/sh
# Every text for users has a Danish one: all that tr() is called with, and none that is not used or not sure. (Texts in tables are asked for by
# tests/unit/cli/commands_test.cc.)
set -eu
cd "$(dirname "$0")/.."
pot=$(mktemp)
trap 'rm -f "$pot"' EXIT
find pipeline -name '*.cc' | sort | xgettext --from-code=UTF-8 --language=C++ --keyword=tr --files-from=- --output="$pot"
missing=$(msgcmp --no-fuzzy-matching pipeline/po/da.po "$pot" 2>&1 | sed -n "s#^$pot:\([0-9]*\): .*#\1#p")
for line in $missing; do
  awk -v line="$line" 'NR > line - 6 && NR < line + 6 && /^$/ { if (NR > line) exit; text = ""; next } { text = text "\n" $0 } END { print text }' "$pot"
done
[ -z "$missing" ]
msgfmt --check-format --output-file=/dev/null pipeline/po/da.po
