# What scenarios on the touch screen share: the kiosk's window, and a finger that knows the names on it.

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
}
