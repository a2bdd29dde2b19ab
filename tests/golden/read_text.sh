#!/bin/sh
# The PDF embeds only subsets of fonts, and each field can be read out of it. Arguments: golden_paper, a folder.
set -eu
rm -rf "$2" && mkdir -p "$2"
"$1" --scan "$2"
cd "$2"
bad=0

for pdf in *.pdf; do
    others=$(pdffonts "$pdf" | tail -n +3 | grep -cvE '^[A-Z]{6}\+Noto.* yes yes yes ' || :)
    [ "$others" -eq 0 ] || { echo "$pdf: a font is not an embedded subset"; bad=1; }
done

# says PDF FIELD…: every field is in the text.
says() {
    pdf=$1
    shift
    pdftotext -layout "$pdf" - | tr '\f' ' ' | sed 's/　/ /g; s/  */ /g' >text
    for field; do
        grep -qF -e "$field" text || { echo "$pdf: no \"$field\""; bad=1; }
    done
}

says travel-2.pdf 新型コロナウイルス感染症予防接種証明書 渡邊 遥香 'WATANABE HARUKA' 1991-02-18 平成3年2月18日 '日本 JAPAN' \
    TK0000003 1回目 2021-01-10 mRNAワクチン ファイザー コミナティ EY4834 FC3661 明石野市長 2026-11-20 令和8年11月20日 \
    'B6XW Q4ZJ 8FRN' '3F9A 61C2 07BE D4A8' '1 / 1' 184203 'Other municipalities were not asked.' akashi.example/v
says domestic-6-rare.pdf 𠮷之介 昭和20年月日不詳 '2 / 2' 'Other municipalities were asked as well.'
says travel-10.pdf 昭和元年12月25日 'doses 1–5 of 10' 'doses 6–10 of 10' 'all doses' 10回目 'Continued on page 2'
exit $bad
