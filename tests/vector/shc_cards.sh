#!/bin/sh
# usage: shc_cards.sh SHC_CARDS VECTORS WORK JOSE
# Cards of every kind, read by readers that are not ours: the texts by jose and jwcrypto, the symbols
# by zbarimg and ZXingReader at 2, 3, 4 and 6 pixels a module, byte for byte. JOSE: where jose.sh has
# installed it. Exit status 77: one of them is missing.
set -eu
cards=$1 vectors=$2 work=$3 jose=$4

for program in node zbarimg ZXingReader /usr/bin/python3; do
    command -v "$program" >/dev/null || exit 77
done
[ -d "$jose/node_modules/jose" ] || exit 77

rm -rf "$work"
mkdir -p "$work"
"$cards" "$work"
/usr/bin/python3 "$vectors/shc_cards.py" "$work"

for text in "$work"/card-*.txt; do
    cat "$text"
    echo
done >"$work/expected"
node "$jose/verify-shc.mjs" "$work/jwks.json" "$work/expected" | tee "$work/answer"
grep -q "^valid codes=$(wc -l <"$work/expected") " "$work/answer"

for pixels in 2 3 4 6; do
    zbarimg -q --nodbus --raw -Sdisable -Sqrcode.enable "$work"/card-*-"$pixels".pgm >"$work/zbar"
    cmp "$work/expected" "$work/zbar"
    for picture in "$work"/card-*-"$pixels".pgm; do
        ZXingReader -1 -format QRCode "$picture"
    done >"$work/zxing"
    sed 's/^[^"]*"\(.*\)"[^"]*$/\1/' "$work/zxing" | cmp "$work/expected" -
    echo "zbarimg, ZXingReader: pixels=$pixels codes=$(wc -l <"$work/expected")"
done
