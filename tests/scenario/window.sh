# What scenarios on the touch screen share: the kiosk's window, and a finger that knows the names on it. They are written
# in Japanese; with SPEAK=en, zh or ko the resident chooses that language first, and the finger looks for its words.
# AKASHI_PICTURES=update makes what the window shows the golden pictures: look at each before it is kept.
PICTURES=$ROOT/tests/scenario/window
SPEAK=ja
declare -A OWN_NAME=([en]=English [zh]=简体中文 [ko]=한국어)
declare -A MEGURO=(
    [domestic.ja]="目黒区　日本国内用 めぐろく" [travel.ja]="目黒区　海外用 めぐろく"
    [domestic.en]="Meguro City　For use in Japan" [travel.en]="Meguro City　For travel abroad"
    [domestic.zh]="目黒区　日本国内用" [travel.zh]="目黒区　海外用"
    [domestic.ko]="Meguro City　일본 국내용" [travel.ko]="Meguro City　해외용"
)

# window_open [OPTION…]: the kiosk, and the finger before it.
window_open() {
    local do=$SCRATCH/do done=$SCRATCH/done
    world_kiosk --set screen.port=gtk --set screen.width=1080 --set screen.height=1920 "$@" >"$WORLD/screens" &
    WINDOW=$!
    rm -f "$do" "$done"
    mkfifo "$do" "$done"
    /usr/bin/python3 "$ROOT/tests/screen/visit.py" <"$do" >"$done" 2>"$SCRATCH/finger" &
    FINGER=$!
    exec {TO_FINGER}>"$do" {FROM_FINGER}<"$done"
    trap 'pkill -TERM -P "$WINDOW"; kill "$FINGER" 2>/dev/null; scenario_end' EXIT
}

# touch_it STEP…: lines for tests/screen/visit.py, one after the other.
touch_it() {
    local step answer
    for step; do
        echo "$step" >&"$TO_FINGER"
        while :; do
            IFS= read -r -t 90 answer <&"$FROM_FINGER" || fail "$step: $(cat "$SCRATCH/finger")"
            [ "$answer" = ok ] && break
            echo "$answer" >&2
            [ "${answer#FAIL}" = "$answer" ] || fail "$step"
        done
    done
}

# window_end: the visit's last line is in RESULT, its status in STATUS.
window_end() {
    wait "$WINDOW"
    STATUS=$?
    RESULT=$(tail -n 1 "$WORLD/screens")
    exec {TO_FINGER}>&-
    wait "$FINGER"
    replay
}

# begin CARD [KIND]: a visit with that card, from the welcome until the kiosk asks for it; the hands that follow its log
# lay it down. Nothing moves on the screen, so that a picture of it can be compared. WINDOW_OPTIONS go to the kiosk.
begin() {
    [ -f "$WORLD/$1.card" ] || cp "$DEMO/cards/$1.card" "$WORLD"
    WORLD_LAY=(world_hand swap 1 "$WORLD/$1.card")
    SIGNED=$(signatures) || exit 1
    LOGGED=$(cat "$WORLD/kiosk.log" 2>/dev/null | wc -l)
    rm -f "$DEMO"/paper/*.pdf
    window_open "${WINDOW_OPTIONS[@]}"
    touch_it "see はじめる"
    [ "$SPEAK" = ja ] || touch_it "press ${OWN_NAME[$SPEAK]}" "speak $SPEAK"
    touch_it "press はじめる" "see どの証明書にしますか" "press 見やすさ" "turn 動きを止める" "press これでよい" \
        "press ${MEGURO[${2:-domestic}.$SPEAK]}" "press 同意して進む"
}
WINDOW_OPTIONS=()

# enter PIN: when it is asked for.
enter() { touch_it "see 暗証番号を入れてください" "pin $1" "press 確認する"; }

# agree: to the records and to the preview.
agree() { touch_it "press はい、合っています" "see この内容でよろしいですか" "press 発行する"; }

# looks NAME: the window comes to look like the golden picture of that name in this language.
looks() {
    local same=$ROOT/tests/screen/same golden=$PICTURES/$1-$SPEAK.png glass=$SCRATCH/glass.png until=$((SECONDS + 20)) why
    while :; do
        touch_it "picture $glass"
        if [ "${AKASHI_PICTURES:-}" = update ]; then
            "$same" "$golden" "$glass" --update
            touch_it "picture $glass" # the same again: nothing was coming or going
        fi
        why=$("$same" "$golden" "$glass") && return
        [ "$SECONDS" -lt "$until" ] || break
    done
    mkdir -p "$BIN/../window"
    mv "$glass" "$BIN/../window/$1-$SPEAK.png"
    fail "$why: $(realpath "$BIN/../window/$1-$SPEAK.png")"
}

# sees CODE: the screen says that code, what happened, and what to do, as docs/errors.md has them in this language.
sees() {
    local sentence
    sentence=$(sed -n "/^### $1\$/,/^- ko:/s/^- $SPEAK: //p" "$ROOT/docs/errors.md")
    touch_it "see $1" "see ${sentence%% / *}" "see ${sentence##* / }"
}

# came STATE: how often this visit came there.
came() { tail -n +$((LOGGED + 1)) "$WORLD/kiosk.log" | grep -c " akashi-kiosk $1 "; }

# ends CODE BUTTON [PICTURE]: the visit ends with that code and its sentence; nothing was signed and nothing printed.
ends() {
    sees "$1"
    [ -z "${3:-}" ] || looks "$3"
    take_away
    touch_it "press $2"
    window_end
    expect "last line" "refused code=$1" "$RESULT"
    expect "$1: status" 1 "$STATUS"
    expect "$1: signer's counter" "$SIGNED" "$(signatures)"
    expect "$1: paper" "" "$(ls "$DEMO/paper")"
}
