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
says travel-32.pdf MIHONNONAGAINAMAE 令和元年5月1日 32回目 'Doses, how to check: page 2' '5 / 5'
says travel-long-latin.pdf 'MONTEMAYOR DELA CRUZ' MARGARITA P0000000A PHL 'Doses 1–2' '* Not in the records of Akashino City'
says large-3.pdf 予防接種証明書 髙瀨 千明 1978-09-03 昭和53年9月3日 発行年月日 明石野市長 1回目 2021-01-10 令和3年7月12日 \
    スパイクバックス 'mRNA vaccine, Takeda/Moderna' 000058A 'Q8VH 3RDM 6WPE' '3F9A 61C2 07BE D4A8' '2 / 2' akashi.example/v
says large-travel-5.pdf 小夜左衛門太郎丸 'CHOSOKABE SAYOZAEMONTAROMARU' TK0000003 ＊1回目 6回目 'How to check: last page' '4 / 4'

# structured PDF ORDER: a program that reads aloud finds the parts in their order, tables as tables.
structured() {
    pdfinfo "$1" | grep -q '^Tagged: *yes$' || { echo "$1: not tagged"; bad=1; }
    pdfinfo "$1" | grep -q '^Title: *.*予防接種証明書$' || { echo "$1: no title"; bad=1; }
    pdfinfo -struct-text "$1" | tr -d '\n' | tr -s ' ' | grep -q "$2" || { echo "$1: not in this order: $2"; bad=1; }
}

structured travel-2.pdf 'Document H1 .*予防接種証明書.* P .*氏名Name渡邊　遥香WATANABE HARUKA.*生年月日.*国籍.*旅券番号.*Table (block) TR TH .*接種回数.*TR TD .*1回目.*TD .*EY4834.*証明する.*発行年月日.*記録番号.*証明書ID.*海外用コード.*確かめ方'
structured large-3.pdf 'Document H1 .*予防接種証明書.*氏名.*生年月日.*証明する.*発行年月日.*記録番号.*証明書ID.*1回目Dose 1.*2回目Dose 2.*以下余白'

# KSK-21: nothing on the paper has the shape of a 個人番号, twelve digits in a row.
for pdf in *.pdf; do
    pdftotext "$pdf" - | tr -d ' ' | grep -oE '[0-9]{12}' && { echo "$pdf: twelve digits in a row"; bad=1; }
done
exit $bad
