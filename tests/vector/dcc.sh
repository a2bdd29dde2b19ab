#!/bin/sh
# usage: dcc.sh ISSUE_DCC VECTORS WORK NODE
# Our EU certificates, read by base45, cbor, cose-js and ajv; and what must not hold, refused by them.
# NODE is a folder with the packages installed. Exit status 77: node is missing.
set -eu
issue=$1 vectors=$2 work=$3 node=$4
schema=$vectors/eu-dcc-schema/DCC.combined-schema.json

command -v node >/dev/null && [ -d "$node/node_modules/cose-js" ] || exit 77
mkdir -p "$work"
cp "$vectors/node/verify-dcc.mjs" "$node/"

holds() {
    node "$node/verify-dcc.mjs" "$1" "$schema" "$2" | tee "$work/answer"
    grep -q "^valid" "$work/answer" || { echo "expected valid: $2"; exit 1; }
}

refused() {
    if node "$node/verify-dcc.mjs" "$1" "$schema" "$2" >"$work/answer"; then
        echo "expected not valid: $2"
        exit 1
    fi
    grep -q "^not valid: .*$3" "$work/answer" || { cat "$work/answer"; exit 1; }
}

# 15 products, which share five codes, in six doses each.
"$issue" "$work/signer.der" >"$work/codes.txt"
holds "$work/signer.der" "$work/codes.txt"
grep -q "codes=90 products=5" "$work/answer"

# Another signer, and a sign changed in the middle.
"$issue" "$work/other.der" >"$work/others.txt"
refused "$work/other.der" "$work/codes.txt" kid
sed '1s/\(.\{200\}\)[0-8]/\19/;t;1s/\(.\{200\}\)./\10/' "$work/others.txt" >"$work/changed.txt"
refused "$work/other.der" "$work/changed.txt" .

# The reader itself: a public code holds, and one with a spoilt signature does not.
public() {
    node -e 'const { readFileSync, writeFileSync } = require("fs");
        const [from, certificate, code] = process.argv.slice(1);
        const { PREFIX, TESTCTX } = JSON.parse(readFileSync(from));
        writeFileSync(certificate, Buffer.from(TESTCTX.CERTIFICATE, "base64"));
        writeFileSync(code, PREFIX + "\n");' "$vectors/dgc-testdata/$1.json" "$work/public.der" "$work/public.txt"
}
public SE/1
holds "$work/public.der" "$work/public.txt"
public common/CO5
refused "$work/public.der" "$work/public.txt" ""
