# The bench in one piece: real pcscd with a virtual card, a virtual printer, and the servers of the demo world.
# Sourced by ./run and by tests/scenario. Everything it starts, world_stop stops.
#
#   BIN   folder of the programs        DEMO  the demo world (akashi-admin demo init DEMO)
#   world_start CARD…  starts everything with that card beside the reader, not on it; the next card beside the next
#   world_kiosk [--set …]   runs one visit; the hands lay the card down and take it when the kiosk asks. Its journal is
#                      $WORLD/journal. WORLD_VISITS visits, when set, one after the other
#   world_visit PIN KIND [--set …]   the same with a resident by script; the screens go to $WORLD/screens
#                      WORLD_TOLD, when set, is a file that every kiosk's log is added to
#                      WORLD_PRINTER, when set, is the address of another printer
#                      WORLD_WRITE, when set, is a folder that kiosk and signer may write to besides (traces, a token)
#   world_hand WORD…   the hand at the reader: insert 1, … (akashi-vcard(1), CONTROL)
#   world_pcscd stop|start   kills the reader service, or starts a new one
#   world_stop         stops everything and leaves nothing behind; whoever sources this traps their own end for it

world_pids=()

world_stop() {
    local pid
    for pid in "${world_pids[@]}"; do kill "$pid" 2>/dev/null; done
    # unshare does not listen to a gentle word; its child is killed with it.
    [ -n "${world_reader_pid:-}" ] && kill -KILL "$world_reader_pid" 2>/dev/null
    world_reader_pid=
    for pid in "${world_pids[@]}"; do wait "$pid" 2>/dev/null; done
    world_pids=()
    [ -n "${WORLD:-}" ] && rm -rf "$WORLD"
    WORLD=
}

world_fail() {
    echo "bench: $1" >&2
    [ -n "${2:-}" ] && [ -f "$2" ] && tail -n 5 "$2" >&2
    world_stop
    exit 2
}

# world_launch NAME COMMAND…: starts a service and waits for its line "ready [port=N]"; the port is in PORT.
world_launch() {
    local name=$1 line= fd
    shift
    mkfifo "$WORLD/$name.ready"
    "$@" >"$WORLD/$name.ready" 2>>"$WORLD/$name.log" &
    world_pids+=($!)
    exec {fd}<"$WORLD/$name.ready"
    IFS= read -r -t 60 line <&"$fd" || world_fail "$name did not start" "$WORLD/$name.log"
    case $line in
        "ready port="*) PORT=${line#ready port=} ;;
        ready) PORT= ;;
        *) world_fail "$name said: $line" "$WORLD/$name.log" ;;
    esac
}

# pcscd in a mount, network and process namespace of its own, and the card in the same one: any number of
# benches run side by side, and the virtual reader listens to nobody outside. vpcd has two slots, a card for each.
# WORLD_CARD_OPTIONS go to akashi-vcard serve.
WORLD_CARD_OPTIONS=() WORLD_PRINTER_OPTIONS=()
world_reader() {
    local user=
    [ "$(id -u)" -eq 0 ] || user=-Ur
    mkdir -p "$WORLD/pcsc" "$WORLD/conf"
    cat >"$WORLD/conf/vpcd" <<EOF
FRIENDLYNAME "Virtual PCD"
DEVICENAME   /dev/null:0x8C7B
LIBPATH      /usr/lib/pcsc/drivers/serial/libifdvpcd.so
CHANNELID    0x8C7B
EOF
    mkfifo "$WORLD/pcscd.do" "$WORLD/pcscd.done"
    world_launch card unshare $user -mnpf --kill-child --mount-proc sh -c '
        ip link set lo up && mount -t tmpfs tmpfs /run && mkdir /run/pcscd && mount --bind "$1/pcsc" /run/pcscd || exit 1
        world=$1 bin=$2
        shift 2
        up() { pcscd -f -e -c "$world/conf" >>"$world/pcscd.log" 2>&1 & }
        {
            up
            while read -r word <"$world/pcscd.do"; do
                if [ "$word" = start ]; then up; else kill -KILL $!; wait $!; fi
                echo "$word" >"$world/pcscd.done"
            done
        } &
        exec "$bin/akashi-vcard" serve --removed --control "$world/hands" "$@"' sh "$WORLD" "$BIN" \
        "${WORLD_CARD_OPTIONS[@]}" "$@"
    world_reader_pid=${world_pids[-1]}
    # pcscd meets the card before it opens its own door: whoever comes next must find that open.
    local until=$((SECONDS + 60))
    while ! PCSCLITE_CSOCK_NAME="$WORLD/pcsc/pcscd.comm" "$BIN/akashi-card" list >/dev/null 2>&1; do
        [ "$SECONDS" -lt "$until" ] || world_fail "pcscd does not answer" "$WORLD/pcscd.log"
    done
}

world_hand() { "$BIN/akashi-vcard" tell "$WORLD/hands" "$@" >/dev/null; }

world_pcscd() {
    local said=
    echo "$1" >"$WORLD/pcscd.do"
    read -r -t 60 said <"$WORLD/pcscd.done" && [ "$said" = "$1" ]
}

world_start() {
    local card cards=()
    WORLD=$(mktemp -d "${TMPDIR:-/tmp}/akashi.XXXXXX")
    for card; do
        cards+=("$WORLD/$card.card")
        cp "$DEMO/cards/$card.card" "$WORLD" 2>/dev/null || world_fail "there is no card named $card"
    done
    world_reader "${cards[@]}"
    world_launch signer "$BIN/akashi-signer" --config "$DEMO/etc/signer.conf" --set "signer.socket=$WORLD/signer.sock" \
        ${WORLD_WRITE:+--set "sandbox.write=$WORLD_WRITE"}
    world_launch vrs "$BIN/akashi-vrs" --config "$DEMO/etc/vrs.conf" --set "signer.socket=$WORLD/signer.sock"
    VRS_PORT=$PORT
    world_launch centre "$BIN/akashi-centre" --config "$DEMO/etc/centre.conf" --set "vrs.port=$PORT"
    CENTRE_PORT=$PORT
    mkdir -p "$DEMO/paper"
    rm -f "$DEMO"/paper/*.pdf
    world_launch printer "$BIN/akashi-vprinter" --port 0 --paper "$DEMO/paper" --control "$WORLD/tray" "${WORLD_PRINTER_OPTIONS[@]}"
    PRINTER_PORT=$PORT
}

# Follows the kiosk's log and does what a resident's hands do. Its own words go on to the log file.
# WORLD_PULL_AT names a state at which the card is pulled, or WORLD_MISHAP happens in its place; WORLD_AT, when set, is a
# command that is told each state and event; WORLD_LAY and WORLD_TAKE are how the card is laid down and taken;
# WORLD_KEYS[STATE] is a line that is typed to WORLD_TERMINAL when that state is shown; WORLD_SAYS are lines of the
# resident's script that come before the usual ones.
WORLD_SAYS=()
declare -A WORLD_KEYS=()
WORLD_PULL_AT=
WORLD_AT=
WORLD_PRINTER=
WORLD_MISHAP=(world_hand remove 1)
WORLD_LAY=(world_hand insert 1)
WORLD_TAKE=(world_hand remove 1)
world_hands() {
    local line state
    while IFS= read -r line; do
        printf '%s\n' "$line" >>"$WORLD/kiosk.log"
        [ -z "${WORLD_TOLD:-}" ] || printf '%s\n' "$line" >>"$WORLD_TOLD"
        read -r _ _ state _ <<<"$line"
        [ -n "${WORLD_KEYS[$state]:-}" ] && printf '%s\n' "${WORLD_KEYS[$state]}" >&"$WORLD_TERMINAL"
        [ "$state" = "$WORLD_PULL_AT" ] && "${WORLD_MISHAP[@]}"
        [ -n "$WORLD_AT" ] && "$WORLD_AT" "$state"
        case $line in
            *" lay_card "*) "${WORLD_LAY[@]}" ;;
            *" take_card "* | *" clear_deck "* | *" refused "*) "${WORLD_TAKE[@]}" ;;
        esac
    done
}

world_kiosk() {
    local status
    mkfifo "$WORLD/kiosk.events"
    world_hands <"$WORLD/kiosk.events" &
    local hands=$!
    PCSCLITE_CSOCK_NAME="$WORLD/pcsc/pcscd.comm" "$BIN/akashi-kiosk" --config "$DEMO/etc/kiosk.conf" \
        --set "kiosk.visits=${WORLD_VISITS:-1}" --set "kiosk.journal=$WORLD/journal" --set "centre.port=$CENTRE_PORT" \
        --set "printer.uri=${WORLD_PRINTER:-ipp://127.0.0.1:$PRINTER_PORT/ipp/print}" ${WORLD_WRITE:+--set "sandbox.write=$WORLD_WRITE"} "$@" 2>"$WORLD/kiosk.events"
    status=$?
    wait "$hands"
    rm -f "$WORLD/kiosk.events"
    return $status
}

world_script() {
    [ "${#WORLD_SAYS[@]}" -eq 0 ] || printf '%s\n' "${WORLD_SAYS[@]}"
    [ -n "$WORLD_PULL_AT" ] && echo "$WORLD_PULL_AT wait"
    cat <<EOF
welcome choose yes
choose choose 131105.$2
consent choose yes
lay_card wait
take_card wait
clear_deck wait
paying wait
printing wait
pin pin $1
records choose yes
passport choose yes
preview choose yes
take_paper choose yes
done choose yes
refused choose yes
out_of_service choose yes
EOF
}

world_visit() {
    local resident status pin=$1 kind=$2
    shift 2
    exec {resident}< <(world_script "$pin" "$kind")
    world_kiosk --set "screen.port=script:/dev/fd/$resident" "$@" >"$WORLD/screens"
    status=$?
    exec {resident}<&-
    return $status
}
