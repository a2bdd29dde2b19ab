#!/bin/sh
# usage: page.sh PAGE AKASHI_VERIFY ISSUE_SAMPLE RENDER_CODE TOP WORK
# Drives the verifier page in Debian's chromium. Exit status 77: chromium or node is missing.
set -eu
export PAGE=$1 VERIFY=$2 ISSUE=$3 RENDER=$4 TOP=$5 WORK=$6
here=$TOP/tests/page

command -v chromium >/dev/null && command -v node >/dev/null && command -v npm >/dev/null || exit 77
mkdir -p "$WORK"
cp "$here"/*.mjs "$here/package.json" "$here/package-lock.json" "$here/.npmrc" "$WORK/"
cd "$WORK"
if ! cmp -s package-lock.json installed.json; then
    npm ci --ignore-scripts --silent
    cp package-lock.json installed.json
fi

# The same sources make the same bytes.
node "$TOP/app/verify/page/build.mjs" "$TOP" again.html
cmp again.html "$PAGE"

node --test --test-concurrency=1 codes.test.mjs pictures.test.mjs trust.test.mjs chains.test.mjs together.test.mjs \
    manners.test.mjs
