#!/bin/sh
# usage: jose.sh ISSUE_SAMPLE VECTORS WORK
# Our codes, read by jose; and what must not hold, refused by it. Exit status 77: node is missing.
set -eu
issue=$1 vectors=$2 work=$3

command -v node >/dev/null && command -v npm >/dev/null || exit 77
mkdir -p "$work"
cp "$vectors/node/package.json" "$vectors/node/package-lock.json" "$vectors/node/.npmrc" \
    "$vectors/node/verify-shc.mjs" "$work/"
if [ ! -d "$work/node_modules/jose" ] || ! cmp -s "$work/package-lock.json" "$work/installed.json"; then
    (cd "$work" && npm ci --ignore-scripts --silent)
    cp "$work/package-lock.json" "$work/installed.json"
fi

verify() {
    node "$work/verify-shc.mjs" "$@"
}

holds() {
    verify "$1" "$2" | tee "$work/answer"
    grep -q "^valid .*$3" "$work/answer" || { echo "expected valid: $2"; exit 1; }
}

refused() {
    if verify "$1" "$2" >"$work/answer"; then
        echo "expected not valid: $2"
        exit 1
    fi
    grep -q "^not valid" "$work/answer"
}

for doses in 1 2 3 6 17 32; do
    "$issue" "$work/jwks.json" "$doses" >"$work/codes.txt"
    holds "$work/jwks.json" "$work/codes.txt" "doses=$doses"
done

# Another key of the same form, and a digit changed in the middle.
"$issue" "$work/other.json" 1 >"$work/other.txt"
refused "$work/other.json" "$work/codes.txt"
sed 's/\(.\{900\}\)[0-5]/\16/;t;s/\(.\{900\}\)./\10/' "$work/other.txt" >"$work/changed.txt"
refused "$work/other.json" "$work/changed.txt"

# The reader itself: the specification's own card holds, a spoilt one does not.
spec=$vectors/shc-spec
holds "$spec/issuer-jwks.json" "$spec/example-01-f-qr-code-numeric-value-0.txt" "doses=3"
refused "$spec/issuer-jwks.json" "$vectors/shc-devtools-negative/f-qr-code-numeric-value-0-odd-count.txt"
