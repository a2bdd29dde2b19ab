# What every scenario begins with. BIN, SCENARIO_WORLD and REPLAY come from ctest; a scenario states only what differs.
set -uo pipefail # a count that cannot be had fails, and is not an empty one
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
SCRATCH=$(mktemp -d "${TMPDIR:-/tmp}/akashi-scenario.XXXXXX")
export TMPDIR=$SCRATCH
WORLD_WRITE=$SCRATCH
# What the kiosks of this scenario did; the test flow.edges reads it.
WORLD_TOLD=${EDGES:+$EDGES/$(basename "$0")${1:+.$1}.log}
[ -z "$WORLD_TOLD" ] || : >"$WORLD_TOLD"
DEMO=$SCRATCH/demo
export XDG_STATE_HOME=$SCRATCH/state # what akashi-verify remembers
cp -r "$SCENARIO_WORLD" "$DEMO"
. "$ROOT/hw/bench/world.sh"

scenario_end() {
    world_stop
    rm -rf "$SCRATCH"
}
trap 'exit 130' INT TERM
trap scenario_end EXIT

fail() {
    echo "FAILED: $1" >&2
    [ -n "${WORLD:-}" ] && [ -d "${WORLD:-/nowhere}" ] && tail -n 8 "$WORLD"/*.log "$WORLD/screens" >&2
    exit 1
}

# expect WHAT WANTED GOT
expect() { [ "$2" = "$3" ] || fail "$1: wanted '$2', got '$3'"; }

# The three counts of an area's ledger, and how many certificates were signed in it.
counts() { "$BIN/akashi-admin" audit check --areas "$DEMO/areas" || fail "the ledger's counts do not agree"; }
signatures() { counts | sed -n 's/^area=131105 signatures=\([0-9][0-9]*\) .*/\1/p' | grep . || fail "no count of signatures"; }

# take_away: the card, whoever left it there; the reader has noticed when this returns.
take_away() {
    local until=$((SECONDS + 60))
    world_hand remove 1
    while PCSCLITE_CSOCK_NAME="$WORLD/pcsc/pcscd.comm" "$BIN/akashi-card" list | grep -q ': card$'; do
        [ "$SECONDS" -lt "$until" ] || fail "the card does not go away"
    done
}

# visit CARD PIN KIND: one whole visit; the last line is in RESULT, the status in STATUS.
visit() {
    world_visit "$2" "$3"
    STATUS=$?
    RESULT=$(tail -n 1 "$WORLD/screens")
    replay
}

# replay: whatever way the kiosk went, its log tells it, and it is the table's.
replay() {
    [ "$STATUS" -eq 2 ] || "$REPLAY" "$WORLD/kiosk.log" >"$SCRATCH/replay" || fail "$(cat "$SCRATCH/replay")"
}

# refuses CARD PIN KIND CODE: the visit ends with that code and its sentence, and nothing was signed or printed.
refuses() {
    local before after sentence
    world_start "$1"
    before=$(signatures) || exit 1
    visit "$1" "$2" "$3"
    expect "$1: last line" "refused code=$4" "$RESULT"
    expect "$1: status" 1 "$STATUS"
    after=$(signatures) || exit 1
    expect "$1: signer's counter" "$before" "$after"
    expect "$1: paper" "" "$(ls "$DEMO/paper")"
    grep -q "$4" "$WORLD/screens" || fail "$1: the code is not on the screen"
    sentence=$(sed -n "/^### $4\$/,/^- en:/s/^- ja: //p" "$ROOT/docs/errors.md")
    grep -qF "${sentence%% / *}" "$WORLD/screens" && grep -qF "${sentence##* / }" "$WORLD/screens" ||
        fail "$1: the sentence is not on the screen"
    world_stop
}
