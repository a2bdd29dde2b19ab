# What the scenarios of bad lines share: servers without pcscd and printer, visits by tests/fault.visits and messages by
# tests/fault.walk. Each lane has a line, a person and, where the line is an inner one, servers of its own before it.
LANES=(adult child foreign longname three-doses)
lanes=() walkers=()
# Visits meet faults at one of so many borders; messages at the first and last bytes, and at one of so many places that
# move each day: so many days walk every fault at every byte. AKASHI_SEED replays the day in the result's line.
borders=(--borders 6) bytes=(--borders 12 --every 4001)
[ "${AKASHI_STEPS:-}" = dense ] && borders=(--borders 2) bytes=(--borders 2 --every 127) # ./test --full
if [ -n "${AKASHI_LONG:-}" ]; then
    borders=(--borders 1) bytes=(--every 1) # every fault at every byte
    grep -q __asan_init "$BIN/akashi-centre" && bytes=(--every 31) # what takes four times as long there
fi
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

# lines_lane NAME PORT [OPTION…]: NAME walks there, by the line of that name. The options are fault.walk's alone.
lines_lane() {
    lanes+=(--lane "$2:$WORLD/$1.control:$DEMO/cards/$1.card")
    walkers+=(--lane "$2:$WORLD/$1.control:$DEMO/cards/$1.card" "${@:3}")
}

lines_run() { # lines_run PROGRAM OPTION…: the result's last line is in RESULT
    "$BIN/../tests/fault.$1" --config "$DEMO/etc/kiosk.conf" "${@:2}" >"$SCRATCH/run" 2>"$WORLD/kiosk.log" || {
        grep FAILED "$SCRATCH/run" >&2
        fail "$(tail -n 1 "$SCRATCH/run")"
    }
    RESULT=$(tail -n 1 "$SCRATCH/run")
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
        lines_run visits "${lanes[@]}" --one none
        now=$(lines_descriptors)
        paste <(echo "$1") <(echo "$now") | awk '$2 > $1 + 4 { exit 1 }' && return
    done
    fail "descriptors: ${1//$'\n'/ } before, ${now//$'\n'/ } after"
}

number() { sed -n "s/.*$1=\([0-9]*\).*/\1/p" <<<"$RESULT"; }

# lines_ledger: what the area's ledger says is in SIGNED, BOOKED (as delivered) and WITHDRAWN.
lines_ledger() {
    read -r SIGNED BOOKED WITHDRAWN < <(counts |
        sed -n 's/^area=131105 signatures=\([0-9]*\) .* delivered=\([0-9]*\) withdrawn=\([0-9]*\) .*/\1 \2 \3/p')
}

# lines_visits OPTION…: visits. What was signed and did not come out whole is withdrawn; a report may arrive whose answer
# did not.
lines_visits() {
    local before printed delivered
    lines_ledger
    before=$BOOKED
    lines_run visits "${lanes[@]}" "${borders[@]}" "$@"
    echo "$RESULT"
    printed=$(number printed) delivered=$(number delivered)
    lines_ledger
    [ $((BOOKED - before)) -ge "$delivered" ] && [ $((BOOKED - before)) -le "$printed" ] ||
        fail "delivered: $delivered said, $printed printed, $((BOOKED - before)) in the ledger"
    [ $((SIGNED - BOOKED - WITHDRAWN)) -le $((printed - delivered)) ] ||
        fail "$((SIGNED - BOOKED - WITHDRAWN)) certificates without an end; $((printed - delivered)) reports did not arrive"
}

# lines_bytes OPTION…: messages. Here every report is repeated until it arrives: nothing that was signed is without an end.
lines_bytes() {
    local before open
    lines_ledger
    before=$BOOKED open=$((SIGNED - BOOKED - WITHDRAWN))
    lines_run walk "${walkers[@]}" "${bytes[@]}" "${seed[@]}" "$@"
    echo "$RESULT"
    lines_ledger
    [ $((BOOKED - before)) -ge "$(number delivered)" ] && [ $((BOOKED - before)) -le "$(number issued)" ] ||
        fail "delivered: $(number delivered) said, $(number issued) issued, $((BOOKED - before)) in the ledger"
    expect "certificates without an end" "$open" $((SIGNED - BOOKED - WITHDRAWN))
}

# lines_walk MESSAGES OPTION…: messages and visits in every lane, and what must be true afterwards.
lines_walk() {
    local descriptors
    lines_run visits "${lanes[@]}" --one none
    descriptors=$(lines_descriptors)
    lines_bytes --says "$1" "${@:2}"
    lines_visits "${@:2}"
    lines_descriptors_settle "$descriptors"
}
