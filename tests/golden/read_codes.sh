#!/bin/sh
# Every code of a printed page is read byte for byte by two readers that are not ours; from a worn copy, by at
# least one of them. Arguments: golden_paper, a folder to work in. Prints how far each reader got.
set -eu
rm -rf "$2" && mkdir -p "$2"
"$1" --scan "$2"
cd "$2"

by_zbar() {
    zbarimg -q --raw -Sdisable -Sqrcode.enable "$1" 2>zbar.log || :
}

by_zxing() {
    ZXingReader -format QRCode "$1" | sed -n 's/^Text: *"\(.*\)"$/\1/p'
}

# missing WHAT CODES SEEN: how many of the codes are not among what was seen.
missing() {
    lost=$(grep -vxFf "$3" "$2" | wc -l)
    printf '%-34s %d of %d\n' "$1" $(($(wc -l <"$2") - lost)) "$(wc -l <"$2")"
    [ "$lost" -eq 0 ]
}

bad=0
# both NAME PICTURE: each of the two reads all. either: together they do.
both() {
    by_zbar "$2" >seen.zbar
    by_zxing "$2" >seen.zxing
    missing "$2 zbarimg" "$1.codes" seen.zbar || bad=1
    missing "$2 ZXingReader" "$1.codes" seen.zxing || bad=1
}

either() {
    by_zbar "$2" >seen.zbar
    by_zxing "$2" >seen.zxing
    missing "$2 zbarimg" "$1.codes" seen.zbar || :
    missing "$2 ZXingReader" "$1.codes" seen.zxing || :
    cat seen.zbar seen.zxing >seen.any
    missing "$2 either" "$1.codes" seen.any || bad=1
}

for name in domestic-1 travel-2 travel-10 travel-32 large-3 large-travel-5; do
    for dpi in 150 600; do
        pdftoppm -r $dpi -gray -png -f 1 -l 1 -singlefile "$name.pdf" "$name-$dpi"
    done
    both "$name" "$name-p1.png"
    both "$name" "$name-600.png"
    either "$name" "$name-150.png"
    either "$name" "$name-p1.worn.png"
done
exit $bad
