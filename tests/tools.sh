#!/bin/sh
# Installs what the tests need beside Python: chromium (browser tests), rapper (a second reader of RDF),
# virtuoso-t (a second SPARQL server), and from npm what tests/npm/package.json names (axe-core, a second reader of
# pages; readers of graph files; Neo4j's parser of Cypher).
set -eu
here=$(dirname "$0")
npm="$here/../.venv/bin/npm"
[ -x "$npm" ] || npm=$(command -v npm || true)
if [ -n "$npm" ] && [ ! "$here/npm/node_modules/.package-lock.json" -nt "$here/npm/package-lock.json" ]; then
    PATH="$here/../.venv/bin:$PATH" "$npm" ci --prefix "$here/npm" --ignore-scripts --no-audit --no-fund --silent
    touch "$here/npm/node_modules/.package-lock.json"
fi
missing=""
command -v chromium >/dev/null 2>&1 || missing="$missing chromium"
command -v rapper >/dev/null 2>&1 || missing="$missing raptor2-utils"
command -v virtuoso-t >/dev/null 2>&1 || missing="$missing virtuoso-opensource-7-bin"
[ -n "$missing" ] || exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    # shellcheck disable=SC2086 - a list of packages
    apt-get install -y -qq --no-install-recommends $missing >/dev/null
else
    echo "The tests need these Debian packages, which only root can install:$missing" >&2
    echo "Run: sudo apt-get install$missing" >&2
    exit 1
fi
