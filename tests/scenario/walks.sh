# Many visits in one run of the kiosk, each with a resident and hands of its own, for scenarios that go every way. Sourced
# after common.sh and fee.sh.
#   walk END "STATE DEED; …" [STATE=HAND]…   adds a visit. END: its code, or "delivered". DEED: an id that is chosen, "pin
#            DDDD", "wait" or "leave", done before what a resident usually does there (world_script). HAND: a function that
#            is called when that state is shown, or "begin": before the visit. Unless told otherwise the card lies there
#            when a visit begins, and is laid and taken when the kiosk asks.
#            What hands change for a visit, they put right at the beginning of the next.
#   walks_go [--set …]   leads them all, and compares their ends
WALKS=() ENDS=() LIES=no
declare -A HANDS=()

walk() {
    local end=$1 says=$2 hand
    for hand in begin=lay lay_card=lay take_card=take clear_deck=take "${@:3}"; do
        HANDS[${#WALKS[@]}:${hand%%=*}]=${hand#*=}
    done
    ENDS+=("$end")
    WALKS+=("$says")
}

# Hands. `freeze` and `thaw` hold up a server (FROZEN, a place in world_pids), so that something can happen meanwhile.
stay() { :; }
lay() { [ "$LIES" = yes ] || world_hand insert 1; LIES=yes; }
take() { [ "$LIES" = no ] || world_hand remove 1; LIES=no; }

freeze() { kill -STOP "${world_pids[$FROZEN]}"; }
thaw() { kill -CONT "${world_pids[$FROZEN]}"; }
no_coins() { echo nothing >"$BOX.hand"; }
coins() { rm -f "$BOX.hand"; }

# sees yes|no: waits until the reader says so of a card.
sees() {
    local until=$((SECONDS + 60)) now=
    until [ "$now" = "$1" ]; do
        [ "$SECONDS" -lt "$until" ] || { echo "card there, says the reader: $now" >&2; return 1; }
        now=no
        PCSCLITE_CSOCK_NAME="$WORLD/pcsc/pcscd.comm" "$BIN/akashi-card" list | grep -q ': card$' && now=yes
    done
    return 0
}

# The script of a visit: its own lines, then the usual ones.
walk_script() {
    local part state deed kind=domestic
    [[ $1 == *passport* ]] && kind=travel
    while IFS= read -r -d ';' part; do
        read -r state deed <<<"${part//$'\n'/ }"
        case $deed in
            wait | leave | "pin "*) echo "$state $deed" ;;
            ?*) echo "$state choose $deed" ;;
        esac
    done <<<"$1;"
    world_script 1234 $kind
}

# The kiosk waits for its script: until the hands are ready for the visit.
walk_begin() {
    local before=$LIES
    [ "$1" -lt "${#WALKS[@]}" ] || return
    "${HANDS[$1:begin]}"
    [ "$LIES" = "$before" ] || sees "$LIES"
    walk_script "${WALKS[$1]}" >"$WORLD/resident" &
    RESIDENT=$!
}

# What the hands do when the kiosk comes to a state.
AT=0
walk_at() {
    local hand=${HANDS[$AT:$1]:-}
    [ -z "$hand" ] || "$hand"
    [ "$1" != end ] || walk_begin $((AT += 1))
}

walks_go() {
    local i=0 end
    rm -f "$WORLD/resident"
    mkfifo "$WORLD/resident"
    WORLD_AT=walk_at WORLD_LAY=(:) WORLD_TAKE=(:) WORLD_VISITS=${#WALKS[@]}
    world_hand remove 1 2>/dev/null # what another run's hands left there
    LIES=no
    walk_begin 0
    world_kiosk --set "screen.port=script:$WORLD/resident" --set "pay.port=simulated:$BOX" "$@" >"$WORLD/screens"
    kill "$RESIDENT" 2>/dev/null
    touch "$BOX"
    STATUS=0 replay
    while IFS= read -r end; do
        expect "visit $i: ${WALKS[$i]}" "${ENDS[$i]}" "$end"
        i=$((i + 1))
    done < <(sed -n -e 's/^refused code=//p' -e 's/^\(delivered\) serial=.*/\1/p' "$WORLD/screens")
    expect "visits" "${#WALKS[@]}" "$i"
    WALKS=() ENDS=() HANDS=()
    expect "fees and deliveries" "$(ledger delivered)" "$(kept)"
    expect "money held" 0 "$(held)"
    expect "open serials" "$(ledger signatures)" $(($(ledger delivered) + $(ledger withdrawn)))
}
