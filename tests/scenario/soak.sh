# What the long runs share: servers for all, and lanes. A lane is a reader with its pcscd, a printer, and one kiosk that
# leads one resident after the other. Sourced after common.sh.

# Who comes, in turn: card, what they do, their visit's last line. The PIN is 1234 but for a first try in "wrong". Only one
# person of each lane gets papers, "own": a newer certificate withdraws one that is not yet delivered (VRS-58).
OWN=(adult child foreign longname rare-kanji)
PEOPLE=(
    "own paper delivered"
    "no-record paper AK-R58"
    "own wrong delivered"
    "three-doses pull AK-C38"
    "own paper delivered"
    "ten-doses stop AK-S30"
    "own paper delivered"
    "blocked paper AK-C32"
)

soak_servers() {
    SAMPLES=$SCRATCH/samples
    mkdir "$SAMPLES"
    WORLD=$(mktemp -d "$SCRATCH/servers.XXXXXX")
    world_launch signer "$BIN/akashi-signer" --config "$DEMO/etc/signer.conf" --set "signer.socket=$WORLD/signer.sock"
    SIGNER_PID=${world_pids[-1]}
    world_launch vrs "$BIN/akashi-vrs" --config "$DEMO/etc/vrs.conf" --set "signer.socket=$WORLD/signer.sock"
    VRS_PID=${world_pids[-1]}
    world_launch centre "$BIN/akashi-centre" --config "$DEMO/etc/centre.conf" --set "vrs.port=$PORT"
    CENTRE_PID=${world_pids[-1]} CENTRE_PORT=$PORT
}

# person N: who comes as the N-th to this lane, in WHO, DOES and ENDS.
person() {
    read -r WHO DOES ENDS <<<"${PEOPLE[($1 + LANE) % ${#PEOPLE[@]}]}"
    [ "$WHO" != own ] || WHO=${OWN[LANE]}
}

# The script of the N-th person. It is a pipe: their visit's process waits until the hands are done with the one before.
hand_script() {
    case $DOES in
        stop) WORLD_SAYS=("pin choose stop") ;;
        pull) WORLD_SAYS=("records wait") ;;
        wrong) WORLD_SAYS=("pin pin 9999") ;;
        *) WORLD_SAYS=() ;;
    esac
    world_script 1234 domestic >"$WORLD/script"
}

# The next one stands there, with a card of their own in the pocket and an empty reader before them.
come() {
    take_away
    VISIT=$((VISIT + 1))
    [ "$VISIT" -le "$WORLD_VISITS" ] || return
    person "$VISIT"
    hand_script &
    cp "$DEMO/cards/$WHO.card" "$WORLD/card.card"
}

# attend STATE: the hands of everybody who comes.
attend() {
    case $1 in
        records) [ "$DOES" != pull ] || world_hand remove 1 ;;
        lay_card) lane_sample ;; # nobody goes on meanwhile
        end) come ;;
    esac
}
lay_own() { world_hand swap 1 "$WORLD/card.card"; }

# sample NAME PID: what that process holds. Only root may count the descriptors of an undumpable process.
sample() {
    echo "$1 kb $(sed -n 's/^RssAnon:[^0-9]*\([0-9]*\) kB/\1/p' "/proc/$2/status")"
    echo "$1 threads $(sed -n 's/^Threads:[^0-9]*//p' "/proc/$2/status")"
    [ "$(id -u)" -ne 0 ] || echo "$1 descriptors $(find "/proc/$2/fd" -mindepth 1 2>/dev/null | wc -l)"
}

# What is there at this moment of a visit: the lane's kiosk, its printer and reader, and the servers.
lane_sample() {
    [ -n "${SUPERVISOR:-}" ] || SUPERVISOR=$(pgrep -o -f "akashi-kiosk --config $DEMO/.*$WORLD/")
    {
        sample supervisor "$SUPERVISOR"
        echo "kiosk processes $(pgrep -c -f "akashi-kiosk --config $DEMO/.*$WORLD/")"
    } >>"$SAMPLES/kiosk-$LANE"
    {
        sample printer "$PRINTER_PID"
        sample reader "$READER_PID"
    } >>"$SAMPLES/bench-$LANE"
    servers_sample
}

servers_sample() {
    local pid name worker
    for name in signer vrs centre; do
        pid=${name^^}_PID
        sample "$name" "${!pid}"
        for worker in $(pgrep -P "${!pid}"); do sample "$name-worker" "$worker"; done
    done >>"$SAMPLES/servers"
}

# flat SAMPLES SLACK [MEMORY-SLACK-KB]: nothing of it grows. Memory is judged without a sanitizer only.
flat() {
    local memory=${3:-}
    grep -q __asan_init "$BIN/akashi-kiosk" && memory=
    /usr/bin/python3 "$ROOT/tests/soak/flat.py" "$SAMPLES/$1" "$2" $memory || fail "$1 grows"
}

# lane NUMBER VISITS: in a shell of its own.
lane() {
    LANE=$1 VISIT=0 WORLD_VISITS=$2
    world_pids=() world_reader_pid=
    # The script of somebody who does not come any more waits for no reader.
    trap 'exec {pipe}<>"$WORLD/script"; world_stop' EXIT
    trap 'exit 130' INT TERM
    WORLD=$(mktemp -d "$SCRATCH/lane.XXXXXX")
    cp "$DEMO/cards/adult.card" "$WORLD/card.card"
    world_reader "$WORLD/card.card"
    READER_PID=$(pgrep -P "$world_reader_pid" -f serve)
    mkdir "$WORLD/paper"
    world_launch printer "$BIN/akashi-vprinter" --port 0 --paper "$WORLD/paper"
    PRINTER_PORT=$PORT PRINTER_PID=${world_pids[-1]}
    WORLD_AT=attend WORLD_LAY=(lay_own)
    mkfifo "$WORLD/script"
    come
    world_kiosk --set "screen.port=script:$WORLD/script" --set "line1.certificate=$SAMPLES/$LANE.pem" \
        --set "line1.key=$SAMPLES/$LANE.key" "${KIOSK_OPTIONS[@]}" >"$WORLD/screens"
    lane_judge
}

# Each person's visit ended as theirs does, and for each that was delivered there is a paper.
lane_judge() {
    local i papers=0
    grep -aE '^(delivered|refused) ' "$WORLD/screens" | sed 's/ serial.*//; s/refused code=//' >"$WORLD/ends"
    for ((i = 1; i <= WORLD_VISITS; i++)); do
        person "$i"
        [ "$ENDS" != delivered ] || papers=$((papers + 1))
        echo "$ENDS"
    done >"$WORLD/wanted"
    cmp -s "$WORLD/wanted" "$WORLD/ends" || fail "lane $LANE: wanted $(xargs <"$WORLD/wanted"), came $(xargs <"$WORLD/ends")"
    expect "lane $LANE: papers" "$papers" "$(find "$WORLD/paper" -name '*.pdf' | wc -l)"
    pgrep -f "akashi-kiosk --config $DEMO/.*$WORLD/" >/dev/null && fail "lane $LANE: a process is left"
    echo "$papers" >"$SAMPLES/papers-$LANE"
}

# lanes HOW-MANY VISITS: so many lanes side by side, each with its share of the visits.
lanes() {
    local i pids=() bad=0
    for ((i = 0; i < $1; i++)); do
        "$BIN/akashi-admin" line enrol --dir "$DEMO/pki/line1" --role kiosk --name "k-1$i" -o "$SAMPLES/$i.pem" ||
            fail "lane $i: not enrolled"
        lane "$i" $((($2 + $1 - 1) / $1)) &
        pids+=($!)
    done
    for i in "${pids[@]}"; do wait "$i" || bad=1; done
    [ "$bad" -eq 0 ] || fail "a lane"
    [ "$(id -u)" -eq 0 ] || echo "descriptors are not counted: only root may look"
}
