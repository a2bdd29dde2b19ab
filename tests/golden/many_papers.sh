#!/bin/sh
# Many residents' papers at once (many_papers.c), and what pdftotext reads out of each. Arguments: many_papers, a
# folder, and the pages with AKASHI_STEPS=dense; 200 without, three times as many with AKASHI_LONG=1. AKASHI_SEED replays
# a run.
set -eu
pages=200
[ "${AKASHI_STEPS:-}" != dense ] || pages=$3
[ -z "${AKASHI_LONG:-}" ] || pages=$((3 * $3))
seed=${AKASHI_SEED:-20261121}
bad=0

while [ "$pages" -gt 0 ]; do
    rm -rf "$2" && mkdir -p "$2"
    "$1" 200 "$seed" "$2" || bad=1
    for pdf in "$2"/*.pdf; do
        pdftotext -raw "$pdf" - | tr '\n\f' '  ' | sed 's/  */ /g' >"$2/text"
        while IFS= read -r field; do
            grep -qF -e "$field" "$2/text" || { echo "$pdf: no \"$field\""; bad=1; }
        done <"${pdf%.pdf}.says"
    done
    [ "$bad" -eq 0 ] || exit 1
    pages=$((pages - 200)) seed=$((seed + 1))
done
