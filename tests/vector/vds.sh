#!/bin/sh
# usage: vds.sh ISSUE_VDS VECTORS WORK NODE
# Our seals, read by canonicalize and node's own crypto; and what must not hold, refused by them. NODE is
# a folder with the packages installed. Exit status 77: node is missing.
set -eu
issue=$1 vectors=$2 work=$3 node=$4

command -v node >/dev/null && [ -d "$node/node_modules/canonicalize" ] || exit 77
mkdir -p "$work"
cp "$vectors/node/verify-vds.mjs" "$node/"

holds() {
    node "$node/verify-vds.mjs" "$@" | tee "$work/answer"
    grep -q "^valid" "$work/answer" || { echo "expected valid: $*"; exit 1; }
}

refused() {
    if node "$node/verify-vds.mjs" "$@" >"$work/answer"; then
        echo "expected not valid: $*"
        exit 1
    fi
    grep -q "^not valid" "$work/answer"
}

for doses in 1 2 3 4 5 6 17 32; do
    "$issue" "$work/csca.der" "$doses" >"$work/seals.txt"
    holds "$work/csca.der" "$work/seals.txt" now
    grep -q "doses=$doses\$" "$work/answer"
done

# Another authority of the same name, and a letter changed.
"$issue" "$work/other.der" 1 >"$work/other.txt"
refused "$work/other.der" "$work/seals.txt" now
sed 's/HANAKO/HANAKA/' "$work/other.txt" >"$work/changed.txt"
refused "$work/other.der" "$work/changed.txt" now

# The reader itself: Japan's own seal holds, and not under our authority.
japan=$vectors/vds-nc/jp-miyake-shota-3dose.json
holds "$vectors/vds-nc/jp-csca-e3.der" "$japan" 2022-06-01
refused "$vectors/vds-nc/jp-csca-e3.der" "$japan" 2032-01-01
refused "$work/other.der" "$japan" 2022-06-01
