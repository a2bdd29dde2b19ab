# What the scenarios of bad lines share: servers without pcscd and printer, and visits by tests/fault.visits.
# Each lane has a line, a person and, where the line is an inner one, servers of its own before it.
LANES=(adult child foreign longname three-doses)
lanes=()
# Every so many bytes a fault, from an offset that moves each day: four times so many days walk every fault that shows at
# once at every byte. AKASHI_SEED replays the day in the result's line. Inner lines have longer deadlines to wait for.
steps=(--borders 2 --every 600) thin=(--borders 4 --every 900)
[ "${AKASHI_STEPS:-}" = dense ] && steps=(--every 31) thin=(--borders 2 --every 31) # ./test --full
[ -n "${AKASHI_LONG:-}" ] && steps=(--every 7) thin=(--every 7)                     # ./test --long
seed=(--seed "${AKASHI_SEED:-$(($(date +%s) / 86400))}")

lines_begin() {
    WORLD=$(mktemp -d "${TMPDIR:-/tmp}/akashi.XXXXXX")
    world_launch signer "$BIN/akashi-signer" --config "$DEMO/etc/signer.conf" --set "signer.socket=$WORLD/signer.sock"
}

lines_vrs() { # lines_vrs NAME SOCKET
    world_launch "vrs-$1" "$BIN/akashi-vrs" --config "$DEMO/etc/vrs.conf" --set "signer.socket=$2"
}

lines_centre() { # lines_centre NAME VRS-PORT
    world_launch "centre-$1" "$BIN/akashi-centre" --config "$DEMO/etc/centre.conf" --set "vrs.port=$2"
}

# lines_line NAME FROM TO [OPTION…]: the line of a lane; its control socket is $WORLD/NAME.control.
lines_line() {
    world_launch "line-$1" "$BIN/akashi-vline" --listen "$2" --to "$3" --control "$WORLD/$1.control" "${@:4}"
}

# lines_lane NAME PORT: NAME walks there, by the line of that name.
lines_lane() { lanes+=(--lane "$2:$WORLD/$1.control:$DEMO/cards/$1.card"); }

lines_visits() { # lines_visits OPTION…: the result's last line is in RESULT
    "$BIN/../tests/fault.visits" --config "$DEMO/etc/kiosk.conf" "$@" >"$SCRATCH/visits" 2>"$WORLD/kiosk.log" || {
        grep FAILED "$SCRATCH/visits" >&2
        fail "$(tail -n 1 "$SCRATCH/visits")"
    }
    RESULT=$(tail -n 1 "$SCRATCH/visits")
}

# Of each server with its workers.
lines_descriptors() {
    local pid child
    for pid in "${world_pids[@]}"; do
        for child in "$pid" $(cat "/proc/$pid/task/$pid/children"); do ls "/proc/$child/fd"; done | wc -l
    done
}

# Idle connections are closed in time, when a visit passes by; what is open after that was forgotten. A visit may leave
# an idle one on either side, at whichever worker it came to.
lines_descriptors_settle() { # lines_descriptors_settle BEFORE
    local now= end=$((SECONDS + 60))
    while [ $SECONDS -lt $end ]; do
        lines_visits "${lanes[@]}" --one none
        now=$(lines_descriptors)
        paste <(echo "$1") <(echo "$now") | awk '$2 > $1 + 4 { exit 1 }' && return
    done
    fail "descriptors: ${1//$'\n'/ } before, ${now//$'\n'/ } after"
}

number() { sed -n "s/.*$1=\([0-9]*\).*/\1/p" <<<"$RESULT"; }

# lines_walk OPTION…: every step in every lane, and what must be true afterwards.
lines_walk() {
    local before descriptors printed delivered ledger
    lines_visits "${lanes[@]}" --one none
    descriptors=$(lines_descriptors)
    before=$(counts | sed -n 's/.*area=131105 .*delivered=\([0-9]*\).*/\1/p')
    lines_visits "${lanes[@]}" "${steps[@]}" "${seed[@]}" "$@"
    echo "$RESULT"
    printed=$(number printed) delivered=$(number delivered)
    # What was signed and did not come out whole is withdrawn; a report may arrive whose answer did not.
    ledger=$(counts | sed -n 's/^area=131105 signatures=\([0-9]*\) .* delivered=\([0-9]*\) withdrawn=\([0-9]*\) .*/\1 \2 \3/p')
    read -r signed booked withdrawn <<<"$ledger"
    [ $((booked - before)) -ge "$delivered" ] && [ $((booked - before)) -le "$printed" ] ||
        fail "delivered: $delivered said, $printed printed, $((booked - before)) in the ledger"
    [ $((signed - booked - withdrawn)) -le $((printed - delivered)) ] ||
        fail "$((signed - booked - withdrawn)) certificates without an end; $((printed - delivered)) reports did not arrive"
    lines_descriptors_settle "$descriptors"
}
