#!/bin/sh
# usage: symbols.sh SYMBOLS ISSUE_VDS ISSUE_DCC WORK
# Seals of one to six doses and EU certificates of every product as symbols, read back byte for byte by zbarimg and
# ZXingReader at 2, 3, 4 and 6 pixels a module. Exit status 77: one of them is missing.
set -eu
symbols=$1 issue_vds=$2 issue_dcc=$3 work=$4

command -v zbarimg >/dev/null && command -v ZXingReader >/dev/null || exit 77
rm -rf "$work"
mkdir -p "$work"
for doses in 1 2 3 4 5 6; do
    "$issue_vds" "$work/csca.der" "$doses"
done >"$work/expected"
"$issue_dcc" "$work/signer.der" | awk 'NR % 7 == 1' >>"$work/expected"
"$symbols" "$work" <"$work/expected"

for pixels in 2 3 4 6; do
    zbarimg -q --nodbus --raw -Sdisable -Sqrcode.enable "$work"/code-*-"$pixels".pgm >"$work/zbar"
    cmp "$work/expected" "$work/zbar"
    for picture in "$work"/code-*-"$pixels".pgm; do
        ZXingReader -1 -format QRCode "$picture"
    done >"$work/zxing"
    sed 's/^[^"]*"\(.*\)"[^"]*$/\1/' "$work/zxing" | cmp "$work/expected" -
    echo "zbarimg, ZXingReader: pixels=$pixels codes=$(wc -l <"$work/expected")"
done
