#!/usr/bin/env bash
# How long `kancelli publish` takes for a project of many papers, and again when one of them has changed: into a folder (first, into an
# empty one), and to a WebDAV server, a real nginx, whose log says what went over the wire. Each paper is the fact sheet with an
# id, a title and a day of its own.
#   tests/bench/publish_bench.sh KANCELLI [PAPERS]
# Prints seconds, files and bytes sent, and memory. Ends with 1 when the second time takes more than a quarter of the first, or
# when something else was sent again than the files that differ, or others differ than those of the paper and those that list it.
set -euo pipefail
program=$(realpath "$1") papers=${2:-1000}
cd "$(dirname "$0")/../.."
folder=$(mktemp -d) nginx=
trap '[ -z "$nginx" ] || { kill "$nginx"; wait "$nginx"; } 2>/dev/null; rm -rf "$folder"' EXIT
type=factsheet paper=om-koncernservice
last=$(seq -w "$papers" | tail -n 1)
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

# A WebDAV server as docs/how-to/publish.md has it, on a free port: sets `address`. Its log: method, bytes of the request, bytes of
# the answer, address.
start_server() {
  local port
  mkdir -p "$folder/nginx" "$folder/dav/site"
  for port in $(shuf -i 20000-60000 -n 20); do
    (: >"/dev/tcp/127.0.0.1/$port") 2>/dev/null || break
  done
  cat >"$folder/nginx/nginx.conf" <<END
load_module /usr/lib/nginx/modules/ngx_http_dav_ext_module.so;
$([ "$(id -u)" != 0 ] || echo 'user root;')
worker_processes 1; daemon off; pid $folder/nginx/pid; error_log $folder/nginx/error.log warn;
events { worker_connections 64; }
http {
  log_format wire '\$request_method \$request_length \$bytes_sent \$uri';
  access_log $folder/nginx/access.log wire;
  client_body_temp_path $folder/nginx/body; proxy_temp_path $folder/nginx/proxy; fastcgi_temp_path $folder/nginx/fastcgi;
  uwsgi_temp_path $folder/nginx/uwsgi; scgi_temp_path $folder/nginx/scgi;
  client_max_body_size 0; keepalive_requests 1000000;
  dav_ext_lock_zone zone=locks:1m;
  server { listen 127.0.0.1:$port; root $folder/dav;
    location / { dav_methods PUT DELETE MKCOL COPY MOVE; dav_ext_methods PROPFIND OPTIONS LOCK UNLOCK; dav_ext_lock zone=locks;
      dav_access user:rw group:r all:r; create_full_put_path off; } }
}
END
  nginx -p "$folder/nginx" -c "$folder/nginx/nginx.conf" -e "$folder/nginx/error.log" &
  nginx=$!
  for _ in $(seq 100); do
    (: >"/dev/tcp/127.0.0.1/$port") 2>/dev/null && { address=http://127.0.0.1:$port/site/; return; }
    sleep 0.05
  done
  cat "$folder/nginx/error.log" >&2
  exit 2
}

publish() { # NAME TARGET
  /usr/bin/time -f '%e %M %U %S' -o "$folder/$1.time" \
    "$program" publish --project "$folder/project" --to "$2" --key "$folder/key.key" --trusted "$folder/key.pub" --audit-log "$folder/log.jsonl" \
    --as-of 2026-03-01 -o "$folder/out" --format brief >"$folder/$1.log" 2>&1 || { tail -n 5 "$folder/$1.log" >&2; exit 2; }
  grep -q 'is active' "$folder/$1.log" || { tail -n 5 "$folder/$1.log" >&2; exit 2; }
}

# Of the files of the active release, hash and path, sorted.
files_of() { # FOLDER OF RELEASES, NAME OF ITS FOLDER
  (cd "$1/$2" && find . -type f -printf '%P\0' | xargs -0 sha256sum) | sort
}

field() { awk -v column="$2" '{ print $column }' "$folder/$1.time"; }
processor() { awk '{ print $3 + $4 }' "$folder/$1.time"; }
tell() { # NAME WORDS
  printf '%-24s %8.1f s (processor %.1f s) %6d MB memory   %s\n' "$2" "$(field "$1" 1)" "$(processor "$1")" $(($(field "$1" 2) / 1024)) \
    "$(grep -o 'files sent: [0-9]*, unchanged: [0-9]*' "$folder/$1.log")"
}

# What the server's log says of one time.
tell_wire() { # LOG WORDS
  awk -v words="$2" '
    { ++asked; up += $2; down += $3; ++count[$1] }
    $1 == "PUT" { put += $2 }
    END { printf "%-24s %d requests: PUT %d with %.2f MB, COPY %d, GET %d, others %d; all there %.2f MB, all back %.2f MB\n",
      words, asked, count["PUT"], put / 1e6, count["COPY"], count["GET"], asked - count["PUT"] - count["COPY"] - count["GET"], up / 1e6, down / 1e6 }' "$1"
}

# Only what differs was sent, and only files of the paper, and those that list it, differ. Prints what is wrong.
check_wire() { # LOG: of the second time; $folder/before and $folder/after: the files of the two releases
  local own="(^|/)$paper-$last(/|\.)" lists='^(.*/)?feed\.xml(\.gz)?$|^sitemap\.xml(\.gz)?$|^oparl/[a-z]+(-[0-9]+)?\.json(\.gz)?$'
  local search='^pagefind/(index/.*|filter/.*|pagefind-entry\.json|pagefind\..*\.pf_meta)$' manifest='^manifest\.(json|sig)$'
  comm -13 "$folder/before" "$folder/after" | cut -c67- | sort >"$folder/differ"
  # Beside the release's own files: the pointer, and an empty note by which a folder gets a later time.
  awk '$1 == "PUT" { print $4 }' "$1" | sed 's#^/site/staging/##; /^current-/d; s#^[^/]*/##' | grep -Ev '^[0-9a-f-]+$' | sort >"$folder/put"
  { diff "$folder/differ" "$folder/put" || true; } | sed -n 's/^</not sent, but it differs:/p; s/^>/sent, but it does not differ, or twice:/p'
  grep -Ev "$own|$lists|$search|$manifest|^pagefind/fragment/" "$folder/differ" | sed 's/^/differs, but neither is of the paper nor lists it: /' || true
  # Of the search index, one fragment for each page that a reader may find.
  [ "$(grep -c '^pagefind/fragment/' "$folder/differ")" -le "$(grep -Ec "$own.*index\.html$" "$folder/differ")" ] ||
    echo "more fragments of the search index differ than pages of the paper"
  cut -d ' ' -f 1 "$1" | sort -u | grep -Evx 'PUT|COPY|GET|PROPFIND|MKCOL|MOVE|DELETE' | sed 's/^/asked for otherwise: /' || true
}

"$program" release key "$folder/key" 2>/dev/null
project_of "$folder/project" "$papers"
start_server
log=$folder/nginx/access.log
publish first "$folder/site"
publish sent "$address"
mv "$log" "$folder/sent.wire" && kill -USR1 "$nginx"
files_of "$folder/dav/site/releases" "$(cat "$folder/dav/site/current")" >"$folder/before"
sed -i 's#<summary id="resume">#&<p>Notatet er rettet siden den forrige udgave.</p>#' "$folder/project/content/papers/$type/$paper-$last.xml"
publish second "$folder/site"
until [ -e "$log" ]; do sleep 0.05; done
publish again "$address"
files_of "$folder/dav/site/releases" "$(cat "$folder/dav/site/current")" >"$folder/after"
check_wire "$log" >"$folder/faults"

echo "$papers papers in PDF, DOCX and HTML with their site, $(nproc) cores"
tell first "into a folder"
tell second "one changed, folder"
tell sent "nothing changed, WebDAV"
tell again "one changed, WebDAV"
tell_wire "$folder/sent.wire" "over the wire, all"
tell_wire "$log" "over the wire, changed"
cat "$folder/faults"
awk -v first="$(field first 1)" -v second="$(field second 1)" -v busy="$(processor first)" -v busy_again="$(processor second)" \
  -v all="$(awk '$1 == "PUT" { sum += $2 } END { print sum }' "$folder/sent.wire")" -v part="$(awk '$1 == "PUT" { sum += $2 } END { print sum }' "$log")" 'BEGIN {
  printf "one paper changed: %.3f of the first time (limit 0.250), %.3f of the processor time, %.4f of the bytes sent\n", second / first, busy_again / busy, part / all
  exit second > first / 4
}' && status=0 || status=1
[ ! -s "$folder/faults" ] || status=1
exit $status
